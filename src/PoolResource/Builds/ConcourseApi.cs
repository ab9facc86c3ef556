using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace PoolResource.Builds;

/// <summary>Concourse's API, in the words of what is asked of it.</summary>
internal sealed class ConcourseApi : IDisposable
{
    private readonly ConcourseHttp http;
    private readonly ConcourseLogin login;
    private bool isNamed;

    /// <param name="root">Where it is: nothing is sent to any other host.</param>
    /// <param name="access">Who asks.</param>
    /// <param name="time">The clock.</param>
    public ConcourseApi(Uri root, ConcourseAccess? access, TimeProvider time)
    {
        http = new ConcourseHttp(root, access?.SkipSslVerification ?? false, time);
        login = new ConcourseLogin(access, http);
    }

    /// <summary>Where it is, for a sentence.</summary>
    public string Host => http.Host;

    /// <summary>Whether there is a login.</summary>
    public bool HasLogin => login.IsGiven;

    /// <summary>Asks again although it may have been away.</summary>
    public void BeginAgain() => http.BeginAgain();

    /// <summary>Whether it answers as Concourse does, and what it calls itself; null where it says no url.</summary>
    /// <exception cref="ApiException">It does not.</exception>
    public async Task<string?> InfoAsync(CancellationToken stop)
    {
        var answer = await http.SendAsync("/api/v1/info", null, null, stop);
        isNamed = answer.IsNamed;
        return Read(answer, "does not answer as Concourse does", json =>
            BuildAnswer.Text(json, "version") is null || BuildAnswer.Text(json, "worker_version") is null
                ? null
                : new Found<string?>(BuildAnswer.Text(json, "external_url")));
    }

    /// <summary>What it says of a build.</summary>
    /// <exception cref="ApiException">It does not say.</exception>
    public async Task<BuildLookup> BuildAsync(string path, CancellationToken stop)
    {
        var answer = await GetAsync(path, stop);
        return answer.Status switch
        {
            404 => BuildLookup.NotFound,
            401 => BuildLookup.Hidden,
            403 => throw new ApiException($"{Host} does not let this login see the build (403)"),
            _ => new BuildLookup(Read(answer, "answers with what is no build", json => BuildAnswer.Of(json) is { } build ? new Found<BuildAnswer>(build) : null)),
        };
    }

    /// <summary>Some builds, from an id on, as many as there are or as one answer may hold; none where it does not show them.</summary>
    public async Task<IReadOnlyList<BuildAnswer>> BuildsAsync(long from, int limit, CancellationToken stop)
    {
        var answer = await GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/builds?limit={limit}&from={from}"), stop);
        return answer.Status != 200 ? [] : Read(answer, "answers with what are no builds", json =>
            json.ValueKind == JsonValueKind.Array ? new Found<IReadOnlyList<BuildAnswer>>([.. json.EnumerateArray().Select(BuildAnswer.Of).OfType<BuildAnswer>()]) : null);
    }

    /// <summary>Whether whoever asks can see a pipeline.</summary>
    /// <exception cref="ApiException">It does not say.</exception>
    public async Task<bool> ShowsPipelineAsync(BuildNames names, string query, CancellationToken stop)
    {
        var answer = await GetAsync($"{names.PipelinePath}{query}", stop);
        return answer.Status is not (401 or 403 or 404) && Read(answer, "answers with what is no pipeline", json =>
            BuildAnswer.Text(json, "name") is { } name && BuildAnswer.Text(json, "team_name") is { } team ? new Found<bool>((team, name) == (names.Team, names.Pipeline)) : null);
    }

    /// <summary>Whose builds the login may see, every one of them.</summary>
    /// <exception cref="ApiException">It does not say.</exception>
    public async Task<Sight> SightAsync(CancellationToken stop)
    {
        var answer = await GetAsync("/api/v1/user", stop);
        return answer.Status is 401 or 403 or 404 ? Sight.None : Read(answer, "answers with what is no user", json =>
            json.ValueKind != JsonValueKind.Object ? null : new Found<Sight>(new Sight(
                json.TryGetProperty("is_admin", out var admin) && admin.ValueKind == JsonValueKind.True,
                json.TryGetProperty("teams", out var teams) && teams.ValueKind == JsonValueKind.Object ? [.. teams.EnumerateObject().Select(team => team.Name)] : [])));
    }

    public void Dispose() => http.Dispose();

    // What stands before it may say for a moment that there is nothing, or ask for a login of its own. Concourse says no more than the status.
    private async Task<HttpAnswer> GetAsync(string path, CancellationToken stop) =>
        await AskAsync(path, stop) is var answer && answer is { Status: 401 or 404, IsNamed: false } && (isNamed || (answer.Status == 404 && answer.Body.Length > 0))
            ? throw new ApiException($"{Host} answers {answer.Status.ToString(CultureInfo.InvariantCulture)}, and not as Concourse does")
            : answer;

    private async Task<HttpAnswer> AskAsync(string path, CancellationToken stop)
    {
        if (!login.IsGiven)
        {
            return await http.SendAsync(path, null, null, stop);
        }

        var token = await login.TokenAsync(stop);
        var answer = await http.SendAsync(path, null, new AuthenticationHeaderValue("Bearer", token), stop);
        if (answer.Status != 401)
        {
            return answer;
        }

        var another = await login.AnotherAsync(token, stop);
        answer = await http.SendAsync(path, null, new AuthenticationHeaderValue("Bearer", another), stop);
        return answer.Status == 401 ? throw login.GiveUp() : answer;
    }

    // What comes from there is hostile until it is read.
    private T Read<T>(HttpAnswer answer, string otherwise, Func<JsonElement, Found<T>?> read)
    {
        if (answer.Status != 200)
        {
            throw new ApiException($"{Host} answers {answer.Status.ToString(CultureInfo.InvariantCulture)}");
        }

        try
        {
            using var json = JsonDocument.Parse(answer.Body);
            return read(json.RootElement) is { } found ? found.Value : throw new ApiException($"{Host} {otherwise}");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new ApiException($"{Host} {otherwise}", fault);
        }
    }

    private sealed record Found<T>(T Value);
}

/// <summary>What came of a look for one build.</summary>
internal sealed record BuildLookup(BuildAnswer? Build)
{
    /// <summary>There is none.</summary>
    public static BuildLookup NotFound { get; } = new((BuildAnswer?)null);

    /// <summary>Only whoever logs in is told.</summary>
    public static BuildLookup Hidden { get; } = new((BuildAnswer?)null) { IsHidden = true };

    public bool IsHidden { get; init; }
}

/// <summary>What a login may see.</summary>
/// <param name="IsAdmin">Whether it may see everything.</param>
/// <param name="Teams">The teams of which it may see everything.</param>
internal sealed record Sight(bool IsAdmin, IReadOnlyCollection<string> Teams)
{
    public static Sight None { get; } = new(false, []);

    /// <summary>Whether it would see a build if there were one.</summary>
    public bool Reaches(BuildNames? names) => IsAdmin || (names is not null && Teams.Contains(names.Team));
}
