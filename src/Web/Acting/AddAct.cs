using PoolResource.Operations;
using PoolResource.Web.Access;
using PoolResource.Web.Branch;
using PoolResource.Web.Pages;

namespace PoolResource.Web.Acting;

/// <summary>A new lock is put into a pool.</summary>
internal sealed class AddAct(Snapshot seen, Viewer viewer, PoolName pool) : Act(seen, viewer, pool)
{
    public override string Title => $"Add a lock to {Quoted.Shown(Pool.Value)}";

    public override string Button => "Add the lock";

    public override Task<ActView> ViewAsync(Typed typed, ActRunner runner, DateTimeOffset now, CancellationToken stop) =>
        Task.FromResult(new ActView(Title, ["It is free from the start: whoever waits may take it at once."], Button, $"{Links.Pool(Pool)}/act/add", Back)
        {
            Fields =
            [
                new FormField("name", "Name", typed["name"]) { Longest = 255 },
                new FormField("content", "Content", typed["content"]) { IsArea = true, MayBeEmpty = true, Hint = "What whoever claims it is handed, such as YAML or JSON." },
                ReasonField(typed),
            ],
        });

    public override Func<ActRunner, Task<string>> Prepare(Typed typed)
    {
        var operation = new AddLock(Pool, LockName.Parse(typed["name"].Trim(), "name"), LockState.Unclaimed, typed.ToContent()) { IsNew = true };
        var (person, reason) = (Viewer.Person!, typed.ToReason());
        return async runner => $"{Links.Lock(Pool, operation.Name)}?done={(await runner.RunAsync(operation, person, reason)).Commit}";
    }
}
