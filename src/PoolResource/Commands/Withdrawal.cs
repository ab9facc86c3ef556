using PoolResource.Git;

namespace PoolResource.Commands;

/// <summary>Takes a claim back that got in although the step was asked to end.</summary>
public sealed class Withdrawal(PoolBranch branch, Source source, Build build, BuildLog log, TimeProvider time)
{
    private readonly BranchHistory history = new(branch);

    /// <summary>Undoes a claim by a commit of its own; says so, and says what is left when it cannot.</summary>
    /// <param name="pushed">What got in; nothing happens when it is no claim.</param>
    /// <param name="grace">How long there is.</param>
    public async Task WithdrawAsync(Pushed? pushed, Grace grace)
    {
        if (pushed is not { Change: { Claims: true, Lock: var name } })
        {
            return;
        }

        try
        {
            while (!await TryAsync(pushed, grace.Token))
            {
                // Somebody else was faster; the claim has to be looked at anew.
            }

            log.Undone(name);
        }
        catch (Exception fault) when (fault is GitException or OperationCanceledException)
        {
            log.LeftBehind(name, source.Pool, pushed.Commit);
        }
    }

    private async Task<bool> TryAsync(Pushed pushed, CancellationToken stop)
    {
        if (!await branch.FetchAsync(stop))
        {
            return true;
        }

        var isThere = await history.CompleteAsync(pushed.Commit, stop);
        var tip = branch.Objects.Tip;
        var inverse = pushed.Change.Inverse;
        var path = inverse.Moves[0].From!.Path;
        if (!isThere || history.Since(pushed.Commit, tip).Any(commit => history.Touches(commit, path)))
        {
            return true;
        }

        var commit = branch.Write(tip, inverse, CommitMessage.Write(inverse.Subject, source.Pool, null, build), time.GetUtcNow());
        if (await branch.PushAsync(commit, tip, stop) is not Accepted)
        {
            return false;
        }

        log.Done(inverse.Subject, commit);
        return true;
    }
}
