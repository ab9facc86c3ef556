using PoolResource.Concourse;
using PoolResource.Testing;

namespace PoolResource.Tests.Protocol;

public sealed class LinksInTheInputs : IDisposable
{
    private const string LeadsOut = "params.add: \"…\" leads out of the step's inputs; …";

    private readonly TestFolder folder = new();

    public LinksInTheInputs() => folder
        .With("inputs/env/name", "env-1\n")
        .With("inputs/env/metadata", "content")
        .With("outside/name", "stolen")
        .With("outside/metadata", "secret")
        .WithDirectory("outside/deep");

    private StepInputs Inputs => new(folder["inputs"]);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("link/name", "../env/name", "link")]
    [InlineData("link", "env", "link")]
    [InlineData("link", "./env/../env", "link")]
    [InlineData("a/b/link", "../../env", "a/b/link")]
    public void AreFollowedWithin(string path, string target, string directory)
    {
        folder.WithLink($"inputs/{path}", target);

        Assert.Equal("env-1", Inputs.Name(directory, "params.add").Name.Value);
    }

    [Fact]
    public void AreFollowedWithinByAnAbsolutePath()
    {
        folder.WithLink("inputs/link", folder["inputs/env"]);

        Assert.Equal("env-1", Inputs.Name("link", "params.add").Name.Value);
    }

    [Fact]
    public void AreFollowedInAChain()
    {
        folder.WithLink("inputs/l0", "env");
        for (var n = 1; n <= 20; n++)
        {
            folder.WithLink($"inputs/l{n}", $"l{n - 1}");
        }

        Assert.Equal("env-1", Inputs.Name("l20", "params.add").Name.Value);
    }

    [Theory]
    [InlineData("link", "../outside", "link")]
    [InlineData("link/name", "../../outside/name", "link")]
    [InlineData("link/name", "/etc/hostname", "link")]
    [InlineData("link", "..", "link/outside")]
    [InlineData("link", "../outside", "link/../link")]
    [InlineData("link/name", "../../outside/missing", "link")]
    public void AreRefusedWhereTheyLeadOut(string path, string target, string directory)
    {
        folder.WithLink($"inputs/{path}", target);

        Sentence.Refuses(LeadsOut, () => Inputs.Name(directory, "params.add"));
    }

    [Fact]
    public void AreRefusedWhereAChainLeadsOutAtItsEnd()
    {
        folder.WithLink("inputs/l0", "../outside");
        for (var n = 1; n < 39; n++)
        {
            folder.WithLink($"inputs/l{n}", $"l{n - 1}");
        }

        Sentence.Refuses(LeadsOut, () => Inputs.Metadata("l38", "params.add"));
    }

    // The system follows "deep" before it goes up; a path that is only tidied goes up inside.
    [Fact]
    public void AreRefusedWhereTheyLeadOutByGoingUpBehindAnotherLink()
    {
        folder.WithLink("inputs/lock/deep", "../../outside/deep").WithLink("inputs/lock/metadata", "deep/../metadata");

        Sentence.Refuses(LeadsOut, () => Inputs.Metadata("lock", "params.add"));
    }

    [Theory]
    [InlineData("loop", "loop")]
    [InlineData("loop", "./other/../loop")]
    public void AreRefusedInALoop(string path, string target)
    {
        folder.WithLink($"inputs/{path}", target);

        Assert.Throws<PoolException>(() => Inputs.Name("loop", "params.add"));
    }

    [Fact]
    public void AreRefusedInALoopOfFiles()
    {
        folder.WithLink("inputs/lock/name", "other").WithLink("inputs/lock/other", "name");

        Assert.Throws<PoolException>(() => Inputs.Name("lock", "params.add"));
    }
}
