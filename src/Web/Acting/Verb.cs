using PoolResource.Operations;
using PoolResource.Web.Access;

namespace PoolResource.Web.Acting;

/// <summary>What can be done to one lock.</summary>
/// <param name="Word">How the address spells it.</param>
/// <param name="Label">How a button and a link say it.</param>
/// <param name="Effect">What becomes of the lock, as a sentence.</param>
internal sealed record Verb(string Word, string Label, Func<Lock, string> Effect)
{
    public static readonly Verb Claim = new("claim", "Claim", one => $"It becomes yours, and nobody else's, until you give it back: {one.Pool} has one free lock less.") { Suits = IsFree };

    public static readonly Verb Release = new("release", "Release", one => $"It becomes free, and whoever waits for a lock of {one.Pool} may take it at once.")
    {
        Suits = one => !IsFree(one),
        Inner = (one, _, _) => _ => new ReleaseLock(one.Pool, one.Name),
    };

    public static readonly Verb Recycle = new("recycle", "Recycle", one => $"It goes to {one.Pool.Lifecycle}, where it waits to be cleaned before it comes back.")
    {
        Suits = one => !IsFree(one) && one.Pool.OfLifecycle is null,
        Inner = (one, _, _) => _ => MoveLock.Recycle(one.Pool, one.Name),
        To = one => one.Pool.Lifecycle,
    };

    public static readonly Verb Restore = new("restore", "Restore", one => $"It goes back to {one.Pool.OfLifecycle}, free, as one that is clean.")
    {
        Suits = one => !IsFree(one) && one.Pool.OfLifecycle is not null,
        Inner = (one, _, _) => _ => MoveLock.Restore(one.Pool, one.Name),
        To = one => one.Pool.OfLifecycle,
    };

    public static readonly Verb Move = new("move", "Move", one => $"It goes to another pool, where it is free; {one.Pool} has one lock less.")
    {
        Inner = (one, _, to) => _ => MoveLock.Move(one.Pool, one.Name, to!, LockState.Unclaimed, own: null),
        TakesPool = true,
    };

    public static readonly Verb Edit = new("edit", "Edit content", _ => "Its content is replaced by what you write; it stays where it is, and whose it is.")
    {
        Inner = (one, typed, _) => claim => new EditLock(one.Pool, one.Name, typed["shown"], typed.ToContent(), claim),
        Rights = [Right.Act, Right.Content],
    };

    public static readonly Verb Remove = new("remove", "Remove", one => $"It is taken out of {one.Pool}, with its content; only the branch's history knows it then.")
    {
        Inner = (one, _, _) => _ => new RemoveLock(one.Pool, one.Name),
    };

    /// <summary>All of them, in the order in which they are offered.</summary>
    public static IReadOnlyList<Verb> All { get; } = [Claim, Release, Recycle, Restore, Move, Edit, Remove];

    /// <summary>Whether it can be done to a lock where it stands.</summary>
    public Func<Lock, bool> Suits { get; private init; } = _ => true;

    /// <summary>What it needs of the lock's pool.</summary>
    public IReadOnlyList<Right> Rights { get; private init; } = [Right.Act];

    /// <summary>The pool that it goes to; null where it stays, or where that is typed.</summary>
    public Func<Lock, PoolName?> To { get; private init; } = _ => null;

    /// <summary>Whether the pool that it goes to is typed.</summary>
    public bool TakesPool { get; private init; }

    /// <summary>What is done to the lock, of what was typed, by the claim that holds it; null for what takes a free one.</summary>
    public Func<Lock, Typed, PoolName?, Func<StandingClaim?, NamedLockOperation>>? Inner { get; private init; }

    /// <summary>Whether somebody may do it, as far as the pools go that are known before anything is typed.</summary>
    public bool IsAllowed(Viewer viewer, Lock one) =>
        Rights.All(right => viewer.May(right, one.Pool)) && (To(one) is not { } to || (viewer.May(Right.Act, to) && !ShowsContent(viewer, one.Pool, to)));

    /// <summary>Whether a lock would show its content to somebody by going to another pool.</summary>
    public static bool ShowsContent(Viewer viewer, PoolName from, PoolName to) => viewer.May(Right.Content, to) && !viewer.May(Right.Content, from);

    private static bool IsFree(Lock one) => one.State == LockState.Unclaimed;
}
