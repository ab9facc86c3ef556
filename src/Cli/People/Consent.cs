using PoolResource.Cli.Display;
using PoolResource.Operations;

namespace PoolResource.Cli.People;

/// <summary>A lock that somebody else holds is changed only by whoever names that claim, or says yes to it at a terminal.</summary>
internal static class Consent
{
    /// <summary>Does something, and asks first where it meets somebody else's claim.</summary>
    /// <param name="act">Does it, by the claim that is named; null for none.</param>
    /// <param name="claim">The claim that was named on the command line.</param>
    /// <param name="terminal">Where the person is.</param>
    /// <param name="stop">Ends the question.</param>
    /// <exception cref="PoolException">It is not allowed, or cannot be done.</exception>
    public static async Task RunAsync(Func<string?, Task> act, string? claim, Terminal terminal, CancellationToken stop)
    {
        try
        {
            await act(claim);
        }
        catch (HeldByAnother held)
        {
            var sentence = Sentence(held.Claim, claim, terminal.Time.GetUtcNow());
            if (!terminal.CanAsk)
            {
                throw new PoolException($"{sentence}; nothing was changed (to change it nevertheless, give --claim {held.Claim.Id})", held);
            }

            terminal.Log().Say(sentence);
            if (!await terminal.AskAsync("Change it nevertheless?", stop))
            {
                throw new PoolException("nothing was changed", held);
            }

            await act(held.Claim.Id);
        }
    }

    private static string Sentence(StandingClaim claim, string? named, DateTimeOffset now) =>
        (named is null ? "" : $"claim {Quoted.Text(named)} does not hold it: ")
        + (claim.Holder is null ? $"{claim.Held.Name} is held, and no commit tells by whom" : EngineLog.HeldBy(claim.Held, claim.Holder, now, claim.Message.Reason));
}
