using System.Text.RegularExpressions;

namespace PoolResource.Git.Access;

/// <summary>
/// Where git finds the repository. A host may send elsewhere once it knows who asks; git follows only what it is told
/// before that, so the place is looked up and asked for from then on.
/// </summary>
internal sealed partial class GitAddress(GitCommand git, RepositoryUri uri)
{
    /// <summary>The uri, without a login.</summary>
    public string Value { get; private set; } = uri.Value;

    /// <summary>Whether it is on this machine.</summary>
    public bool IsOnDisk => uri.Scheme == "file";

    /// <summary>Goes where the host sends, after an answer of 3xx.</summary>
    /// <param name="trace">A file that does not exist, for git to write the headers to.</param>
    /// <param name="stop">Kills git.</param>
    /// <returns>False when it sends nowhere.</returns>
    /// <exception cref="PoolException">It is another host, or no repository.</exception>
    public async Task<bool> FollowAsync(string trace, CancellationToken stop)
    {
        if (!uri.IsHttp)
        {
            return false;
        }

        var headers = git.With(new Dictionary<string, string> { ["GIT_TRACE_CURL"] = trace, ["GIT_TRACE_CURL_NO_DATA"] = "1" });
        try
        {
            await headers.TryAsync(["ls-remote", "--quiet", "--", Value], GitCommand.ShortSilence, stop);
            var there = File.Exists(trace) ? Follow(await File.ReadAllLinesAsync(trace, stop)) : null;
            return there is not null && Take(there);
        }
        finally
        {
            File.Delete(trace);
        }
    }

    /// <summary>Whether a port that gives no answer to http would give one to https.</summary>
    public async Task<bool> SpeaksTlsAsync(CancellationToken stop)
    {
        if (uri.Scheme != "http")
        {
            return false;
        }

        var asked = await git.TryAsync(["ls-remote", "--quiet", "--", $"https{Value["http".Length..]}"], GitCommand.ShortSilence, stop);
        return asked.ExitCode == 0 || AnswerOverTls().IsMatch(asked.Stderr);
    }

    private Uri? Follow(IEnumerable<string> lines)
    {
        var here = new Uri($"{Value.TrimEnd('/')}/info/refs?service=git-upload-pack");
        var there = here;
        foreach (var location in lines.Select(line => Location().Match(line)).Where(match => match.Success))
        {
            there = Uri.TryCreate(there, location.Groups["uri"].Value.Trim(), out var next) ? next : there;
        }

        return there == here ? null : there;
    }

    private bool Take(Uri there)
    {
        var place = Repository().Match(there.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));
        if (!there.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped).Equals(uri.Origin, StringComparison.OrdinalIgnoreCase))
        {
            throw new PoolException(
                $"the host of source.uri redirects to {(place.Success ? place.Groups["uri"].Value : there.GetLeftPart(UriPartial.Authority))}, where its login does not go; give that as source.uri, with a login for it");
        }

        if (!place.Success)
        {
            throw new PoolException($"the host of source.uri sends to {there.GetLeftPart(UriPartial.Path)}, which is no git repository; correct source.uri");
        }

        var isNew = Value != place.Groups["uri"].Value;
        Value = place.Groups["uri"].Value;
        return isNew;
    }

    [GeneratedRegex(@"<= Recv header: location:(?<uri>.*)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Location();

    [GeneratedRegex("certificate|could not read Username|returned error|Authentication failed|not found|not valid: is this", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex AnswerOverTls();

    [GeneratedRegex("^(?<uri>.*)/(info/refs|git-upload-pack|git-receive-pack)$", RegexOptions.CultureInvariant)]
    private static partial Regex Repository();
}
