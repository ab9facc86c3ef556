using System.Text;
using PoolResource.Cli.Display;
using PoolResource.Cli.People;
using PoolResource.Git.Access;

namespace PoolResource.Cli.Running;

/// <summary>A lock that is held for a command: the directory with its claim, and what the command's environment says of it.</summary>
internal sealed class HeldForACommand : IDisposable
{
    // Of one variable the system takes 128 KiB.
    private const int LongestVariable = 100_000;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly PrivateFolder directory = new();

    /// <exception cref="PoolException">The directory cannot be written.</exception>
    public HeldForACommand(ClaimedLock held, TerminalLog log)
    {
        try
        {
            held.WriteTo(directory.Path);
        }
        catch (PoolException)
        {
            Dispose();
            throw;
        }

        var claim = held.Claim;
        var variables = new Dictionary<string, string>
        {
            ["POOL_LOCK"] = $"{claim.Pool}/{claim.Lock}",
            ["POOL_LOCK_NAME"] = claim.Lock.Value,
            ["POOL_LOCK_DIR"] = directory.Path,
        };
        if (Text(held.Metadata) is { } metadata)
        {
            variables["POOL_LOCK_METADATA"] = metadata;
        }
        else
        {
            log.Warn($"the content of lock {claim.Lock} does not fit into POOL_LOCK_METADATA, which is left out; it is in the file $POOL_LOCK_DIR/metadata");
        }

        Variables = variables;
    }

    /// <summary>The variables.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    // Whatever keeps it there keeps no lock.
    public void Dispose() => directory.Dispose();

    private static string? Text(byte[] content)
    {
        try
        {
            return content.Length <= LongestVariable && !content.Contains((byte)0) ? Strict.GetString(content) : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
