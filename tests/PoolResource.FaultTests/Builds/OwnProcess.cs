using System.Text.Json;
using PoolResource.Concourse;
using PoolResource.Configuration;
using PoolResource.Git;
using PoolResource.Git.Objects;
using PoolResource.Testing;

namespace PoolResource.FaultTests.Builds;

/// <summary>
/// Steps that nobody is to kill, in this process: they do the same, and cost a third of what the start of a script costs.
/// </summary>
internal static class OwnProcess
{
    // Once, before two of them do it at the same time.
    private static readonly Lazy<bool> LibraryIsLoaded = new(LoadLibrary);

    /// <summary>Gets a version into a directory, without a word.</summary>
    /// <param name="source">The source.</param>
    /// <param name="version">The version, as a put has answered it.</param>
    /// <param name="destination">The directory.</param>
    /// <exception cref="PoolException">It was refused.</exception>
    public static async Task GetAsync(SourceDocument source, JsonElement version, string destination)
    {
        _ = LibraryIsLoaded.Value;
        var request = JsonSerializer.Deserialize($$"""{"version": {{version.GetRawText()}}}""", ProtocolJson.Default.InRequest)!;
        await new InCommand(new StepLog(TextWriter.Null), TimeProvider.System).RunAsync(
            request with { Source = source }, destination, CancellationToken.None);
    }

    /// <summary>Puts, and answers as the script does.</summary>
    public static async Task<ScriptResult> PutAsync(Build build, string request, string inputs)
    {
        _ = LibraryIsLoaded.Value;
        await using var stderr = new StringWriter();
        var log = new StepLog(stderr);
        try
        {
            var stdout = "";
            await new OutCommand(log, TimeProvider.System, build, Random.Shared, _ => throw new PoolException("nothing is left behind here")).RunAsync(
                JsonSerializer.Deserialize(request, ProtocolJson.Default.OutRequest)!, inputs, AnswerAsync, CancellationToken.None);
            return new ScriptResult(0, stdout, stderr.ToString());

            Task AnswerAsync(Response response)
            {
                stdout = JsonSerializer.Serialize(response, ProtocolJson.Default.Response);
                return Task.CompletedTask;
            }
        }
        catch (Exception refusal) when (refusal is PoolException or GitException)
        {
            log.Failed(refusal.Message);
            return new ScriptResult(1, "", stderr.ToString());
        }
    }

    private static bool LoadLibrary()
    {
        using var folder = new TestFolder(nameof(LoadLibrary));
        BareRepository.Create(folder.Path);
        using var objects = new GitObjects(folder.Path);
        objects.WarmUp();
        return true;
    }
}
