using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using PoolResource.Concourse;
using PoolResource.Configuration;
using PoolResource.Git.Objects;
using PoolResource.Operations;
using PoolResource.Testing;

namespace PoolResource.SchedulerTests;

/// <summary>
/// The real rules write into the repository in process, at the time of a manual clock; the real check reads it. Only
/// puts' way over git is left out.
/// </summary>
internal sealed class InProcessSteps : LockSteps
{
    private static readonly Author Author = new("Ada", "ada@example.com");
    private static readonly PoolName Aws = PoolName.Parse(Pool, "pool");
    private static readonly PoolName Spare = PoolName.Parse(OtherPool, "pool");

    private readonly TestFolder folder;
    private readonly FakeTimeProvider time;
    private readonly GitObjects objects;
    private readonly SourceDocument source;
    private MemoryPools pools = MemoryPools.Of("");
    private CommitId? tip;

    public InProcessSteps(string test, FakeTimeProvider time, string? retriggerAfter = null)
    {
        (folder, this.time) = (new TestFolder(test), time);
        BareRepository.Create(folder["locks.git"]);
        objects = new GitObjects(folder["locks.git"]);
        source = new SourceDocument
        {
            Uri = folder["locks.git"],
            Branch = "main",
            Pool = Pool,
            TriggerOn = "unclaimed",
            RetriggerAfter = retriggerAfter is null ? null : JsonSerializer.SerializeToElement(retriggerAfter),
        };
    }

    public override Task<IReadOnlyList<Version>> CheckAsync(Version? known) =>
        new CheckCommand(new StepLog(TextWriter.Null), time)
            .RunAsync(new CheckRequest { Source = source, Version = known }, CancellationToken.None);

    public override Task<string> GetAsync(Version version) => Task.FromResult(version.Lock!);

    public override Task<string?> PutAsync(LockStep step, string name)
    {
        try
        {
            return Task.FromResult(OperationOf(step, LockName.Parse(name, "name")).Decide(pools) is Changed change ? Commit(change) : null);
        }
        catch (PoolException)
        {
            return Task.FromResult<string?>(null);
        }
    }

    protected override void Dispose(bool disposing)
    {
        objects.Dispose();
        folder.Dispose();
    }

    private static NamedLockOperation OperationOf(LockStep step, LockName name) => step switch
    {
        LockStep.Add => new AddLock(Aws, name, LockState.Unclaimed, Array.Empty<byte>()),
        LockStep.AddElsewhere => new AddLock(Spare, name, LockState.Unclaimed, Array.Empty<byte>()),
        LockStep.MoveHere => MoveLock.Move(Spare, name, Aws, LockState.Unclaimed, own: null),
        LockStep.Claim => new ClaimLock(Aws, name),
        LockStep.Release => new ReleaseLock(Aws, name),
        _ => new RemoveLock(Aws, name),
    };

    private string Commit(Changed change)
    {
        tip = objects.Write(tip, change.Moves, change.Subject, Author, time.GetUtcNow(), TestContext.Current.CancellationToken);
        pools = pools.Apply(change);
        File.WriteAllText(folder["locks.git/refs/heads/main"], $"{tip}\n");
        return tip.Value;
    }
}
