using System.Text.RegularExpressions;
using PoolResource.Git;
using PoolResource.Operations;

namespace PoolResource.Web.Acting;

/// <summary>Why an act was refused, for somebody at a page: what the library advises to whoever types a command is left out.</summary>
internal static partial class Refusals
{
    /// <summary>What the library calls the bound of an act.</summary>
    public const string Limit = "the time limit";

    private const int MostHolders = 3;

    /// <summary>The sentence.</summary>
    public static string Of(Exception fault) => fault switch
    {
        PoolException { InVain: { } vain } => InVain(vain),
        HeldByAnother { Claim: var claim } => $"lock {claim.Held.Name} of pool {claim.Held.Pool} is held by {HeldByAnother.Who(claim)} by now, and not as it was shown; nothing was changed",
        NotFound { Pool: var pool, Lock: var name } => $"{(name is null ? $"there is no pool {pool}" : $"lock {name.Shown} is not in pool {pool}")} any more; nothing was changed",
        PoolException refusal => Advice().Replace(refusal.Message, "; nothing was changed").Replace($"raise {Limit}", "try it again", StringComparison.Ordinal),
        GitException git => $"{git.Failure.Sentence}; nothing was changed",
        OperationCanceledException => "it took too long, or the server is about to stop; nothing was changed",
        _ => "something is wrong with this server, and its log tells what; nothing was changed",
    };

    // Who looks once does not stand in the line: those who do come first.
    private static string InVain(WaitInVain vain)
    {
        var holders = vain.Holders.Count > MostHolders ? [.. vain.Holders.Take(MostHolders), $"and {vain.Held - MostHolders} more are held"] : vain.Holders;
        string[] reasons =
        [
            .. vain.Notes,
            .. holders.Count > 0 ? [string.Join("; ", holders)] : (string[])[],
            .. vain.Others > 0 ? [$"{WaitingCount.Of(vain.Others)} in line for it, and the line comes first"] : (string[])[],
        ];
        return $"{vain.What} is not to be had now{(reasons.Length > 0 ? $": {string.Join("; ", reasons)}" : "")}; nothing was changed";
    }

    [GeneratedRegex(@"; nothing was changed \(.*\)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Advice();
}
