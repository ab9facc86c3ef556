using System.CommandLine;
using PoolResource.Cli.Display;
using PoolResource.Cli.People;
using PoolResource.Operations;

namespace PoolResource.Cli.Commands;

/// <summary><c>pool release</c>: frees a claimed lock.</summary>
internal static class ReleaseCommand
{
    public static Command Create(Terminal terminal)
    {
        var metadata = MetadataOption.Create("Give the lock this file's content as it is freed (- for stdin)");
        return new Command("release", "Free a claimed lock") { metadata }
            .Changing(terminal, async (parsed, one, stop) =>
            {
                var content = await MetadataOption.ReadAsync(parsed, metadata, terminal, stop);
                return _ => new ReleaseLock(one.Pool, one.Name, content);
            })
            .WithExamples("pool release aws/env-1", "pool release aws/env-1 --claim 01932f0c-8a3e-7c2b-9d41-5f6e7a8b9c0d --reason \"the build is gone\"");
    }
}
