using System.CommandLine;
using PoolResource.Cli.Display;

namespace PoolResource.Cli.Commands;

/// <summary><c>pool completion</c>: what a shell is told to complete command lines of <c>pool</c>.</summary>
internal static class CompletionCommand
{
    public static Command Create(Terminal terminal)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Print a script that has a shell complete commands, pools and locks") { shell };
        command.SetAction(async (parsed, stop) =>
        {
            CommonOptions.RefuseJson(parsed, "the answer is a script for a shell");
            using var script = new StreamReader(typeof(CompletionCommand).Assembly.GetManifestResourceStream($"pool.{parsed.GetRequiredValue(shell)}")!);
            await terminal.Out.WriteAsync(await script.ReadToEndAsync(stop));
            return ExitCode.Done;
        });
        return command.WithExamples("pool completion bash > ~/.local/share/bash-completion/completions/pool", "source <(pool completion zsh)", "pool completion fish | source");
    }
}
