using System.Diagnostics;
using System.Text.RegularExpressions;
using PoolResource.Configuration;
using PoolResource.Testing;

namespace PoolResource.Tests.Documents;

public sealed partial class TheExampleOfMetrics
{
    [Fact]
    public async Task WritesASourceThatIsReadAndFiguresForEverybody()
    {
        using var folder = new TestFolder();
        var text = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot(), "examples", "metrics.yml"), TestContext.Current.CancellationToken);
        var script = Script().Match(text).Groups["script"].Value.Replace("\n          ", "\n", StringComparison.Ordinal);
        folder.Program("bin/pool", $"#!/bin/sh\ncp -p \"$3\" '{folder["source.yml"]}'\necho figures\n");
        folder.Subfolder("metrics");
        var start = new ProcessStartInfo("sh", ["-ec", $"umask 022\n{script}"]) { WorkingDirectory = folder.Path };
        start.Environment["PATH"] = $"{folder["bin"]}:{start.Environment["PATH"]}";
        start.Environment["TMPDIR"] = folder.Path;
        start.Environment["LOCKS_URI"] = "git@host:it's.git";
        start.Environment["LOCKS_BRANCH"] = "main";
        start.Environment["LOCKS_PRIVATE_KEY"] = "one\ntwo";

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, process.ExitCode);
        var source = SourceFile.Parse(await File.ReadAllTextAsync(folder["source.yml"], TestContext.Current.CancellationToken)).Document;
        Assert.Equal(("git@host:it's.git", "main", "one\ntwo"), (source.Uri, source.Branch, source.PrivateKey?.TrimEnd()));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["source.yml"]));
            Assert.True(File.GetUnixFileMode(folder["metrics/pools.prom"]).HasFlag(UnixFileMode.OtherRead));
        }
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PoolResource.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"- \|\n(?<script>          export XDG.*?\n)  - task: push", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Script();
}
