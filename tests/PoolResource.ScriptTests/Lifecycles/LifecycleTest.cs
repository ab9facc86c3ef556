using PoolResource.Testing;

namespace PoolResource.ScriptTests.Lifecycles;

/// <summary>A test of the pool aws and the one in which its locks are cleaned.</summary>
public abstract class LifecycleTest : ScriptTest
{
    protected LifecycleTest() => Lifecycle = Pool("aws-lifecycle");

    /// <summary>A resource for the pool in which the locks of aws are cleaned.</summary>
    protected PipelineResource Lifecycle { get; }

    /// <summary>Where locks stand, in path order.</summary>
    protected IEnumerable<string> Standing => Repository.Files.Where(file => !file.EndsWith("/.gitkeep", StringComparison.Ordinal));

    /// <summary>Claims a lock and gets it into an artifact of its name, with the claim.</summary>
    protected static async Task ClaimAsync(PipelineResource pool, string name)
    {
        var claim = await pool.PutAsync(new { claim = name });
        var get = await pool.GetAsync(claim.Ref, artifact: name);
        Assert.Equal(["claim.json", "metadata", "name"], pool.FilesOf(name));
        Assert.Equal(0, get.ExitCode);
    }

    /// <summary>Frees a lock that an artifact holds the claim of, as a person would, and has somebody else claim it.</summary>
    protected async Task LoseAsync(PipelineResource pool, string directory, string name)
    {
        Repository.Commit("by hand", Change.Move($"{directory}/claimed/{name}", $"{directory}/unclaimed/{name}"));
        await pool.PutAsync(new { claim = name });
    }
}
