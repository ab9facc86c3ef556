namespace PoolResource.Concourse;

/// <summary>How a script is called, and what it says when it is called for help.</summary>
/// <param name="Name">What the script is called.</param>
/// <param name="Text">The help.</param>
/// <param name="Argument">What its one argument is; null when it takes none.</param>
internal sealed record Usage(string Name, Func<string> Text, string? Argument)
{
    public static Usage Check { get; } = new(
        "check",
        () => """
        usage: check < request.json
               check --help | --version

        Lists the versions of a pool: the commits of its branch that touched it.

          stdin   {"source": {"uri": …, "branch": …, "pool": …}, "version": {"ref": …}}
          stdout  [{"ref": …}, …], oldest first

        With trigger_on: unclaimed (or claimed) in the source, the locks that arrived in that state and still stand there;
        with retrigger_after: 30m, once more for each 30 minutes that one stands there.

          stdout  [{"ref": …, "lock": …}, …, {"ref": …, "lock": …, "attempt": "2"}]

        """,
        null);

    public static Usage In { get; } = new(
        "in",
        () => """
        usage: in DESTINATION < request.json
               in --help | --version

        Writes the lock of a version into DESTINATION: its name into "name", its content into "metadata", and for a
        claim what proves it into "claim.json".

          stdin   {"source": …, "version": {"ref": …}, "params": …}
          stdout  {"version": {"ref": …}, "metadata": [{"name": "lock_name", …}, {"name": "pool_name", …}]}

        params
          require_claimed: true   fail unless the lock is claimed in that version
          full_clone: true        leave a clone of the branch in DESTINATION, too
          depth: N                with full_clone: only N commits of history

        """,
        "DESTINATION");

    public static Usage Out { get; } = new(
        "out",
        () => $$$"""
        usage: out INPUTS < request.json
               out --help | --version

        Changes the pool by one commit, and waits for as long as the lock it needs is not free. After a minute of it, and every
        five minutes, it asks Concourse (source.concourse) whether its own build still runs; one that is over takes no lock.
        INPUTS is the directory in which DIR is looked for; DIR holds "name", and "metadata" where content is needed.

          stdin   {"source": …, "params": …}
          stdout  {"version": {"ref": …}, "metadata": [{"name": "lock_name", …}, {"name": "pool_name", …}]}

        params, exactly one of
        {{{string.Join('\n', PutKey.All.Select(key => key.HelpLine))}}}
        LOCK is a DIR, or the lock itself: {name: NAME, metadata: TEXT-OR-MAPPING}
        HELD is a DIR, or {as: NAME}: what this build holds under that name, if anything
        reap: {ended_builds: true}      locks of builds that failed, errored, were aborted or are gone; all: of those that
                                        succeeded, too. stale_after: 4h: what is held for longer, beside ended_builds only
                                        where Concourse cannot tell of the build. lease: true: what is over its lease.
                                        to: release, recycle, or {pool: POOL, state: STATE}. locks: [env-1, old-*];
                                        people: true; at_most: N; grace: 2m; dry_run: true

        and
          timeout: 30m                  fail after waiting so long; 0s to try once
          as: NAME                      acquire, claim, claim_from: the build takes one lock under this name, however
                                        often the put runs
          priority: 10                  acquire, claim, update: stand in line as if 10 times ten minutes had been waited
                                        already; -100 to 100
          lease: 4h                     acquire, claim, claim_from, add_claimed, renew: whoever reaps may free the lock
                                        after that time; by itself it stays claimed
          on_lost: warn                 release, remove, update, recycle, restore, move, renew: only warn when the lock is
                                        somebody else's by now
          metadata: FILE                release: give the lock the content of FILE as it is freed

        """,
        "INPUTS");

    /// <summary>The directory the script is called with; empty for a script that takes none.</summary>
    /// <exception cref="PoolException">It is missing.</exception>
    public string Directory(string[] arguments) =>
        Argument is null
            ? ""
            : arguments is [{ Length: > 0 } directory, ..]
                ? directory
                : throw new PoolException($"the argument {Argument} is missing; Concourse gives it, and --help tells more");
}
