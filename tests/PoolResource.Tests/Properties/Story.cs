using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace PoolResource.Tests.Properties;

/// <summary>A branch as it is at first, and what is asked of it one after the other.</summary>
/// <param name="Files">The first files: path and git mode.</param>
/// <param name="Steps">What is asked.</param>
internal sealed record Story(IReadOnlyList<(string Path, string Mode)> Files, IReadOnlyList<Asked> Steps)
{
    private static readonly string[] Pools = ["aws", "aws-lifecycle", "cf/fresh"];

    private static readonly string[] Locks = ["a", "b", "c", "two words", "日"];

    private static readonly (string, string)[] Others =
    [
        ("README.md", "100644"), ("run.sh", "100755"), ("aws/notes.txt", "100644"), ("aws/claimed/.hidden", "100644"),
        ("aws/claimed/nested/a", "100644"), ("cf/claims", "100644"), ("zoo/unclaimed/a", "100644"), ("link", "120000"),
    ];

    /// <summary>Stories in which every lock stands somewhere or nowhere, and any other file may be there.</summary>
    /// <param name="asked">What may be asked.</param>
    public static Gen<Story> Of(Gen<Asked> asked) =>
        from standing in Gen.Choose(0, 2).ArrayOf(Pools.Length * Locks.Length)
        from modes in Gen.Elements("100644", "100644", "100755", "120000").ArrayOf(Pools.Length * Locks.Length)
        from others in Gen.SubListOf(Others)
        from steps in asked.ListOf()
        select new Story([.. LocksAt(standing, modes), .. others], [.. steps.Take(12)]);

    public override string ToString() =>
        new StringBuilder().AppendJoin(' ', Files).Append(" then ").AppendJoin(", ", Steps).ToString();

    private static IEnumerable<(string Path, string Mode)> LocksAt(int[] standing, string[] modes) =>
        from pool in Enumerable.Range(0, Pools.Length)
        from name in Enumerable.Range(0, Locks.Length)
        let n = (pool * Locks.Length) + name
        where standing[n] < 2
        select ($"{Pools[pool]}/{LockState.All[standing[n]].Directory}/{Locks[name]}", modes[n]);
}
