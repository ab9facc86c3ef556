using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Net.Http.Headers;
using PoolResource.Web.Access;
using PoolResource.Web.Branch;
using PoolResource.Web.Pages;

namespace PoolResource.Web.Api;

/// <summary>Answers programs, in JSON.</summary>
/// <param name="watcher">The branch.</param>
/// <param name="cache">What is known of it, by the name that pages give it.</param>
/// <param name="viewers">Who asks.</param>
/// <param name="time">The clock.</param>
public sealed class ApiEndpoint(BranchWatcher watcher, PageCache cache, Viewers viewers, TimeProvider time)
{
    private const string ContentType = "application/json; charset=utf-8";
    private const string PagesSoon = "5";

    private readonly KeptAnswers<byte[]?> kept = new();

    /// <summary>Answers a GET.</summary>
    internal async Task AnswerAsync(HttpContext http, ApiRoute route)
    {
        var (viewer, news, now, path) = (viewers.Of(http), watcher.News, time.GetUtcNow(), PageEndpoint.Raw(http));
        if (news.Seen is not { } seen)
        {
            http.Response.Headers.RetryAfter = PagesSoon;
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "the branch is not read yet; ask again in a few seconds");
            return;
        }

        var tag = TagOf($"{cache.VersionOf(news)}\n{viewer.Class}\n{path}\n{(route.IsTimed ? KeptAnswers<byte[]?>.MinuteOf(now) : 0)}");
        http.Response.Headers.ETag = tag.ToString();
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        try
        {
            var answer = kept.Get(news.Version, now, new PageKey(path, viewer), weigh =>
            {
                var made = Answer(new Question(news, seen, viewer, now, [.. Links.Segments(path).Skip(2)], Links.Query(path)), route);
                weigh(made?.Length ?? 0);
                return made;
            });
            await (answer is not null
                ? WriteAsync(http, answer)
                : RefuseAsync(http, StatusCodes.Status404NotFound, "there is nothing of that name, or nothing that you may see; /api/v1/pools names all there is"));
        }
        catch (PoolException refusal)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, refusal.Message);
        }
    }

    /// <summary>Answers with what a document says that is the same for all who may look.</summary>
    internal static async Task AnswerAsync(HttpContext http, Func<Task<byte[]>> document) => await WriteAsync(http, await document());

    /// <summary>Answers what is no question.</summary>
    internal static async Task AnswerUnknownAsync(HttpContext http)
    {
        var isRead = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        if (!isRead)
        {
            http.Response.Headers.Allow = "GET, HEAD";
        }

        await (isRead
            ? RefuseAsync(http, StatusCodes.Status404NotFound, "there is no such path; /api/v1/openapi.json tells them all")
            : RefuseAsync(http, StatusCodes.Status405MethodNotAllowed, "the API only tells; ask with GET"));
    }

    private static byte[]? Answer(Question question, ApiRoute route)
    {
        if (question.Query.Keys.FirstOrDefault(key => !route.Parameters.Contains(key)) is { } unknown)
        {
            throw new PoolException($"{Quoted.Line(Quoted.Cut(unknown, 100))} is no parameter of this question; {(route.Parameters.Count == 0 ? "it has none" : $"it has {string.Join(", ", route.Parameters)}")}");
        }

        return route.Answer(question) is { } answer ? JsonSerializer.SerializeToUtf8Bytes(answer, route.Type) : null;
    }

    private static EntityTagHeaderValue TagOf(string what) => new($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)))[..32]}\"", isWeak: true);

    private static Task RefuseAsync(HttpContext http, int status, string sentence)
    {
        http.Response.Headers.Remove(HeaderNames.ETag);
        http.Response.StatusCode = status;
        return WriteAsync(http, JsonSerializer.SerializeToUtf8Bytes(new ErrorAnswer(Quoted.Shown(sentence)), ApiJson.Default.ErrorAnswer));
    }

    private static async Task WriteAsync(HttpContext http, byte[] json)
    {
        (http.Response.ContentType, http.Response.ContentLength) = (ContentType, json.Length);
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(json, http.RequestAborted);
        }
    }
}

/// <summary>A question of the API.</summary>
/// <param name="Answer">Answers it; null for what there is not, a <see cref="PoolException"/> for what cannot be asked so.</param>
/// <param name="Type">What the answer is.</param>
/// <param name="Parameters">What may stand behind the question mark.</param>
internal sealed record ApiRoute(Func<Question, object?> Answer, JsonTypeInfo Type, params IReadOnlyList<string> Parameters)
{
    /// <summary>Whether the answer changes with the time, too: it may be a minute old.</summary>
    public bool IsTimed { get; init; }
}
