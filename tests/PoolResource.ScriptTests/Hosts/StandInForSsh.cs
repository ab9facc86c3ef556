using System.Diagnostics;
using PoolResource.Testing;

namespace PoolResource.ScriptTests.Hosts;

/// <summary>An ssh on the PATH of the scripts: the host is this machine, and what it says at a push may be told.</summary>
internal sealed class StandInForSsh
{
    private readonly TestFolder folder;

    /// <param name="folder">Where it is laid down.</param>
    /// <param name="scripts">Who finds it.</param>
    /// <param name="atPush">What a shell does in place of git-receive-pack.</param>
    /// <param name="atFetch">What a shell does in place of git-upload-pack; the real one unless it is given.</param>
    public StandInForSsh(TestFolder folder, Scripts scripts, string atPush = "eval \"exec $last\"", string atFetch = "eval \"exec $last\"")
    {
        this.folder = folder;
        folder.Program("bin/ssh", $"""
            #!/bin/sh
            echo "$*" >> '{folder["calls-of-ssh"]}'
            log=/dev/null
            while [ $# -gt 1 ]; do
                [ "$1" != -E ] || log=$2
                [ "$1" != -O ] || exit 0
                [ "$1" != -G ] || exec printf 'hostkeyalgorithms ssh-ed25519\nkexalgorithms curve25519-sha256\n'
                shift
            done
            last=$1
            case $last in
                git-receive-pack*) {atPush} ;;
                *) {atFetch} ;;
            esac

            """);
        scripts.Build["PATH"] = $"{folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}";
    }

    /// <summary>How often git asked the host.</summary>
    public int Calls => File.ReadLines(folder["calls-of-ssh"]).Count(call => call.Contains("-pack", StringComparison.Ordinal));

    /// <summary>Makes a key, and tells its fingerprint.</summary>
    public (string Text, string Fingerprint) Key()
    {
        var file = folder["a-key"];
        Run("-q", "-t", "ed25519", "-N", "", "-C", "pool", "-f", file);
        return (File.ReadAllText(file), Run("-l", "-f", file).Split(' ')[1]);
    }

    private static string Run(params string[] arguments)
    {
        using var keygen = Process.Start(new ProcessStartInfo("ssh-keygen", arguments) { RedirectStandardOutput = true })!;
        var told = keygen.StandardOutput.ReadToEnd();
        keygen.WaitForExit();
        return told;
    }
}
