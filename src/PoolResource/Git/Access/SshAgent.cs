namespace PoolResource.Git.Access;

/// <summary>An agent that holds the key, for a host that may use it, too; it ends with the step.</summary>
internal sealed class SshAgent : IDisposable
{
    private readonly ChildProcess process;

    private SshAgent(ChildProcess process) => this.process = process;

    /// <exception cref="PoolException">The key cannot go into an agent.</exception>
    public static async Task<SshAgent> StartAsync(SshFiles files, CancellationToken stop)
    {
        var agent = new SshAgent(ChildProcess.Start("ssh-agent", ["-D", "-a", files.AgentSocket], new Dictionary<string, string>()));
        try
        {
            await agent.process.Stdout.ReadLineAsync(stop);
            var added = await ChildProcess.RunAsync(
                "ssh-add", ["-q", files.Key], new Dictionary<string, string> { ["SSH_AUTH_SOCK"] = files.AgentSocket }, stop);
            return added.ExitCode == 0
                ? agent
                : throw new PoolException($"source.private_key cannot go into an agent ({HostMessage.Of(added.Stderr)}); leave out source.forward_agent, or give another key");
        }
        catch
        {
            agent.Dispose();
            throw;
        }
    }

    public void Dispose() => process.Dispose();
}
