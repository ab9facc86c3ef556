using PoolResource.Cli.Display;
using PoolResource.Configuration;

namespace PoolResource.Cli.Repositories;

/// <summary>The clone that one stands in: the branch that its current branch follows, on the remote that it follows it on.</summary>
internal static class OwnClone
{
    /// <returns>What the clone tells; without a branch where none is followed.</returns>
    /// <exception cref="MisuseException">There is no clone, or it has no remote.</exception>
    public static async Task<SourceDocument> SourceAsync(Terminal terminal, CancellationToken stop)
    {
        var git = new OwnGit(terminal);
        if (await AskAsync("rev-parse", "--absolute-git-dir") is not { } folder)
        {
            throw new MisuseException($"no repository is named; give --uri and --branch, or --source (or {SourceFile.Variable}), or stand in a clone of it");
        }

        var current = await AskAsync("symbolic-ref", "--quiet", "--short", "HEAD");
        var remote = current is null ? null : await AskAsync("config", "--get", $"branch.{current}.remote");
        var followed = current is null ? null : await AskAsync("config", "--get", $"branch.{current}.merge");
        remote ??= "origin";
        var uri = await AskAsync("ls-remote", "--get-url", remote);
        if (uri is null || uri == remote)
        {
            throw new MisuseException("this clone has no remote; give --uri and --branch");
        }

        var top = await AskAsync("rev-parse", "--show-toplevel") ?? folder;
        return new SourceDocument { Uri = Place.In(top, uri), Branch = followed is null ? null : Short(followed) };

        Task<string?> AskAsync(params string[] question) => git.AskAsync(stop, question);
    }

    private static string Short(string reference) =>
        reference.StartsWith("refs/heads/", StringComparison.Ordinal) ? reference["refs/heads/".Length..] : reference;
}
