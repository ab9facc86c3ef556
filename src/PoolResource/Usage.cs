namespace PoolResource;

/// <summary>How a script is called, and what it says when it is called for help.</summary>
/// <param name="Text">The help.</param>
/// <param name="Argument">What its one argument is; null when it takes none.</param>
internal sealed record Usage(string Text, string? Argument)
{
    public static Usage Check { get; } = new(
        """
        usage: check < request.json

        Lists the versions of a pool: the commits of its branch that touched it.

          stdin   {"source": {"uri": …, "branch": …, "pool": …}, "version": {"ref": …}}
          stdout  [{"ref": …}, …], oldest first

        """,
        null);

    public static Usage In { get; } = new(
        """
        usage: in DESTINATION < request.json

        Writes the lock of a version into DESTINATION: its name into "name", its content into "metadata".

          stdin   {"source": …, "version": {"ref": …}, "params": …}
          stdout  {"version": {"ref": …}, "metadata": [{"name": "lock_name", …}, {"name": "pool_name", …}]}

        params
          require_claimed: true   fail unless the lock is claimed in that version
          full_clone: true        leave a clone of the branch in DESTINATION, too
          depth: N                with full_clone: only N commits of history

        """,
        "DESTINATION");

    public static Usage Out { get; } = new(
        """
        usage: out INPUTS < request.json

        Changes the pool by one commit, and waits for as long as the lock it needs is not free.
        INPUTS is the directory in which DIR is looked for; DIR holds "name", and "metadata" where content is needed.

          stdin   {"source": …, "params": …}
          stdout  {"version": {"ref": …}, "metadata": [{"name": "lock_name", …}, {"name": "pool_name", …}]}

        params, exactly one of
          acquire: true                 take any free lock
          claim: NAME                   take this lock
          release: DIR                  free a claimed lock
          add: DIR                      put a new lock into the pool
          add_claimed: DIR              the same, claimed from the start
          remove: DIR                   take a lock out of the pool
          update: DIR                   give a lock new content once it is free, or add it
          check: DIR                    wait until a lock is free
          check_unclaimed: NAME-OR-DIR  wait until a lock is claimed
        and
          timeout: 30m                  fail after waiting so long; 0s to try once

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
