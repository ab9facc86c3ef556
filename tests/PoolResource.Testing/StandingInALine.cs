using System.Text;
using PoolResource.Queue;

namespace PoolResource.Testing;

/// <summary>Puts tickets into the lines of a repository, as others have left them there.</summary>
public static class StandingInALine
{
    /// <summary>Puts one there.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="since">Since when it stands there.</param>
    /// <param name="owner">What the file says that it points to.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="want">The lock that is waited for; null for any.</param>
    /// <param name="priority">Its priority.</param>
    /// <param name="build">BUILD_ID of whose it is.</param>
    public static Ticket Stand(
        this LockRepository repository, DateTimeOffset since, string owner, string pool = "aws", string? want = null, int priority = 0, string? build = null)
    {
        var time = since.ToUnixTimeMilliseconds();
        var ticket = new Ticket(Ticket.NewId(time, new Random((int)(time % 1_000_000_000 / 1000))), "0123abcd")
        {
            Priority = priority,
            Want = want is null ? null : Ticket.WantOf(LockName.Parse(want, "lock")),
            Build = build,
        };
        repository.Git("update-ref", ticket.RefIn(LineOf(repository, pool)), FileOf(repository, owner));
        return ticket;
    }

    /// <summary>The same, of a job's build or of a person.</summary>
    public static Ticket Stand(
        this LockRepository repository, DateTimeOffset since, Actor owner, string pool = "aws", string? want = null, int priority = 0) =>
        repository.Stand(since, Encoding.UTF8.GetString(TicketOwner.Write(owner).Span), pool, want, priority, (owner as Build)?.Id);

    /// <summary>What the refs of a pool's line begin with.</summary>
    public static string LineOf(LockRepository repository, string pool) => Ticket.LineOf(BranchName.Parse(repository.Branch, "branch"), PoolName.Parse(pool, "pool"));

    /// <summary>Writes a file into the repository.</summary>
    /// <returns>Its id.</returns>
    public static string FileOf(LockRepository repository, string content) =>
        Encoding.UTF8.GetString(GitProgram.Run(["-C", repository.Path, "hash-object", "-w", "--stdin"], Encoding.UTF8.GetBytes(content))).Trim();
}
