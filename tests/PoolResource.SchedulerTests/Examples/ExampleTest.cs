using PoolResource.Testing;

namespace PoolResource.SchedulerTests.Examples;

/// <summary>A test that plays an example on a real repository.</summary>
public abstract class ExampleTest : IDisposable
{
    private readonly TestFolder folder = new(TestContext.Current.TestMethod!.MethodName);

    private protected ExampleTest(string file, params IEnumerable<(string Name, string Value)> vars)
    {
        Repository = new LockRepository(folder["locks.git"]);
        var all = ExampleVars.For(Repository);
        foreach (var (name, value) in vars)
        {
            all[name] = value;
        }

        Pipeline = new PlayedPipeline(ExampleFile.Read(file, all), folder);
    }

    internal PlayedPipeline Pipeline { get; }

    protected LockRepository Repository { get; }

    /// <summary>Where locks stand, in path order.</summary>
    protected IEnumerable<string> Standing => Repository.Files.Where(file => !file.EndsWith("/.gitkeep", StringComparison.Ordinal));

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => folder.Dispose();
}
