using System.Collections.Immutable;
using System.Text;
using PoolResource.Operations;
using PoolResource.Testing;

namespace PoolResource.Tests.Properties;

/// <summary>A story's branch in memory; every file holds its own path.</summary>
internal static class MemoryBranch
{
    public static MemoryPools Of(Story story) => new(story.Files.ToImmutableSortedDictionary(
        file => file.Path, file => Encoding.UTF8.GetBytes(file.Path).ToImmutableArray(), StringComparer.Ordinal));

    /// <summary>The outcome; null when the user is told to change something.</summary>
    public static Outcome? Attempt(Operation operation, Pools pools)
    {
        try
        {
            return operation.Decide(pools);
        }
        catch (PoolException)
        {
            return null;
        }
    }
}
