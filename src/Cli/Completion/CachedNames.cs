using System.CommandLine;
using PoolResource.Cli.Commands;
using PoolResource.Cli.Display;
using PoolResource.Cli.Repositories;
using PoolResource.Git;
using PoolResource.History;

namespace PoolResource.Cli.Completion;

/// <summary>
/// Has pools and locks completed by what was last read of the branch: no host is asked. A name that a shell could not show as
/// it is, is left out.
/// </summary>
internal static class CachedNames
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Has them completed wherever a command takes them.</summary>
    public static void Complete(Command root, Terminal terminal)
    {
        foreach (var option in root.Subcommands.SelectMany(command => command.Options).Where(option => option.Name == RunCommand.Lock))
        {
            option.CompletionSources.Add(context => Of(context.ParseResult, terminal, one => one.Name.Value));
        }

        foreach (var argument in root.Subcommands.SelectMany(command => command.Arguments))
        {
            if (argument.ValueType == typeof(PooledLock))
            {
                argument.CompletionSources.Add(context => Of(context.ParseResult, terminal, one => one.ToString()));
            }
            else if (argument.ValueType == typeof(PoolName) || argument.ValueType == typeof(PoolName[]))
            {
                argument.CompletionSources.Add(context => Of(context.ParseResult, terminal, one => one.Pool.Value));
            }
        }
    }

    private static string[] Of(ParseResult parsed, Terminal terminal, Func<PooledLock, string> name)
    {
        try
        {
            var chosen = ChosenBranch.OfAsync(parsed, terminal, CancellationToken.None).GetAwaiter().GetResult();
            // Who waits longer for whoever reads it now has typed the word.
            using var limit = new CancellationTokenSource(Patience, terminal.Time);
            using var kept = chosen.Shelf.TakeAsync(chosen.Source, terminal.Time, limit.Token).GetAwaiter().GetResult();
            var history = kept.Recall();
            return [.. history.Locks.Where(one => history.Standing(one) is not null).Select(name).Where(text => SafeText.Of(text).Value == text).Distinct().Order(StringComparer.Ordinal)];
        }
        catch (Exception fault) when (fault is PoolException or MisuseException or GitException or OperationCanceledException)
        {
            // Nothing is known, which is no answer that a shell could show.
            return [];
        }
    }
}
