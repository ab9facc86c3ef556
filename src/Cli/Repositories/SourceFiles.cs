using PoolResource.Cli.Display;
using PoolResource.Configuration;

namespace PoolResource.Cli.Repositories;

/// <summary>The file that <c>--source</c> or POOL_SOURCE names.</summary>
internal static class SourceFiles
{
    /// <exception cref="PoolException">It cannot be read, or its keys cannot be used.</exception>
    public static async Task<SourceDocument> ReadAsync(string path, Terminal terminal, CancellationToken stop)
    {
        var file = await SourceFile.ReadAsync(path, stop);
        terminal.Hide(file.Document.ToSecrets());
        var log = terminal.Log();
        foreach (var warning in file.Warnings)
        {
            log.Warn(warning);
        }

        return file.Document;
    }
}
