using System.CommandLine;
using PoolResource.Cli;
using PoolResource.Cli.Commands;
using PoolResource.Cli.Display;
using PoolResource.Testing;

namespace PoolResource.Tests.Cli;

public sealed class WordsOfPool
{
    public static TheoryData<string> Commands => [.. Root().Subcommands.Select(command => command.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task AreHelpedWithAnExample(string command)
    {
        using var folder = new TestFolder();

        var run = await PoolRun.InAsync(folder, command, "--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
        Assert.Contains("Usage:\n", run.Stdout, StringComparison.Ordinal);
        Assert.Contains($":\n  pool {command}", run.Stdout[run.Stdout.IndexOf("Example", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Required command was not provided; see pool --help")]
    [InlineData("Required command was not provided; see pool --help", "open")]
    [InlineData("there is no option \"--open\"; see pool status --help", "status", "--open")]
    [InlineData("Required argument missing for option: '--uri'; see pool status --help", "status", "--uri")]
    public async Task AreRefusedInOneSentence(string sentence, params string[] words)
    {
        using var folder = new TestFolder();

        Assert.Equal(new PoolRun(2, "", $"error: {sentence}\n"), await PoolRun.InAsync(folder, words));
    }

    [Theory]
    [InlineData("aws/env-1", "aws", "env-1")]
    [InlineData("teams/a/aws/env 1", "teams/a/aws", "env 1")]
    [InlineData("aws/[/]", "aws/[", "]")]
    [InlineData("./aws/env-1", "aws", "env-1")]
    [InlineData("aws/@env", "aws", "@env")]
    public void NameALockWithItsPool(string text, string pool, string name)
    {
        var named = LockArgument.Parse(text);

        Assert.Equal((pool, name), (named.Pool.Value, named.Name.Value));
    }

    [Theory]
    [InlineData("aws/claimed/env-1", "LOCK: \"aws/claimed\" names no pool: claimed is the directory of the claimed locks in each; write POOL or POOL/LOCK without it")]
    [InlineData("unclaimed/env-1", "LOCK: \"unclaimed\" names no pool: unclaimed is the directory of the unclaimed locks in each; write POOL or POOL/LOCK without it")]
    [InlineData("env-1", "LOCK: \"env-1\" names no pool; write it with its pool, as in aws/env-1")]
    [InlineData("/env-1", "LOCK: \"/env-1\" names no pool; write it with its pool, as in aws/env-1")]
    [InlineData("aws/", "LOCK: the lock name \"\" is empty; give it another name")]
    [InlineData("aws/.x", "LOCK: the lock name \".x\" starts with a dot; give it another name")]
    [InlineData("aws/a\nb", "LOCK: the lock name \"a?b\" contains a control character; give it another name")]
    [InlineData("-aws/a", "there is no option \"-aws/a\"")]
    public void RefuseWhatNamesNoLock(string text, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<PoolException>(() => LockArgument.Parse(text)).Message);

    private static RootCommand Root() => PoolProgram.Root(new Terminal
    {
        In = new(() => TextReader.Null),
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        Environment = _ => null,
        Directory = "/",
        Time = TimeProvider.System,
    }, StopSignal.None);
}
