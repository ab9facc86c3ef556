using System.ComponentModel;

namespace PoolResource.Web.Api;

/// <summary>Which question stands under which path, and how the OpenAPI document tells of it.</summary>
internal static class ApiRoutes
{
    private const string Root = "/api/v1";
    private const string Json = "application/json";
    public const string PoolText = "The pool's name as one segment: a slash within it is written as %2F.";
    public const string LockText = "The lock's name as one segment.";
    public const string LimitText = "How much is told at most, the newest of it.";

    private static readonly ApiRoute Pools = new(PoolAnswers.OfAll, ApiJson.Default.PoolsAnswer);
    private static readonly ApiRoute Pool = new(PoolAnswers.OfOne, ApiJson.Default.PoolAnswer);
    private static readonly ApiRoute Queue = new(PoolAnswers.OfLine, ApiJson.Default.QueueAnswer);
    private static readonly ApiRoute Lock = new(PoolAnswers.OfLock, ApiJson.Default.LockAnswer, "limit") { IsTimed = true };
    private static readonly ApiRoute Builds = new(BuildAnswers.Of, ApiJson.Default.BuildsAnswer, "team", "pipeline", "job", "build", "limit") { IsTimed = true };
    private static readonly ApiRoute Events = new(EventAnswers.Of, ApiJson.Default.EventsAnswer, "since", "limit");
    private static readonly ApiRoute Stats = new(StatAnswers.Of, ApiJson.Default.StatsAnswer, "since", "by") { IsTimed = true };

    /// <summary>Puts them under <c>/api/v1</c>.</summary>
    public static void MapApi(this WebApplication app)
    {
        Map(app, "/pools", Pools, (ApiEndpoint api, HttpContext http) => api.AnswerAsync(http, Pools))
            .Tell("listPools", "Every pool", "Every pool that you may see, with its locks: who holds each, since when, and why.");
        Map(app, "/pools/{pool}", Pool, (ApiEndpoint api, HttpContext http, [Description(PoolText)] string pool) => api.AnswerAsync(http, Pool))
            .Tell("getPool", "One pool", "A pool and its locks.", StatusCodes.Status404NotFound);
        Map(app, "/pools/{pool}/queue", Queue, (ApiEndpoint api, HttpContext http, [Description(PoolText)] string pool) => api.AnswerAsync(http, Queue))
            .Tell("getQueue", "A pool's line", "Those who wait for a pool's locks, in the order in which they are served.", StatusCodes.Status404NotFound);
        Map(app, "/pools/{pool}/locks/{lock}", Lock, (ApiEndpoint api, HttpContext http, [Description(PoolText)] string pool, [Description(LockText)] string @lock, [Description(LimitText)] string? limit) => api.AnswerAsync(http, Lock))
            .Tell("getLock", "One lock", "A lock's state, and its holds in this pool, the newest last. The state is null where the lock is gone. What it holds is never told.", StatusCodes.Status404NotFound);
        Map(app, "/builds", Builds, (
            ApiEndpoint api, HttpContext http,
            [Description("The team; it has to be there.")] string? team,
            [Description("The pipeline; it has to be there.")] string? pipeline,
            [Description("The job; all of the pipeline without it.")] string? job,
            [Description("The build's number, for what it holds and held. Who waits is told by its job alone, so this leaves nobody out who waits.")] string? build,
            [Description("How many holds that are over are told at most, the newest of them.")] string? limit) => api.AnswerAsync(http, Builds))
            .Tell("getBuilds", "What a pipeline's builds hold", "What the builds of a pipeline hold, held (the newest last) and wait for.");
        Map(app, "/events", Events, (
            ApiEndpoint api, HttpContext http,
            [Description("A commit, for what happened after it; or a time as in RFC 3339, for what happened from then on. Without it the newest is told.")] string? since,
            [Description("How much is told at most: with since the oldest of it, without it the newest.")] string? limit) => api.AnswerAsync(http, Events))
            .Tell("listEvents", "What happened", "What happened to the locks, the newest last. Ask for the path in next to go on: where more is true at once, otherwise later.");
        Map(app, "/stats", Stats, (
            ApiEndpoint api, HttpContext http,
            [Description("How far back, such as 30d, 2w or 12h, or a time as in RFC 3339; 30d without it.")] string? since,
            [Description("What each group is: pool, lock, pipeline or job; pool without it.")] string? by) => api.AnswerAsync(http, Stats))
            .Tell("getStats", "Figures", "How much the locks were held, and how long builds held and waited for them. Times are in whole seconds, shares from 0 to 1. May be a minute old.");
        app.MapMethods($"{Root}/openapi.json", [HttpMethods.Get, HttpMethods.Head], (ApiDocument document, HttpContext http) => ApiEndpoint.AnswerAsync(http, document.ReadAsync)).ExcludeFromDescription();
        app.Map("/api/{**path}", (HttpContext http) => ApiEndpoint.AnswerUnknownAsync(http)).ExcludeFromDescription();
    }

    private static RouteHandlerBuilder Map(WebApplication app, string path, ApiRoute route, Delegate answer)
    {
        app.MapMethods(Root + path, [HttpMethods.Head], (ApiEndpoint api, HttpContext http) => api.AnswerAsync(http, route)).ExcludeFromDescription();
        return app.MapGet(Root + path, answer).WithMetadata(Told(StatusCodes.Status200OK, "The answer, and the commit that it is of.", route.Type.Type));
    }

    private static void Tell(this RouteHandlerBuilder route, string name, string summary, string description, params IEnumerable<int> more)
    {
        route.WithName(name).WithSummary(summary).WithDescription(description).WithTags("pools")
            .WithMetadata(Told(StatusCodes.Status304NotModified, "Nothing has changed since the answer whose ETag was sent as If-None-Match.", null));
        foreach (var status in more.Concat([400, 401, 403, 503]))
        {
            route.WithMetadata(Told(status, SentenceOf(status), typeof(ErrorAnswer)));
        }
    }

    private static string SentenceOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "A parameter is missing, unknown or wrong.",
        StatusCodes.Status401Unauthorized => "No login and no token was sent, or one that is none.",
        StatusCodes.Status403Forbidden => "Whoever asks may see no pool.",
        StatusCodes.Status404NotFound => "There is no such pool or lock, or none that you may see.",
        _ => "The branch is not read yet; ask again in a few seconds.",
    };

    private static ProducesResponseTypeMetadata Told(int status, string description, Type? type) =>
        new(status, type ?? typeof(void), type is null ? [] : [Json]) { Description = description };
}
