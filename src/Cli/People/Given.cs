namespace PoolResource.Cli.People;

/// <summary>A value that was given: one that cannot be read is a misuse of the command line.</summary>
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

    /// <summary>Reads an argument, or tells why it cannot be read; nothing then.</summary>
    public static T? OrRefused<T>(Func<T> parse, Action<string> refuse)
    {
        try
        {
            return parse();
        }
        catch (PoolException fault)
        {
            refuse(fault.Message);
            return default;
        }
    }
}
