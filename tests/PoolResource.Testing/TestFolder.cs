using System.Runtime.CompilerServices;

namespace PoolResource.Testing;

/// <summary>A directory named after a test, removed with everything in it when the test is over.</summary>
public sealed class TestFolder : IDisposable
{
    private const int LongestName = 60;

    /// <param name="test">The test's name; the member's that makes it when it is left out.</param>
    public TestFolder([CallerMemberName] string test = "test")
    {
        var name = string.Concat(test.Split('.')[^1].Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-'));
        Path = Directory.CreateTempSubdirectory($"{name[..Math.Min(name.Length, LongestName)]}-").FullName;
    }

    private TestFolder(TestFolder outer, string name) => Path = outer.Subfolder(name);

    /// <summary>The folder's absolute path.</summary>
    public string Path { get; }

    /// <summary>The path of a file or directory in the folder.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Makes a directory in the folder, unless it is there, and returns its path.</summary>
    public string Subfolder(string name) => Directory.CreateDirectory(this[name]).FullName;

    /// <summary>A folder within this one, and removed with it.</summary>
    public TestFolder Within(string name) => new(this, name);

    /// <summary>Writes a file, and the directories it stands in, and returns its path.</summary>
    public string Write(string name, byte[] content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    /// <summary>Writes a text file in UTF-8, and the directories it stands in, and returns its path.</summary>
    public string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    /// <summary>Writes a program, in the language its first line names, and returns its path.</summary>
    public string Program(string name, string text)
    {
        var path = Write(name, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }

    /// <summary>Writes a text file in UTF-8, and the directories it stands in.</summary>
    public TestFolder With(string name, string text) => With(name, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file, and the directories it stands in.</summary>
    public TestFolder With(string name, byte[] content)
    {
        Write(name, content);
        return this;
    }

    /// <summary>Makes a symbolic link, and the directories it stands in.</summary>
    public TestFolder WithLink(string name, string target)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.CreateSymbolicLink(this[name], target);
        return this;
    }

    /// <summary>Makes a directory.</summary>
    public TestFolder WithDirectory(string name)
    {
        Subfolder(name);
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
