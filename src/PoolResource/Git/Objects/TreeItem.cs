using System.Text;

namespace PoolResource.Git.Objects;

/// <summary>An entry of a tree.</summary>
/// <param name="Mode">What it is, and how it is written: 100644, 100755, 120000, 40000 or 160000, in octal.</param>
/// <param name="RawName">The bytes of its name, in whatever encoding they are.</param>
/// <param name="Id">The id of what it names.</param>
internal sealed record TreeItem(int Mode, byte[] RawName, string Id)
{
    private const int Kind = 0xF000;
    private const int Directory = 0x4000;
    private const int Regular = 0x8000;
    private const int Link = 0xA000;
    private const int Commit = 0xE000;

    /// <summary>The mode of a file that cannot be run.</summary>
    public const int File = 0x81A4;

    /// <summary>The mode of a file that can be run.</summary>
    public const int Program = 0x81ED;

    /// <summary>The mode of a directory.</summary>
    public const int Tree = Directory;

    /// <summary>The name, with what is not UTF-8 replaced.</summary>
    public string Name { get; } = Encoding.UTF8.GetString(RawName);

    /// <summary>Whether the name is UTF-8, so that it can be spoken of.</summary>
    public bool IsText => !Name.Contains('\uFFFD', StringComparison.Ordinal) || Encoding.UTF8.GetBytes(Name).AsSpan().SequenceEqual(RawName);

    public bool IsTree => IsDirectory(Mode);

    /// <summary>Whether it is a file, or a symbolic link.</summary>
    public bool IsFile => IsContent(Mode);

    /// <summary>The mode as git writes it; old tools wrote others, which hosts refuse that check what they get.</summary>
    public int Written => (Mode & Kind) switch
    {
        Regular => (Mode & 0x40) == 0 ? File : Program,
        Directory => Directory,
        Link => Link,
        _ => Commit,
    };

    public static bool IsLink(int mode) => (mode & Kind) == Link;

    public static bool IsDirectory(int mode) => (mode & Kind) == Directory;

    // What git does not know, it takes for a submodule.
    public static bool IsContent(int mode) => (mode & Kind) is Regular or Link;

    public bool Equals(TreeItem? other) => other is not null && Mode == other.Mode && Id == other.Id && RawName.AsSpan().SequenceEqual(other.RawName);

    public override int GetHashCode() => HashCode.Combine(Mode, Id, Name);
}
