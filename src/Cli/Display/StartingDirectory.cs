namespace PoolResource.Cli.Display;

/// <summary>Where this process was started.</summary>
internal static class StartingDirectory
{
    /// <summary>The directory one stands in.</summary>
    /// <exception cref="PoolException">It is gone.</exception>
    public static string Find()
    {
        try
        {
            return System.IO.Directory.GetCurrentDirectory();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new PoolException("the directory that you stand in is gone; go to another one, and run it again", fault);
        }
    }
}
