using PoolResource.Reports;
using PoolResource.Web.Access;
using PoolResource.Web.Branch;
using PoolResource.Web.Pages;

namespace PoolResource.Web.Acting;

/// <summary>A ticket is taken out of a pool's line.</summary>
internal sealed class TicketAct(Snapshot seen, Viewer viewer, PoolName pool, LineEntry entry) : Act(seen, viewer, pool)
{
    public override string Title => $"Take {Quoted.Shown(entry.Who)} out of the line of {Quoted.Shown(Pool.Value)}";

    public override string Button => "Take the ticket out";

    private bool IsOwn => Viewer.Person!.Is(entry.Owner?.Person);

    public override Task<ActView> ViewAsync(Typed typed, ActRunner runner, DateTimeOffset now, CancellationToken stop) => Task.FromResult(new ActView(
        Title,
        [
            Quoted.Shown($"{entry.Who} waits for {entry.What} since {Duration.Age(now > entry.Since ? now - entry.Since : TimeSpan.Zero)}. {(IsOwn ? "The ticket is your own." : "The ticket is somebody else's.")}"),
            "Whoever is alive puts the ticket back where it was: take out only what is gone.",
        ],
        Button,
        $"{Links.Pool(Pool)}/line/{entry.Ticket.Id}/remove",
        Back)
    {
        Hindrance = IsOwn || Viewer.May(Right.Force, Pool) ? null : "You may not take somebody else out of the line; ask somebody who may.",
        Fields = [ReasonField(typed) with { Hint = $"Why, in a line of at most {Reason.Longest} characters; the server's log says it, since no commit is made." }],
    });

    public override Func<ActRunner, Task<string>> Prepare(Typed typed)
    {
        var (person, reason, isAllowed) = (Viewer.Person!, typed.ToReason(), IsOwn || Viewer.May(Right.Force, Pool));
        return async runner =>
        {
            if (!isAllowed)
            {
                throw new RefusedException($"the ticket {entry.Ticket.Id} is somebody else's, and you may not take it out of the line; nothing was changed");
            }

            await runner.TakeOutAsync(Pool, entry, person, reason);
            return $"{Links.Pool(Pool)}#line";
        };
    }
}
