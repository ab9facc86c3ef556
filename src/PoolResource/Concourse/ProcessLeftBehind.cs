using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace PoolResource.Concourse;

/// <summary>
/// The process that a step leaves behind when it must end before it knows what became of its push: the same
/// executable, in a session of its own, with the request on its stdin and then no streams at all.
/// </summary>
public static class ProcessLeftBehind
{
    /// <summary>Tells the executable that it is the process left behind.</summary>
    public const string Variable = "POOL_RESOURCE_LEFT_BEHIND";

    /// <summary>So long it goes on at most.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Starts it; it lives on when this process ends.</summary>
    /// <exception cref="PoolException">It cannot be started.</exception>
    public static void Start(UnfinishedWorkDocument document)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Variable] = "1";
        try
        {
            using var process = Process.Start(start)!;
            JsonSerializer.Serialize(process.StandardInput.BaseStream, document, ProtocolJson.Default.UnfinishedWorkDocument);
            process.StandardInput.Close();
        }
        catch (Win32Exception fault)
        {
            throw new PoolException("no process can be left behind", fault);
        }
    }

    /// <summary>What it does: takes the step's claims back, or goes on with giving a lock back.</summary>
    public static async Task<int> RunAsync()
    {
        try
        {
            LeaveSession();
            await using var stdin = Console.OpenStandardInput();
            var document = await JsonSerializer.DeserializeAsync(stdin, ProtocolJson.Default.UnfinishedWorkDocument, StopSignal.Token);
            DropStreams();
            using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, StopSignal.Token);
            var build = Build.From(Environment.GetEnvironmentVariable);
            await new UnfinishedWork(new StepLog(TextWriter.Null), TimeProvider.System, build, Random.Shared).RunAsync(document!, end.Token);
            return 0;
        }
#pragma warning disable CA1031 // Nobody is there to be told.
        catch (Exception)
#pragma warning restore CA1031
        {
            return 1;
        }
    }

    // A session of its own: no signal to the step's group reaches it.
    private static void LeaveSession() => Marshal.GetDelegateForFunctionPointer<SetSession>(NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "setsid"))();

    // Its streams lead nowhere: nobody waits for their end.
    private static void DropStreams()
    {
        var duplicate = Marshal.GetDelegateForFunctionPointer<Duplicate>(NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "dup2"));
        using var nowhere = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite);
        foreach (var stream in new[] { 0, 1, 2 })
        {
            _ = duplicate((int)nowhere.DangerousGetHandle(), stream);
        }
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int SetSession();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Duplicate(int from, int to);
}
