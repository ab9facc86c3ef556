namespace PoolResource;

/// <summary>
/// The directory that a get fills. A clone of the branch may have put anything there, links among it: a file is made
/// anew beside its place and takes it, so that nothing is ever written through a link.
/// </summary>
/// <param name="path">What Concourse names in the first argument of <c>in</c>; made when it is missing.</param>
public sealed class DestinationFolder(string path)
{
    /// <summary>Writes a file, in place of whatever has its name.</summary>
    /// <exception cref="PoolException">A directory has its name, or the file cannot be written.</exception>
    public void Write(string file, ReadOnlySpan<byte> bytes)
    {
        var (place, draft) = (Path.Combine(path, file), Path.Combine(path, $".{file}-{Guid.NewGuid():N}"));
        try
        {
            Directory.CreateDirectory(path);
            using (var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(bytes);
            }

            // A rename puts the file in the place of a link itself.
            File.Move(draft, place, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            TryDelete(draft);
            throw new PoolException(
                Directory.Exists(place) && new FileInfo(place).LinkTarget is null
                    ? $"the branch has a directory {file} at its root, where the lock's {file} belongs; rename it, or leave out params.full_clone"
                    : $"{Quoted.Text(place)} cannot be written ({Quoted.Line(fault.Message)})",
                fault);
        }
    }

    private static void TryDelete(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The step fails anyway, for a better reason.
        }
    }
}
