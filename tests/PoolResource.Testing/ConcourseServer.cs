using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;

namespace PoolResource.Testing;

/// <summary>
/// A stand-in for Concourse's web node on this machine: the part of its API that tells of builds, with its statuses, its
/// logins, and who may see what.
/// </summary>
public sealed class ConcourseServer : IDisposable
{
    private const string Version = "8.2.5";
    private const string Scope = "openid profile email federated:id groups";

    private readonly HttpListener listener;
    private readonly ConcurrentQueue<string> requests = new();
    private readonly ConcurrentDictionary<string, string> tokens = new();
    private int atOnce;
    private int mostAtOnce;
    private int issued;

    public ConcourseServer()
    {
        (listener, Origin) = Loopback.ListenToTheWeb();
        _ = Loopback.ServeAsync(listener, AnswerAsync);
    }

    /// <summary>Scheme, host and port.</summary>
    public string Origin { get; }

    /// <summary>What <c>/api/v1/info</c> says of it; null for nothing.</summary>
    public string? ExternalUrl { get; set; }

    /// <summary>Whether its answers name it; a proxy may keep that to itself.</summary>
    public bool IsNamed { get; set; } = true;

    /// <summary>The builds; what is not among them is 404.</summary>
    public ConcurrentDictionary<long, ConcourseBuild> Builds { get; init; } = new();

    /// <summary>Pipelines without builds, as <c>team/pipeline</c>; those of the builds are there anyway.</summary>
    public ConcurrentDictionary<string, bool> Pipelines { get; } = new();

    /// <summary>Who may log in: user and password.</summary>
    public ConcurrentDictionary<string, string> Users { get; } = new();

    /// <summary>The teams of a user, separated by commas; <c>*</c> for an admin.</summary>
    public ConcurrentDictionary<string, string> Teams { get; } = new();

    /// <summary>Answers a request in Concourse's place, as method and path; it may take its time.</summary>
    public Func<string, Task<ConcourseReply?>>? Instead { get; set; }

    /// <summary>The requests in order: method, path and query, and who asks where somebody does.</summary>
    public IReadOnlyCollection<string> Requests => requests;

    /// <summary>How many requests were under way at a time, at most.</summary>
    public int MostAtOnce => mostAtOnce;

    /// <summary>Makes an answer that is given at once.</summary>
    public void Answer(Func<string, ConcourseReply?> instead) => Instead = request => Task.FromResult(instead(request));

    public void Add(params IEnumerable<ConcourseBuild> builds)
    {
        foreach (var build in builds)
        {
            Builds[build.Id] = build;
        }
    }

    /// <summary>Lets every token expire that was given.</summary>
    public void ForgetTokens() => tokens.Clear();

    /// <summary>Gives a token without a login.</summary>
    public string TokenFor(string user)
    {
        var token = $"token-{Interlocked.Increment(ref issued).ToString(CultureInfo.InvariantCulture)}-of-{user}";
        tokens[token] = user;
        return token;
    }

