using System.Text;

namespace PoolResource.Testing;

/// <summary>What a commit made by hand does to one path, in the language of git-fast-import.</summary>
public sealed record Change
{
    private readonly byte[] command;

    private Change(string line, byte[]? data = null) => command = data is null
        ? Encoding.UTF8.GetBytes($"{line}\n")
        : [.. Encoding.UTF8.GetBytes($"{line}\ndata {data.Length}\n"), .. data, (byte)'\n'];

    public static Change Put(string path, string content = "", string mode = "100644") =>
        Put(path, Encoding.UTF8.GetBytes(content), mode);

    public static Change Put(string path, byte[] content, string mode = "100644") =>
        new($"M {mode} inline {Quoted(path)}", content);

    public static Change Delete(string path) => new($"D {Quoted(path)}");

    public static Change Move(string from, string to) => new($"R {Quoted(from)} {Quoted(to)}");

    internal void WriteTo(Stream stream) => stream.Write(command);

    private static string Quoted(string path) =>
        $"\"{path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
