using System.Globalization;

namespace PoolResource.Git;

/// <summary>
/// Ends a command that has been silent for a time: nothing on its standard output or error, and no byte read or written
/// by git or what git runs of itself. That counts on every transport, since whatever the host sends passes through git;
/// ssh's own keep-alives do not.
/// </summary>
internal sealed class Silence : IDisposable
{
    private const int Looks = 12;

    private readonly CancellationTokenSource bound = new();
    private readonly Timer timer;
    private int? command;
    private long bytes;
    private int silentLooks;

    // The clock of the machine: what a program has said is not a matter of any other.
    public Silence(TimeSpan limit)
    {
        Limit = limit;
        timer = new Timer(_ => Look(), null, limit / Looks, limit / Looks);
    }

    public TimeSpan Limit { get; }

    /// <summary>Fires after the silence.</summary>
    public CancellationToken Token => bound.Token;

    /// <summary>Counts the bytes of a process and of every git below it.</summary>
    public void Watch(int process) => command = process;

    /// <summary>The command has said something.</summary>
    public void Interrupt() => Volatile.Write(ref silentLooks, 0);

    public void Dispose()
    {
        timer.Dispose();
        bound.Dispose();
    }

    private void Look()
    {
        var now = BytesOrNone();
        if (Interlocked.Exchange(ref bytes, now) != now)
        {
            Interrupt();
        }
        else if (Interlocked.Increment(ref silentLooks) >= Looks)
        {
            try
            {
                bound.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The command has ended meanwhile.
            }
        }
    }

    // Out of descriptors nothing can be counted, and a fault here would end the step in the middle of a push.
    private long BytesOrNone()
    {
        try
        {
            return command is { } process ? BytesOf(process) : 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Interlocked.Read(ref bytes);
        }
    }

    private static long BytesOf(int command)
    {
        var parents = new Dictionary<int, int>();
        foreach (var directory in Directory.Exists("/proc") ? Directory.EnumerateDirectories("/proc") : [])
        {
            // "pid (name) state parent …"; the name may hold anything.
            var stat = Read(Path.Combine(directory, "stat"));
            var (open, close) = (stat.IndexOf('(', StringComparison.Ordinal), stat.LastIndexOf(')'));
            if (open > 0 && stat.AsSpan(open + 1).StartsWith("git") && stat[(close + 1)..].Split(' ') is [_, _, var parent, ..])
            {
                parents[int.Parse(stat.AsSpan(0, open), CultureInfo.InvariantCulture)] = int.Parse(parent, CultureInfo.InvariantCulture);
            }
        }

        return parents.Keys.Where(IsOfTheCommand).Sum(BytesOfOne);

        bool IsOfTheCommand(int process) => process == command || (parents.TryGetValue(process, out var parent) && IsOfTheCommand(parent));
    }

    // "rchar: N" and "wchar: N" are the first two lines.
    private static long BytesOfOne(int process) => Read($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/io").Split('\n').Take(2)
        .Sum(line => line.Split(' ') is [_, var number] ? long.Parse(number, CultureInfo.InvariantCulture) : 0);

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It has ended, or is no process.
            return "";
        }
    }
}
