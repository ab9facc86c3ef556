using System.Text;
using PoolResource.Git.Objects;

namespace PoolResource.Concourse;

/// <summary>The directory that holds the artifacts of a put step; nothing outside of it is read.</summary>
/// <param name="root">What Concourse names in the first argument of <c>out</c>.</param>
public sealed class StepInputs(string root)
{
    private readonly string root = Path.GetFullPath(root);

    /// <summary>Whether there is a directory of that name with a lock's <c>name</c> in it.</summary>
    public bool HasLock(string directory) => File.Exists(Path.Combine(root, directory, "name"));

    /// <summary>Whether there is a directory of that name; one that leads out of the inputs is said where it is read.</summary>
    public bool Has(string directory) => Directory.Exists(Path.Combine(root, directory)) || Resolve(directory) is null;

    /// <summary>The lock's name: that of the claim beside it, with which the file <c>name</c> agrees but for white space, or else the file's.</summary>
    /// <exception cref="PoolException">The file cannot be read, or holds no lock's name.</exception>
    public WrittenName Name(string directory, string parameter)
    {
        try
        {
            var text = PathSegment.StrictUtf8.GetString(Read(directory, "name", parameter));
            return ClaimedName(directory, parameter) is { } claimed && WrittenName.Meant(claimed.Value) == WrittenName.Meant(text)
                ? new WrittenName(claimed, null)
                : WrittenName.Parse(text, $"{parameter}: {directory}/name");
        }
        catch (DecoderFallbackException)
        {
            throw new PoolException($"{parameter}: {Quoted.Text(directory)}/name is not UTF-8 text; write the lock's name into it");
        }
    }

    private LockName? ClaimedName(string directory, string parameter) =>
        Path.Exists(Path.Combine(root, directory, ClaimDocument.FileName))
            ? ClaimDocument.LockIn(Read(directory, ClaimDocument.FileName, parameter))
            : null;

    /// <summary>The lock's content, from the file <c>metadata</c>, byte for byte.</summary>
    /// <exception cref="PoolException">The file cannot be read.</exception>
    public byte[] Metadata(string directory, string parameter) => Read(directory, "metadata", parameter);

    /// <summary>The claim that a get step wrote beside the name; null when there is none.</summary>
    /// <exception cref="PoolException">It cannot be read.</exception>
    public Claim? Claim(string directory, LockName name, string parameter)
    {
        if (!Path.Exists(Path.Combine(root, directory, ClaimDocument.FileName)))
        {
            return null;
        }

        return ClaimDocument.Parse(
            Read(directory, ClaimDocument.FileName, parameter), name, $"{parameter}: {directory}/{ClaimDocument.FileName}");
    }

    /// <summary>A file among the inputs, byte for byte.</summary>
    /// <exception cref="PoolException">It cannot be read.</exception>
    public byte[] Read(string file, string parameter) =>
        Read(Path.GetDirectoryName(file) ?? "", Path.GetFileName(file), parameter);

    private byte[] Read(string directory, string file, string parameter)
    {
        var named = Path.Combine(directory, file);
        if (Resolve(named) is not { } path)
        {
            throw new PoolException($"{parameter}: {Quoted.Text(named)} leads out of the step's inputs; name an artifact, or something in one");
        }

        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw new PoolException($"{parameter}: there is no directory {Quoted.Text(directory)} among the step's inputs; name the step or task output that made it");
        }

        if (Directory.Exists(path))
        {
            throw new PoolException($"{parameter}: {Quoted.Text(named)} is a directory; it must be a file");
        }

        try
        {
            return RegularFile.Read(path);
        }
        catch (FileNotFoundException)
        {
            throw new PoolException($"{parameter}: {Quoted.Text(directory)} has no file {file}; write one into it, or name another directory");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new PoolException($"{parameter}: {Quoted.Text(named)} cannot be read ({Quoted.Line(fault.Message)}); make it a readable file", fault);
        }
    }

    /// <summary>The path with every symbolic link followed, as the kernel does it; null when it leads out of the inputs.</summary>
    private string? Resolve(string path) =>
        Followed("/", root) is { } inputs && Followed(inputs, path) is { } resolved
        && resolved.StartsWith(inputs.TrimEnd('/') + '/', StringComparison.Ordinal)
            ? resolved
            : null;

    private static string? Followed(string from, string path)
    {
        var (resolved, links) = (from, 0);
        var open = new Stack<string>();
        Push(path);
        while (open.TryPop(out var segment))
        {
            if (segment == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? "/";
            }
            else if (new FileInfo(Path.Combine(resolved, segment)).LinkTarget is not { } target)
            {
                resolved = Path.Combine(resolved, segment);
            }
            else if (++links > TreeLinks.MostLinks)
            {
                return null;
            }
            else
            {
                Push(target);
            }
        }

        return resolved;

        void Push(string segments)
        {
            resolved = segments.StartsWith('/') ? "/" : resolved;
            foreach (var one in segments.Split('/').Where(one => one is not ("" or ".")).Reverse())
            {
                open.Push(one);
            }
        }
    }
}
