using System.Text.Json.Nodes;
using PoolResource.FaultTests.History;

namespace PoolResource.FaultTests.Builds;

/// <summary>What is done when all builds are over: every lock that is held is released, and then every lock is taken.</summary>
internal static class CleanRun
{
    private static readonly Build Nobody = new(null, null, null, null, null, null);

    public static async Task<IReadOnlyList<Violation>> CheckAsync(Bench bench)
    {
        var violations = new List<Violation>();
        var locks = LocksIn(bench, "claimed").Concat(LocksIn(bench, "unclaimed")).ToList();
        foreach (var path in LocksIn(bench, "claimed"))
        {
            bench.Folder.Write("clean/lock/name", Path.GetFileName(path));
            await PutAsync(path, "release", "lock");
        }

        foreach (var path in locks)
        {
            await PutAsync(path, "acquire", true);
        }

        return [.. violations, .. LocksIn(bench, "unclaimed").Select(path => new Violation(Promise.PoolsStayUsable, null, $"{path} was not taken"))];

        async Task PutAsync(string path, string operation, JsonNode value)
        {
            var put = new Put(operation, path.Split('/')[0], value) { Timeout = "0s" };
            var result = await OwnProcess.PutAsync(Nobody, put.Request(bench.Repository.Path), bench.Folder.Subfolder("clean"));
            if (result.ExitCode != 0)
            {
                violations.Add(new Violation(Promise.PoolsStayUsable, null, $"{put} after {path}: {result.Stderr.Trim()}"));
            }
        }
    }

    private static List<string> LocksIn(Bench bench, string state) =>
        [.. bench.Repository.Files.Where(path => path.Contains($"/{state}/", StringComparison.Ordinal) && Path.GetFileName(path)[0] != '.')];
}
