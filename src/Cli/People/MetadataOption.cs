using System.CommandLine;
using PoolResource.Cli.Display;

namespace PoolResource.Cli.People;

/// <summary>The content of a lock, from a file or from stdin.</summary>
internal static class MetadataOption
{
    public static Option<string?> Create(string description) => new("--metadata") { Description = description, HelpName = "FILE" };

    /// <summary>The bytes; null where none are named.</summary>
    /// <exception cref="PoolException">They cannot be read.</exception>
    public static ReadOnlyMemory<byte>? Read(ParseResult parsed, Option<string?> option, Terminal terminal)
    {
        if (parsed.GetValue(option) is not { } file)
        {
            return null;
        }

        try
        {
            return file == "-" ? ReadStdin() : File.ReadAllBytes(Path.Combine(terminal.Directory, file));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new PoolException($"{option.Name}: {Quoted.Text(file)} cannot be read ({Quoted.Line(fault.Message)}); name a file that can, or - for stdin", fault);
        }
    }

    private static byte[] ReadStdin()
    {
        using var stdin = Console.OpenStandardInput();
        using var bytes = new MemoryStream();
        stdin.CopyTo(bytes);
        return bytes.ToArray();
    }
}
