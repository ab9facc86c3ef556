namespace PoolResource.Cli.People;

/// <summary>A value of an option: one that cannot be read is a misuse of the command line.</summary>
internal static class Given
{
    /// <exception cref="MisuseException">It cannot be read.</exception>
    public static T As<T>(Func<string, string, T> parse, string text, string option)
    {
        try
        {
            return parse(text, option);
        }
        catch (PoolException fault)
        {
            throw new MisuseException(fault.Message);
        }
    }
}
