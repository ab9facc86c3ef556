using PoolResource.Operations;
using PoolResource.Reports;
using PoolResource.Web.Access;
using PoolResource.Web.Branch;
using PoolResource.Web.Pages;

namespace PoolResource.Web.Acting;

/// <summary>Any free lock of a pool is claimed.</summary>
internal sealed class ClaimAnyAct(Snapshot seen, Viewer viewer, PoolStatus pool) : Act(seen, viewer, pool.Name)
{
    public override string Title => $"Claim a free lock of {Quoted.Shown(Pool.Value)}";

    public override string Button => "Claim a free lock";

    public override Task<ActView> ViewAsync(Typed typed, ActRunner runner, DateTimeOffset now, CancellationToken stop) =>
        Task.FromResult(new ActView(Title, ["One of them, drawn by lot, becomes yours until you give it back.", Free], Button, $"{Links.Pool(Pool)}/act/claim", Back) { Fields = [ReasonField(typed)] });

    public override Func<ActRunner, Task<string>> Prepare(Typed typed)
    {
        var (person, reason) = (Viewer.Person!, typed.ToReason());
        return async runner =>
        {
            var finished = await runner.RunAsync(new AcquireLock(Pool, Random.Shared), person, reason);
            return $"{Links.Lock(Pool, finished.Lock!)}?done={finished.Commit}";
        };
    }

    private string Free => $"{pool.Free} of {pool.Locks.Count} {(pool.Free == 1 ? "is" : "are")} free now{(pool.Waiting > 0 ? $", and {WaitingCount.Of(pool.Waiting)} in line: they come first" : "")}.";
}
