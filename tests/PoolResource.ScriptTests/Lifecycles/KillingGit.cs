using System.Diagnostics;
using System.Globalization;
using PoolResource.Testing;

namespace PoolResource.ScriptTests.Lifecycles;

/// <summary>When a git that stands in the way of the real one kills the script that started it.</summary>
public enum Moment
{
    /// <summary>Before the command has done anything, and it never does.</summary>
    Before,

    /// <summary>Before the command has done anything, but the command goes on without the script.</summary>
    Without,

    /// <summary>When the command is done, before the script knows.</summary>
    After,
}

/// <summary>A git on the PATH of the scripts that counts its commands, and kills the script at one of them.</summary>
internal sealed class KillingGit
{
    private readonly TestFolder folder;
    private readonly Scripts scripts;

    public KillingGit(TestFolder folder, Scripts scripts)
    {
        (this.folder, this.scripts) = (folder, scripts);
        Run("mkfifo", folder["killed"]);
    }

    /// <summary>Counts the commands of a script that is left alone.</summary>
    public async Task<int> CountAsync(Func<Task> run)
    {
        StandInTheWay(0, Moment.Before);
        await run();
        GetOutOfTheWay();
        return int.Parse(await File.ReadAllTextAsync(folder["count"]), CultureInfo.InvariantCulture);
    }

    /// <summary>Runs a script that is killed at a command, and waits until the command is over, too.</summary>
    public async Task<ScriptResult> KillAsync(int at, Moment moment, Func<Task<ScriptResult>> run)
    {
        StandInTheWay(at, moment);
        using var over = Process.Start(new ProcessStartInfo("cat", [folder["killed"]]) { RedirectStandardOutput = true })!;
        var result = await run();
        await over.WaitForExitAsync();
        GetOutOfTheWay();
        return result;
    }

    private void StandInTheWay(int at, Moment moment)
    {
        var deed = moment switch
        {
            Moment.Before => "kill -KILL $PPID",
            Moment.Without => "kill -KILL $PPID; git \"$@\"",
            _ => "git \"$@\"; kill -KILL $PPID",
        };
        folder.Write("count", "0");
        var git = folder.Write("bin/git", $"""
            #!/bin/sh
            PATH=$REAL_PATH
            count=$(($(cat '{folder["count"]}') + 1))
            echo $count > '{folder["count"]}'
            [ $count = {at} ] || exec git "$@"
            exec 9> '{folder["killed"]}'
            {deed}

            """);
        Run("chmod", "+x", git);
        var path = Environment.GetEnvironmentVariable("PATH")!;
        scripts.Build["REAL_PATH"] = path;
        scripts.Build["PATH"] = $"{folder["bin"]}:{path}";
    }

    private static void Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
    }

    private void GetOutOfTheWay() => scripts.Build.Remove("PATH");
}
