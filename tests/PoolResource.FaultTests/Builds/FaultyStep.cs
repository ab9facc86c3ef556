using PoolResource.FaultTests.Faults;
using PoolResource.FaultTests.Line;
using PoolResource.Testing;

namespace PoolResource.FaultTests.Builds;

/// <summary>One run of a put under faults.</summary>
internal sealed class FaultyStep
{
    /// <summary>After three lost races a step may pause for 30 s each time where all of it is slow.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private readonly Bench bench;
    private readonly BuildIdentity build;
    private readonly FaultPlan plan;
    private readonly int number;
    private readonly string notes;
    private readonly string temporary;
    private RunningScript? running;
    private (string Name, bool IsHeard, DateTimeOffset At)? signal;

    public FaultyStep(Bench bench, BuildIdentity build, FaultPlan plan)
    {
        (this.bench, this.build, this.plan) = (bench, build, plan);
        number = bench.NextStep();
        notes = bench.Folder.Subfolder($"notes/{number}");
        temporary = bench.Folder.Subfolder($"tmp/{number}");
    }

    /// <summary>The signal that was sent, once the step has ended.</summary>
    public SentSignal? Signal { get; private set; }

    /// <summary>Whether a process that it had left behind was killed.</summary>
    public bool IsChildKilled { get; private set; }

    /// <summary>Runs it to its end, as a script or in this process.</summary>
    public async Task<ScriptResult> RunAsync(Put put, bool asScript)
    {
        Tell($"{put}{(asScript ? "" : " in this process")}; faults: {plan}");
        var uri = bench.OpenLine(plan.Line, Happened);
        var request = put.Request(uri);
        var inputs = bench.Folder.Subfolder("inputs");
        bench.Readdress(put.Directory, uri);
        var result = build.Person is { } person ? AtATerminal.AnswerOf(await RunScriptAsync("", inputs, put.Words(uri, person)))
            : asScript ? await RunScriptAsync(request, inputs, words: null)
            : await OwnProcess.PutAsync(build.Build, request, inputs);
        Tell($"ended with {result.ExitCode}: {result.Stdout.Trim()} {string.Join(" | ", result.Lines)}");
        return result;
    }

    private async Task<ScriptResult> RunScriptAsync(string request, string inputs, IEnumerable<string>? words)
    {
        var scripts = new Scripts(bench.Folder) { Limit = Longest };
        scripts.Build.Clear();
        foreach (var (name, value) in build.Variables.Concat([new("TMPDIR", temporary)]).Concat(plan.Process?.Variables(notes) ?? []))
        {
            scripts.Build[name] = value;
        }

        using var started = words is null ? scripts.Start(bench.Out, request, inputs) : scripts.Start("pool", "", words);
        running = started;
        if (plan.HasNoReader)
        {
            started.BreakStdout();
            Note(FaultPlan.NobodyListens);
        }

        var ending = started.EndAsync();
        if (plan.SignalAfter is { } after && await Task.WhenAny(ending, Task.Delay(after, TimeProvider.System)) != ending)
        {
            Send("TERM", isHeard: false);
            Note(FaultPlan.SignalAtAnyTime);
        }

        var result = await EndAsync(ending);
        Close(TimeProvider.System.GetUtcNow());
        if (plan.KillsChildAfter is { } left)
        {
            await Task.Delay(left, TimeProvider.System);
            KillChild();
        }

        return result;
    }

    // What runs for longer than any step of a test is killed, and found out by how it ended.
    private static async Task<ScriptResult> EndAsync(Task<ScriptResult> ending)
    {
        try
        {
            return await ending;
        }
        catch (TimeoutException endless)
        {
            return new ScriptResult(-1, "", endless.Message);
        }
    }

    private void KillChild()
    {
        foreach (var process in Processes.LivingIn(temporary))
        {
            if (!IsChildKilled)
            {
                Note(FaultPlan.ChildIsKilled);
                IsChildKilled = true;
            }

            Processes.Kill(process);
        }
    }

    private void Happened(LineFault fault)
    {
        Note(fault.Kind);
        if (fault is Signals { Signal: var name })
        {
            Send(name, isHeard: true);
        }
    }

    private void Send(string name, bool isHeard)
    {
        signal = (name, isHeard, TimeProvider.System.GetUtcNow());
        if (name == "KILL")
        {
            running!.Kill();
        }
        else
        {
            running!.Terminate();
        }
    }

    private void Close(DateTimeOffset ended)
    {
        if (plan.Process is { } fault && ProcessFault.StruckAt(notes) is { } struck)
        {
            Note(fault.Kind);
            signal = (fault.Signal, true, struck);
        }

        if (signal is var (name, isHeard, at))
        {
            Signal = new SentSignal(name, isHeard, ended - at);
        }
    }

    private void Note(string kind)
    {
        bench.Faults.Enqueue((kind, build.Url));
        Tell($"fault: {kind}");
    }

    private void Tell(string text) => bench.Events.Add($"{build} step {number}: {text}");
}
