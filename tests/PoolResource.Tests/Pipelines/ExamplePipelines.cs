
namespace PoolResource.Tests.Pipelines;

public sealed class ExamplePipelines
{
    public static TheoryData<string> Files =>
        [.. RepositoryFiles.In("examples", "*.yml"), .. RepositoryFiles.In("ci", "pipeline.yml")];

    [Theory]
    [MemberData(nameof(Files))]
    public void AreAcceptedByAStrictValidation(string file) =>
        Assert.Empty(PipelineFile.ProblemsIn(RepositoryFiles.Read(file)));

    [Theory]
    [MemberData(nameof(Files))]
    public void SayHowTheyAreSet(string file)
    {
        var header = RepositoryFiles.Read(file).Split('\n').TakeWhile(line => line.StartsWith('#')).ToList();
        Assert.Contains(header, line => line.Contains("set-pipeline", StringComparison.Ordinal) &&
                                        line.Contains(Path.GetFileName(file), StringComparison.Ordinal));
    }
}