    public void Dispose() => listener.Close();

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var now = Interlocked.Increment(ref atOnce);
        InterlockedMax(now);
        try
        {
            using var reader = new StreamReader(context.Request.InputStream);
            var form = HttpUtility.ParseQueryString(await reader.ReadToEndAsync());
            var (path, authorization) = ($"{context.Request.HttpMethod} {context.Request.RawUrl}", context.Request.Headers["Authorization"]);
            requests.Enqueue(authorization is null ? path : $"{path} {authorization}");

            // So that those that come together are seen together.
            await Task.Yield();
            var reply = Instead is { } instead ? await instead(path) : null;
            if (reply is null)
            {
                reply = Reply(path, authorization, form);
                if (IsNamed)
                {
                    context.Response.AddHeader("X-Concourse-Version", Version);
                }
            }

            Interlocked.Decrement(ref atOnce);
            context.Response.StatusCode = reply.Status;
            context.Response.RedirectLocation = reply.Location;

            // The listener ends a body of no length wrongly now and then.
            var body = Encoding.UTF8.GetBytes(reply.Body);
            context.Response.ContentLength64 = body.Length;
            await context.Response.OutputStream.WriteAsync(body);
            context.Response.Close();
        }
        catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException or IOException)
        {
            // Whoever asked has gone.
            context.Response.Abort();
        }
    }

    private void InterlockedMax(int now)
    {
        for (var most = mostAtOnce; now > most; most = mostAtOnce)
        {
            Interlocked.CompareExchange(ref mostAtOnce, now, most);
        }
    }

    private ConcourseReply Reply(string request, string? authorization, System.Collections.Specialized.NameValueCollection form)
    {
        var user = authorization?.Split(' ') is ["Bearer", var token] && tokens.TryGetValue(token, out var known) ? known : null;
        var (path, query) = request.Split('?', 2) is [var before, var behind] ? (before, HttpUtility.ParseQueryString(behind)) : (request, []);
        return path.Split('/').Select(Uri.UnescapeDataString).ToArray() switch
        {
            ["GET ", "api", "v1", "info"] => Json(Info()),
            ["POST ", "sky", "issuer", "token"] => LogIn(authorization, form),
            ["GET ", "api", "v1", "user"] => user is null ? new(401, "not authorized") : Json(User(user)),
            ["GET ", "api", "v1", "builds"] => Json(List(user, query)),
            ["GET ", "api", "v1", "builds", var id] => Seen(long.TryParse(id, CultureInfo.InvariantCulture, out var number) ? Builds.GetValueOrDefault(number) : null, user),
            ["GET ", "api", "v1", "teams", var team, "pipelines", var pipeline] => Pipeline(team, pipeline, Vars(query), user),
            ["GET ", "api", "v1", "teams", var team, "pipelines", var pipeline, "jobs", var job, "builds", var name] => Seen(
                Builds.Values.FirstOrDefault(one => (one.Team, one.Pipeline, one.Job, one.Name) == (team, pipeline, job, name) && Same(one.Vars, Vars(query))), user),
            _ => new(404),
        };
    }

    private JsonObject Info()
    {
        var info = new JsonObject { ["version"] = Version, ["worker_version"] = "2.5", ["feature_flags"] = new JsonObject() };
        if (ExternalUrl is not null)
        {
            info["external_url"] = ExternalUrl;
        }

        return info;
    }

    private ConcourseReply LogIn(string? authorization, System.Collections.Specialized.NameValueCollection form) =>
        authorization != $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("fly:Zmx5"))}" || form["grant_type"] != "password" || form["scope"] != Scope ? new(400, "invalid_request")
        : form["username"] is { } user && Users.TryGetValue(user, out var password) && form["password"] == password
            ? Json(new JsonObject { ["access_token"] = TokenFor(user), ["token_type"] = "bearer", ["expires_in"] = 86399 })
            : new(401, """{"error":"access_denied","error_description":"Invalid username or password"}""");

    private JsonObject User(string user) => new()
    {
        ["user_name"] = user,
        ["is_admin"] = TeamsOf(user).Contains("*"),
        ["teams"] = new JsonObject(TeamsOf(user).Where(team => team != "*").Select(team => KeyValuePair.Create(team, (JsonNode?)new JsonArray("owner")))),
    };

    private JsonArray List(string? user, System.Collections.Specialized.NameValueCollection query)
    {
        var seen = Builds.Values.Where(build => IsSeen(build, user));
        var limit = int.Parse(query["limit"] ?? "100", CultureInfo.InvariantCulture);
        var page = query["from"] is { } from
            ? seen.Where(build => build.Id >= long.Parse(from, CultureInfo.InvariantCulture)).OrderBy(build => build.Id).Take(limit).Reverse()
            : seen.OrderByDescending(build => build.Id).Take(limit);
        return [.. page.Select(Described)];
    }

    // What is not there is said before anybody is asked who he is.
    private ConcourseReply Seen(ConcourseBuild? build, string? user) =>
        build is null ? new(404)
        : IsSeen(build, user) ? Json(Described(build))
        : user is null ? new(401, "not authorized")
        : new(403, "forbidden");

    private ConcourseReply Pipeline(string team, string pipeline, string? vars, string? user) =>
        Pipelines.TryGetValue($"{team}/{pipeline}", out var isExposed) || Builds.Values.Any(build => (build.Team, build.Pipeline) == (team, pipeline) && Same(build.Vars, vars) && (isExposed = build.IsExposed || isExposed) is var _)
            ? isExposed || Sees(user, team) ? Json(new JsonObject { ["name"] = pipeline, ["team_name"] = team, ["public"] = isExposed }) : new(user is null ? 401 : 403)
            : new(404);

    private bool IsSeen(ConcourseBuild build, string? user) => build.IsExposed || Sees(user, build.Team);

    private bool Sees(string? user, string team) => user is not null && TeamsOf(user) is var teams && (teams.Contains(team) || teams.Contains("*"));

    private string[] TeamsOf(string user) => Teams.TryGetValue(user, out var teams) ? teams.Split(',') : [];

    private static JsonObject Described(ConcourseBuild build)
    {
        var json = new JsonObject { ["id"] = build.Id, ["team_name"] = build.Team, ["name"] = build.Name, ["status"] = build.Status, ["api_url"] = $"/api/v1/builds/{build.Id}" };
        foreach (var (key, value) in new (string, JsonNode?)[]
        {
            ("pipeline_name", build.Pipeline), ("job_name", build.Job), ("pipeline_instance_vars", build.Vars is null ? null : JsonNode.Parse(build.Vars)), ("end_time", build.EndTime),
        })
        {
            if (value is not null)
            {
                json[key] = value;
            }
        }

        return json;
    }

    private static ConcourseReply Json(JsonNode json) => new(200, json.ToJsonString());

    // One level, as the tests have them.
    private static string? Vars(System.Collections.Specialized.NameValueCollection query)
    {
        var vars = new JsonObject(query.AllKeys.OfType<string>().Where(key => key.StartsWith("vars.", StringComparison.Ordinal)).Select(key => KeyValuePair.Create(key[5..], JsonNode.Parse(query[key]!))));
        return vars.Count == 0 ? null : vars.ToJsonString();
    }

    private static bool Same(string? one, string? other) => JsonNode.DeepEquals(one is null ? null : JsonNode.Parse(one), other is null ? null : JsonNode.Parse(other));
}
