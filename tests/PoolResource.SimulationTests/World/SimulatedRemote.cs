using PoolResource.Git;

namespace PoolResource.SimulationTests.World;

/// <summary>The remote of a process: what the program git is to it otherwise.</summary>
/// <param name="host">The host.</param>
/// <param name="line">The line to it.</param>
/// <param name="clock">The play's time.</param>
/// <param name="time">The process's time, which ends with it.</param>
/// <param name="repository">Its repository, whose objects are the host's, too.</param>
/// <param name="tell">Told of what goes wrong.</param>
internal sealed class SimulatedRemote(Host host, Line line, Clock clock, ProcessTime time, Repository repository, Action<string> tell) : IRemote
{
    private const string Broken = "fatal: unable to access 'https://host/locks.git/': Recv failure: Connection reset by peer";

    public string Place => "sim";

    public Task<HostRefs> LookAsync(string? others, CancellationToken stop) => AskAsync("ls-remote", () => host.Show(others), stop);

    public async Task<bool> FetchBranchAsync(IReadOnlyList<string> options, CancellationToken stop)
    {
        var tip = await AskAsync("fetch", () => host.Tip, stop);
        if (tip is not null)
        {
            repository.Follow(tip);
        }

        return tip is not null;
    }

    public async Task<HostRefs> FetchAndLookAsync(string others, IReadOnlyList<string> options, CancellationToken stop)
    {
        var shown = await AskAsync("fetch", () => host.Show(others), stop);
        if (shown.Tip is { } tip)
        {
            repository.Follow(tip);
        }

        return shown;
    }

    public Task<bool> FetchTipAndAsync(CommitId commit, int depth, CancellationToken stop) => FetchBranchAsync([], stop);

    public Task<bool> FetchFileAsync(string id, CancellationToken stop) => AskAsync("fetch", () => true, stop);

    public Task<PushResult> PushAsync(CommitId commit, CommitId? expected, IReadOnlyList<RefChange> others, CancellationToken stop) =>
        PushAsync([new RefChange(Host.Branch, commit.Value) { Expected = expected?.Value ?? "" }, .. others], stop);

    public async Task<PushResult> PushAsync(IReadOnlyList<RefChange> changes, CancellationToken stop)
    {
        time.Asking();
        try
        {
            await AliveAsync();
            host.Requests++;
            if (line.Happens(line.Late))
            {
                // The host has it in its hands, and does it when nobody listens any more.
                tell("a push takes its time");
                clock.After(line.Later(), () => host.Apply(changes));
                await line.WithinAsync(line.Later(), stop);
                return Lost("the answer to a push");
            }

            await line.TravelAsync(stop);
            if (line.Happens(line.Lost))
            {
                return Lost("a push");
            }

            if (changes.Count > 1 && !host.IsAtomic)
            {
                return new Unknown(new GitException("push", 128, "fatal: the receiving end does not support --atomic push")) { IsUnseen = true, IsNotAtomic = true };
            }

            var no = host.Apply(changes);
            await line.TravelAsync(stop);
            await AliveAsync();
            return line.Happens(line.Lost) ? Lost("the answer to a push")
                : line.Happens(line.Denied) ? Denied()
                : no is null ? new Accepted()
                : Rejected(no.StartsWith("[rejected]", StringComparison.Ordinal) && line.Either() ? "[remote rejected] (cannot lock ref 'refs/heads/locks': is at 1 but expected 2)" : no);
        }
        catch (OperationCanceledException)
        {
            return new Unknown(new GitException("push", GitException.TimedOut, "it was aborted"));
        }
        finally
        {
            time.Answered();
        }
    }

    private async Task<T> AskAsync<T>(string command, Func<T> ask, CancellationToken stop)
    {
        time.Asking();
        try
        {
            await AliveAsync();
            host.Requests++;
            await line.TravelAsync(stop);
            if (line.Happens(line.Lost))
            {
                throw new GitException(command, 128, Broken);
            }

            var answer = ask();
            await line.TravelAsync(stop);
            await AliveAsync();
            return line.Happens(line.Lost) ? throw new GitException(command, 128, Broken) : answer;
        }
        finally
        {
            time.Answered();
        }
    }

    // In a process that was killed nothing goes on.
    private Task AliveAsync() => time.IsDead ? new TaskCompletionSource().Task : Task.CompletedTask;

    private Unknown Lost(string what)
    {
        tell($"{what} is lost");
        return new(new GitException("push", 128, Broken));
    }

    private Rejected Denied()
    {
        tell("the host denies what it has done");
        return Rejected("[remote rejected] (pre-receive hook declined)");
    }

    private static Rejected Rejected(string words) => new(words, new GitException("push", 1, $"! {words}\nerror: failed to push some refs"));
}
