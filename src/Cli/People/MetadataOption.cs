using System.CommandLine;
using PoolResource.Cli.Display;

namespace PoolResource.Cli.People;

/// <summary>The content of a lock, from a file or from stdin.</summary>
internal static class MetadataOption
{
    public static Option<string?> Create(string description) => new("--metadata") { Description = description, HelpName = "FILE" };

    /// <summary>The bytes; null where none are named.</summary>
    /// <exception cref="PoolException">They cannot be read.</exception>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(ParseResult parsed, Option<string?> option, Terminal terminal, CancellationToken stop)
    {
        if (parsed.GetValue(option) is not { } file)
        {
            return null;
        }

        try
        {
            return file == "-" ? await ReadAsync(terminal, stop) : await File.ReadAllBytesAsync(Path.Combine(terminal.Directory, file), stop);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new PoolException($"{option.Name}: {Quoted.Text(file)} cannot be read ({Quoted.Line(fault.Message)}); name a file that can, or - for stdin", fault);
        }
    }

    // A read of stdin cannot be ended: it is left alone when a signal comes.
    private static Task<byte[]> ReadAsync(Terminal terminal, CancellationToken stop) => Task.Run(
        () =>
        {
            using var stdin = terminal.Input();
            using var bytes = new MemoryStream();
            stdin.CopyTo(bytes);
            return bytes.ToArray();
        },
        stop).WaitAsync(stop);
}
