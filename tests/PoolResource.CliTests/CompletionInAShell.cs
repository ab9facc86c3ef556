using PoolResource.Testing;

namespace PoolResource.CliTests;

public sealed class CompletionInAShell : CliTest
{
    public CompletionInAShell()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Repository.CommitPool("gcp", unclaimed: ["a $(touch hacked) b"]);
        Environment["POOL_SOURCE"] = Folder["locks.yml"];
        Environment["PS1"] = "ready> ";
        File.CreateSymbolicLink(Folder["pool"], Program);
    }

    // What a tab completes is run, as a person would run it.
    [Theory]
    [InlineData("bash", "bash --noprofile --norc -i", "source <(pool completion bash)")]
    [InlineData("zsh", "zsh -f -i", "autoload -U compinit; compinit -D -u; source <(pool completion zsh)")]
    public async Task KnowsCommandsPoolsAndLocks(string shell, string start, string load)
    {
        await RunAsync("status");
        using var session = new TerminalSession($"PATH={Folder.Path}:$PATH; export PATH; exec {start}", Folder.Path, Environment);
        await session.TypeAsync($"PS1='go''> '; {load}\n");
        await session.ShowsAsync("go> ");

        await session.TypeAsync("pool stat\t");
        await session.ShowsAsync("pool stat");
        await session.TypeAsync("us a\t\n");
        await session.ShowsAsync("aws  1 free");
        await session.ShowsAsync("go> ");
        await session.TypeAsync("pool history g\t\n");
        await session.ShowsAsync("no hold has ended");
        await session.ShowsAsync("go> ");
        await session.TypeAsync("exit\n");

        Assert.Equal(0, await session.EndAsync());
        Assert.False(File.Exists(Folder["hacked"]), shell);
    }

    [Fact]
    public async Task IsReadByFish()
    {
        await RunAsync("status");
        using var session = new TerminalSession(
            $"PATH={Folder.Path}:$PATH; export PATH; exec fish --no-config --command 'pool completion fish | source; complete --do-complete \"pool status g\"; complete --do-complete \"pool history a\"'", Folder.Path, Environment);

        Assert.Equal(0, await session.EndAsync());
        Assert.Equal(["gcp", "aws/env-1"], session.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
