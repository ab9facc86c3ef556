namespace PoolResource.FaultTests.Builds;

/// <summary>What a build does with locks that it does not hold.</summary>
/// <param name="steps">Its steps.</param>
/// <param name="directory">The directory of its puts.</param>
/// <param name="anyPool">Draws a pool.</param>
/// <param name="anyOf">Draws one of a pool's locks.</param>
/// <param name="random">Decides everything.</param>
internal sealed class Bystander(BuildSteps steps, string directory, Func<string> anyPool, Func<string, string> anyOf, Random random)
{
    /// <summary>An older pipeline, or a person, frees a lock by its name alone, whoever holds it.</summary>
    public async Task FreesByNameAsync()
    {
        var pool = anyPool();
        var name = anyOf(pool);
        steps.Write(directory, name, $"content of {name}\n");
        await steps.PersistAsync(new Put("release", pool, directory) { Lock = name });
    }

    /// <summary>Looks after the pool: a new lock, or new content for a free one.</summary>
    public async Task TendsAsync()
    {
        var pool = anyPool();
        var (operation, name) = random.Next(3) switch
        {
            0 => ("add", $"new-{directory}"),
            1 => ("add_claimed", $"new-{directory}"),
            _ => ("update", anyOf(pool)),
        };
        var content = $"written by {directory}\n";
        steps.Write(directory, name, content);
        await steps.PersistAsync(new Put(operation, pool, directory) { Lock = name, Content = content });
    }

    /// <summary>Waits until a lock is free, or held, and gets it.</summary>
    public async Task WatchesAsync()
    {
        var pool = anyPool();
        var name = anyOf(pool);
        steps.Write(directory, name, "");
        await steps.PersistAsync(random.Next(2) == 0
            ? new Put("check", pool, directory) { Lock = name }
            : new Put("check_unclaimed", pool, name) { Lock = name });
    }
}
