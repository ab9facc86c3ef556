using PoolResource.Cli.Display;
using PoolResource.Configuration;

namespace PoolResource.Cli.Repositories;

/// <summary>The file that <c>--source</c> or POOL_SOURCE names.</summary>
internal static class SourceFiles
{
    /// <exception cref="PoolException">It cannot be read, or its keys cannot be used.</exception>
    public static async Task<SourceDocument> ReadAsync(string path, Terminal terminal, CancellationToken stop)
    {
        try
        {
            var file = SourceFile.Parse(await File.ReadAllTextAsync(path, stop));
            terminal.Hide(file.Document.ToSecrets());
            var log = terminal.Log();
            foreach (var warning in file.Warnings)
            {
                log.Warn(warning);
            }

            return file.Document.Uri is { } uri ? file.Document with { Uri = Place.In(Path.GetDirectoryName(path)!, uri) } : file.Document;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new PoolException($"the file {Quoted.Text(path)} cannot be read ({fault.Message.Split('\n')[0]}); name another with --source or {RepositoryOptions.Variable}", fault);
        }
        catch (PoolException fault)
        {
            throw new PoolException($"{Quoted.Line(path)}: {fault.Message}", fault);
        }
    }
}
