using System.Text.RegularExpressions;
using PoolResource.PipelineLinter;

namespace PoolResource.Tests.Pipelines;

public sealed partial class ExamplePipelines
{
    public static TheoryData<string> Files =>
        [.. RepositoryFiles.In("examples", "*.yml").Where(IsPipeline), .. RepositoryFiles.In("ci", "pipeline.yml")];

    public static TheoryData<string> FilesThatTakeLocks =>
        [.. RepositoryFiles.In("examples", "*.yml").Where(file => TakesLocks().IsMatch(RepositoryFiles.Read(file)))];

    [Theory]
    [MemberData(nameof(Files))]
    public void AreAcceptedByAStrictValidation(string file) =>
        Assert.Empty(PipelineFile.ProblemsIn(RepositoryFiles.Read(file)));

    [Fact]
    public void IncludeTheFirstOneOfTheReadme() =>
        Assert.Empty(PipelineFile.ProblemsIn(RepositoryFiles.Read("README.md").Split("```yaml\n")[1].Split("```")[0]));

    [Theory]
    [MemberData(nameof(Files))]
    public void SayHowTheyAreSet(string file)
    {
        var header = RepositoryFiles.Read(file).Split('\n').TakeWhile(line => line.StartsWith('#')).ToList();
        Assert.Contains(header, line => line.Contains("set-pipeline", StringComparison.Ordinal) &&
                                        line.Contains(Path.GetFileName(file), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(FilesThatTakeLocks))]
    public void SayWhatHappensWhenABuildDies(string file)
    {
        Assert.Contains("When a build dies", RepositoryFiles.Read(file), StringComparison.OrdinalIgnoreCase);
    }

    // What is newest today need not be what the example was written for.
    [Theory]
    [MemberData(nameof(Files))]
    public void NameTheVersionOfThisResource(string file)
    {
        var version = Regex.Match(RepositoryFiles.Read("Directory.Build.props"), "<Version>(.+)</Version>").Groups[1].Value;
        var tags = Regex.Matches(RepositoryFiles.Read(file), "/pool-resource\n    tag: (.+)\n").Select(tag => tag.Groups[1].Value);

        Assert.All(tags, tag => Assert.Equal(version, tag));
        Assert.DoesNotContain("{repository: busybox}", RepositoryFiles.Read(file), StringComparison.Ordinal);
    }

    private static bool IsPipeline(string file) => RepositoryFiles.Read(file).Contains("\njobs:\n", StringComparison.Ordinal);

    [GeneratedRegex("^ +params: *\\{?(acquire|claim|claim_from):|^ +(acquire|claim|claim_from):", RegexOptions.Multiline)]
    private static partial Regex TakesLocks();
}
