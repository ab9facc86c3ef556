using System.Text;
using LibGit2Sharp;

namespace PoolResource.Tests.Objects;

/// <summary>Objects written as bytes, whatever git would say to them; text stands for bytes in Latin-1.</summary>
internal static class RawBranch
{
    public const string Person = "A Person <a@b> 1767225600 +0000";

    /// <summary>Writes a blob and returns its id.</summary>
    public static string Blob(this HostedBranch host, string content) => host.Write<Blob>(content);

    /// <summary>Writes a tree of entries <c>MODE NAME</c> in their order.</summary>
    public static string Tree(this HostedBranch host, params (string Entry, string Id)[] entries) => host.Write<Tree>(string.Concat(
        entries.Select(entry => $"{entry.Entry}\0{Encoding.Latin1.GetString(Convert.FromHexString(entry.Id))}")));

    /// <summary>Puts a commit with these lines after its tree and parent at the branch's tip.</summary>
    public static string Commit(this HostedBranch host, string tree, string? parent, string lines)
    {
        var commit = host.Write<Commit>($"tree {tree}\n{(parent is null ? "" : $"parent {parent}\n")}{lines}");
        host.Git("update-ref", "refs/heads/main", commit);
        return commit;
    }

    /// <summary>The tree of the pool aws.</summary>
    public static string Aws(this HostedBranch host, (string, string)[] claimed, (string, string)[] unclaimed) => host.Tree(
        ("40000 claimed", host.Tree([("100644 .gitkeep", host.Blob("")), .. claimed])),
        ("40000 unclaimed", host.Tree([("100644 .gitkeep", host.Blob("")), .. unclaimed])));

    /// <summary>Writes any object of these bytes and returns its id.</summary>
    public static string Write<T>(this HostedBranch host, string latin)
        where T : GitObject
    {
        using var repository = new Repository(host.Repository);
        return repository.ObjectDatabase.Write<T>(Encoding.Latin1.GetBytes(latin)).Sha;
    }
}
