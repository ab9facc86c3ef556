using System.CommandLine;
using PoolResource.Cli.Display;
using PoolResource.Cli.Repositories;
using PoolResource.Cli.Verifying;
using Spectre.Console;

namespace PoolResource.Cli.Commands;

/// <summary><c>pool verify</c>: what is wrong in the branch, and what to do about it.</summary>
internal static class VerifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("verify", "Look for what is wrong in the branch, and say what to do about it");
        command.SetAction(async (parsed, stop) =>
        {
            var chosen = await ChosenBranch.OfAsync(parsed, terminal, stop);
            var faults = await chosen.ReadAsync(view => new BranchFaults(view.Tip, view.Pools.Names.Count, view.Faults), stop);
            terminal.Answer(
                parsed,
                () => VerifyDocument.Of(faults, chosen.Source),
                VerifyJson.Default.VerifyDocument,
                () => faults.All.Count == 0
                    ? new Text($"nothing is wrong in {faults.Pools} pool{(faults.Pools == 1 ? "" : "s")}\n")
                    : new Rows(faults.All.Select(fault => SafeText.Of(fault.Sentence).In())));
            return faults.All.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        });
        return command.WithExamples("pool verify --uri git@git.example.com:team/locks.git --branch main");
    }
}
