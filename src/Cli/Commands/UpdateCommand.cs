using System.CommandLine;
using PoolResource.Cli.Display;
using PoolResource.Cli.People;
using PoolResource.Operations;

namespace PoolResource.Cli.Commands;

/// <summary><c>pool update</c>: gives a lock new content.</summary>
internal static class UpdateCommand
{
    public static Command Create(Terminal terminal)
    {
        var metadata = MetadataOption.Create("The file that has the new content (- for stdin)");
        metadata.Required = true;
        return new Command("update", "Give a lock new content, or add it; one that is being recycled is waited for") { metadata, WaitOptions.Timeout, WaitOptions.NoWait, WaitOptions.Priority }
            .Changing(terminal, async (parsed, one, stop) =>
            {
                var content = (await MetadataOption.ReadAsync(parsed, metadata, terminal, stop))!.Value;
                return own => new UpdateLock(one.Pool, one.Name, content, own);
            })
            .WithExamples("pool update aws/env-1 --metadata env-1.yml");
    }
}
