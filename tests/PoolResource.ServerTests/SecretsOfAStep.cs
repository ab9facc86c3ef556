using System.Formats.Tar;
using System.Text;

namespace PoolResource.ServerTests;

public sealed class SecretsOfAStep(Servers servers) : ServerTest(servers)
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Theory]
    [InlineData("key")]
    [InlineData("passphrase")]
    [InlineData("password")]
    public async Task AreInThePrivateFolderAloneAndGoneWithIt(string kind)
    {
        var pool = await PoolOpenedByAsync(kind);
        await pool.AddAsync("env-1");
        await pool.GetAsync((await pool.PutAsync(new { acquire = true })).Ref);
        await using var put = pool.StartPut(new { acquire = true });

        await put.SaysAsync("waiting for");
        await AreKeptAsync(put, pool);
        await pool.PutAsync(new { release = "lock" });
        Assert.Equal(0, (await put.EndAsync()).ExitCode);

        await NothingIsLeftAsync(put, pool);
    }

    [Theory]
    [InlineData("key")]
    [InlineData("password")]
    public async Task AreGoneWhenTheStepIsAborted(string kind)
    {
        var pool = await PoolOpenedByAsync(kind);
        await pool.AddAsync("env-1");
        await pool.PutAsync(new { acquire = true });
        await using var put = pool.StartPut(new { acquire = true });

        await put.SaysAsync("waiting for");
        await put.TerminateAsync();
        Assert.Equal((143, ""), await put.EndAsync() is var end ? (end.ExitCode, end.Stdout) : default);

        await NothingIsLeftAsync(put, pool);
    }

    private async Task<ServerPool> PoolOpenedByAsync(string kind)
    {
        if (kind == "password")
        {
            return await WebPoolAsync();
        }

        var pool = await SshPoolAsync(kind == "passphrase" ? "locked-rsa-PEM" : "ed25519");
        pool.Source["private_key_passphrase"] = kind == "passphrase" ? SshServer.Passphrase : null;
        pool.Source["https_tunnel"] = ProxyServer.Tunnel(ProxyServer.Guarded, ProxyServer.Password);
        return pool;
    }

    private static async Task AreKeptAsync(RunningStep step, ServerPool pool)
    {
        var processes = await step.ProcessesAsync();
        Assert.Contains("/opt/resource/out", processes, StringComparison.Ordinal);
        Assert.All(pool.Secrets, secret => Assert.DoesNotContain(secret, processes, StringComparison.Ordinal));

        var folders = new HashSet<string>();
        await foreach (var file in FilesWithAsync(step, pool.Secrets, folders))
        {
            Assert.Equal(Owner, file.Mode);
            Assert.Contains(folders, folder => file.Name.StartsWith(folder, StringComparison.Ordinal));
        }

        Assert.Single(folders);
    }

    private static async Task NothingIsLeftAsync(RunningStep step, ServerPool pool)
    {
        var folders = new HashSet<string>();
        await foreach (var file in FilesWithAsync(step, pool.Secrets, folders))
        {
            Assert.Fail($"{file.Name} has a secret");
        }

        Assert.Empty(folders);
    }

    // Also notes the private folders it comes across.
    private static async IAsyncEnumerable<TarEntry> FilesWithAsync(RunningStep step, IReadOnlyList<string> secrets, HashSet<string> folders)
    {
        var patterns = secrets.SelectMany(secret => new[] { secret, Uri.EscapeDataString(secret) }).Select(Encoding.UTF8.GetBytes).ToList();
        await foreach (var entry in step.FilesAsync())
        {
            if (entry.EntryType == TarEntryType.Directory && entry.Name.StartsWith("tmp/pool-resource-", StringComparison.Ordinal) && entry.Name.Count(c => c == '/') == 2)
            {
                Assert.Equal(Owner | UnixFileMode.UserExecute, entry.Mode);
                folders.Add(entry.Name);
            }

            using var content = new MemoryStream();
            await (entry.DataStream ?? Stream.Null).CopyToAsync(content);
            var bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
            if (patterns.Any(pattern => bytes.Span.IndexOf(pattern) >= 0))
            {
                yield return entry;
            }
        }
    }
}
