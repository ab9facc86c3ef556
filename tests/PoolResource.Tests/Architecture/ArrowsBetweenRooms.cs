using System.Text.RegularExpressions;
using PoolResource.Tests.Pipelines;

namespace PoolResource.Tests.Architecture;

/// <summary>Holds the map of docs/ARCHITECTURE.md: which namespaces the files of each may name.</summary>
public sealed partial class ArrowsBetweenRooms
{
    private const string Words = "PoolResource";

    private static readonly Dictionary<string, string[]> MayName = new()
    {
        [Words] = [],
        ["PoolResource.Operations"] = [Words],
        ["PoolResource.History"] = [Words],
        ["PoolResource.Queue"] = [Words],
        ["PoolResource.Configuration"] = [Words],
        ["PoolResource.Builds"] = [Words],
        ["PoolResource.Git"] = [Words, "PoolResource.Git.Access", "PoolResource.Git.Objects"],
        ["PoolResource.Git.Access"] = [Words, "PoolResource.Git"],
        ["PoolResource.Git.Objects"] = [Words, "PoolResource.Git", "PoolResource.Git.Access"],
        ["PoolResource.Git.Graph"] = [Words, "PoolResource.History", "PoolResource.Git", "PoolResource.Git.Objects"],
        ["PoolResource.Reading"] = [Words, "PoolResource.History", "PoolResource.Git", "PoolResource.Git.Graph"],
        ["PoolResource.Reports"] = [Words, "PoolResource.History", "PoolResource.Queue", "PoolResource.Reading", "PoolResource.Git"],
        ["PoolResource.Transactions"] = [Words, "PoolResource.Operations", "PoolResource.Queue", "PoolResource.Git", "PoolResource.Git.Access", "PoolResource.Git.Objects", "PoolResource.Git.Graph"],
        ["PoolResource.Concourse"] =
        [
            Words, "PoolResource.Operations", "PoolResource.Configuration", "PoolResource.Builds", "PoolResource.Transactions",
            "PoolResource.Git", "PoolResource.Git.Access", "PoolResource.Git.Objects", "PoolResource.Git.Graph",
        ],
        ["PoolResource.Cli"] =
        [
            Words, "PoolResource.Operations", "PoolResource.History", "PoolResource.Reading", "PoolResource.Reports", "PoolResource.Configuration", "PoolResource.Builds", "PoolResource.Transactions",
            "PoolResource.Queue", "PoolResource.Git", "PoolResource.Git.Access", "PoolResource.Git.Objects", "PoolResource.Git.Graph",
        ],
        ["PoolResource.Web"] =
        [
            Words, "PoolResource.Operations", "PoolResource.History", "PoolResource.Reading", "PoolResource.Reports", "PoolResource.Configuration", "PoolResource.Transactions",
            "PoolResource.Queue", "PoolResource.Git", "PoolResource.Git.Objects", "PoolResource.Git.Graph",
        ],
    };

    public static TheoryData<string> Files => [.. RepositoryFiles.Below("src/PoolResource", "*.cs"), .. new[] { "src/Cli", "src/Web" }.SelectMany(program => RepositoryFiles.Below(program, "*.cs")).Where(file => !file.EndsWith("/Program.cs", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Files))]
    public void RunOneWay(string file) => Assert.Empty(Strangers(RepositoryFiles.Read(file)));

    [Fact]
    public void LeaveNoFileThatTakesTwoLooks() => Assert.All(
        RepositoryFiles.Below("src", "*.cs"), file => Assert.True(RepositoryFiles.Read(file).Split('\n').Length <= 201, $"{file} has more than 200 lines; part it"));

    [Theory]
    [InlineData("using PoolResource.Concourse;\n\nnamespace PoolResource.Git;\n", "PoolResource.Concourse")]
    [InlineData("namespace PoolResource.Operations;\n\ninternal sealed class X(PoolResource.Git.GitRemote remote);\n", "PoolResource.Git")]
    [InlineData("namespace PoolResource.Transactions;\n\ninternal sealed class X(Concourse.StepLog log);\n", "PoolResource.Concourse")]
    [InlineData("using PoolResource.Git.Graph;\n\nnamespace PoolResource.Git.Objects;\n", "PoolResource.Git.Graph")]
    [InlineData("using PoolResource.Concourse;\n\nnamespace PoolResource.Cli.Commands;\n", "PoolResource.Concourse")]
    [InlineData("using PoolResource.Cli.Display;\n\nnamespace PoolResource.History;\n", "PoolResource.Cli")]
    [InlineData("using PoolResource.Configuration;\n\nnamespace PoolResource.Builds;\n", "PoolResource.Configuration")]
    [InlineData("using PoolResource.Builds;\n\nnamespace PoolResource.Transactions;\n", "PoolResource.Builds")]
    [InlineData("using PoolResource.Git.Graph;\n\nnamespace PoolResource.History;\n", "PoolResource.Git.Graph")]
    public void AreSeenWhereTheyRunTheWrongWay(string text, string stranger) => Assert.Equal([stranger], Strangers(text));

    private static IEnumerable<string> Strangers(string text)
    {
        var own = RoomOf(Namespace().Match(text).Groups[1].Value);
        return Named().Matches(text)
            .Select(name => name.Value.StartsWith(Words, StringComparison.Ordinal) ? name.Value : $"{Words}.{name.Value}")
            .Select(RoomOf)
            .Where(room => room != own && !MayName[own].Contains(room, StringComparer.Ordinal))
            .Distinct();
    }

    private static string RoomOf(string name) =>
        MayName.Keys.Where(room => name == room || name.StartsWith($"{room}.", StringComparison.Ordinal)).MaxBy(room => room.Length)!;

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    // By a using, by its whole name, or from within PoolResource by what is behind that.
    [GeneratedRegex(@"\bPoolResource(\.[A-Z]\w+)+|(?<![.\w""/])(Operations|Configuration|Transactions|Concourse)\.[A-Z]\w+(?=[ (<.>])")]
    private static partial Regex Named();
}
