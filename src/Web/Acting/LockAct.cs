using PoolResource.Operations;
using PoolResource.Reports;
using PoolResource.Transactions;
using PoolResource.Web.Access;
using PoolResource.Web.Branch;
using PoolResource.Web.Pages;

namespace PoolResource.Web.Acting;

/// <summary>Something is done to one lock.</summary>
/// <param name="seen">The branch.</param>
/// <param name="viewer">Who does it.</param>
/// <param name="one">The lock.</param>
/// <param name="verb">What is done.</param>
internal sealed class LockAct(Snapshot seen, Viewer viewer, LockStatus one, Verb verb) : Act(seen, viewer, one.Lock.Pool)
{
    private readonly Lock place = one.Lock;
    private readonly Person person = viewer.Person!;

    public override bool IsAllowed => verb.IsAllowed(Viewer, place);

    public override string Title => $"{verb.Label}: {Quoted.Shown(place.Name.Value)} of {Quoted.Shown(Pool.Value)}";

    public override string Button => $"{verb.Label} {Quoted.Shown(place.Name.Value)}";

    public override string Back => Links.Lock(place);

    private bool IsHeld => place.State == LockState.Claimed;

    private bool IsOwn => person.Is(one.Holder?.Person);

    private string? Claim => IsHeld ? one.ClaimId ?? one.Commit?.Value : null;

    private IEnumerable<string> Others => Seen.Pools.Select(pool => pool.Name).Where(name => name != Pool && Viewer.May(Right.Act, name)).Select(name => name.Value);

    public override async Task<ActView> ViewAsync(Typed typed, ActRunner runner, DateTimeOffset now, CancellationToken stop)
    {
        var view = new ActView(Title, [Quoted.Shown(verb.Effect(place)), Whose(now)], Button, $"{Links.Lock(place)}/act/{verb.Word}", Back) { Hindrance = Hindrance };
        if (view.Hindrance is not null)
        {
            return view;
        }

        view = view with
        {
            Hidden = [("claim", Claim ?? "")],
            Fields = [.. verb.TakesPool ? [new FormField("to", "To pool", typed["to"]) { Proposals = [.. Others], Hint = "A pool that is not there yet is made." }] : (FormField[])[], ReasonField(typed)],
        };
        return verb == Verb.Edit ? await EditedAsync(view, typed, runner, stop) : view;
    }

    public override Func<ActRunner, Task<string>> Prepare(Typed typed)
    {
        var (reason, to) = (typed.ToReason(), verb.TakesPool ? Destination(typed) : null);
        if (Hindrance is not null)
        {
            return _ => throw new RefusedException("nothing was changed");
        }

        if (verb.Inner is null)
        {
            return async runner => Where(await runner.RunAsync(new ClaimLock(Pool, place.Name), person, reason));
        }

        var inner = verb.Inner(place, typed, to);
        var operation = new LockOfAnybody(Pool, place.Name, person, typed.Claim, inner) { OnlyOwn = !Viewer.May(Right.Force, Pool), IsShown = true };
        return async runner => Where(await runner.RunAsync(operation, person, reason));
    }

    private string? Hindrance =>
        !verb.Suits(place) ? $"{Quoted.Shown(place.Name.Value)} is {(IsHeld ? "held" : "free")} in {Quoted.Shown(Pool.Value)}, so that there is nothing to {verb.Word}."
        : IsHeld && !IsOwn && !Viewer.May(Right.Force, Pool) ? "You may not take it from them; ask whoever holds it to give it back, or somebody who may."
        : null;

    private string Whose(DateTimeOffset now) => Quoted.Shown(
        !IsHeld ? $"{place.Name.Value} is free now."
        : $"{EngineLog.HeldBy(place, one.Holder, now, one.Reason)}. {(IsOwn ? "It is your own claim." : verb == Verb.Claim ? "" : "It is somebody else's claim: what runs there may still use it.")}".TrimEnd());

    private PoolName Destination(Typed typed)
    {
        var to = PoolName.Parse(typed["to"].Trim(), "pool");
        return to == Pool ? throw new PoolException($"pool: {to} is the pool the lock is in; name another")
            : to.Above is { } above ? throw new PoolException($"pool: {to} is a directory of pool {above.Pool}; name that")
            : !Viewer.May(Right.Act, to) ? throw new PoolException($"pool: you may not act on {to}; name a pool in which you may")
            : Verb.ShowsContent(Viewer, Pool, to) ? throw new PoolException($"pool: you may read what locks hold in {to}, and not in {Pool}; ask somebody to move it who may do both")
            : to;
    }

    private async Task<ActView> EditedAsync(ActView view, Typed typed, ActRunner runner, CancellationToken stop)
    {
        if (typed.IsPosted)
        {
            return WithContent(view, typed["content"], typed["shown"], typed["line_ends"]);
        }

        var file = await runner.ReadAsync(Pool, place.Name, Typed.LongestContent, stop);
        return file?.Content is not { } bytes || EditableText.Of(bytes) is not { } text
            ? view with { Hindrance = "What it holds is no text, or too long to be edited here; use pool update." }
            : WithContent(view, text.Text, file.Id, text.IsCrLf ? "crlf" : "");
    }

    private static ActView WithContent(ActView view, string content, string shown, string lineEnds) => view with
    {
        Hidden = [.. view.Hidden, ("shown", shown), ("line_ends", lineEnds)],
        Fields = [new FormField("content", "Content", content) { IsArea = true, MayBeEmpty = true }, .. view.Fields],
    };

    private static string Where(Finished finished)
    {
        var done = $"?done={finished.Commit}";
        return finished.Pushed!.Change.Moves.Select(move => move.To).LastOrDefault() is { } to ? $"{Links.Lock(to)}{done}" : $"{Links.Pool(finished.Pushed.Change.Pool)}{done}";
    }
}
