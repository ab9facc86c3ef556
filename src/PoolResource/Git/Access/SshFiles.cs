namespace PoolResource.Git.Access;

/// <summary>Where in a private folder what ssh needs lies.</summary>
internal sealed record SshFiles(PrivateFolder Folder)
{
    /// <summary>A socket's path may have 108 bytes, and ssh adds 17 while it makes it.</summary>
    private const int LongestSocket = 90;

    public string Configuration => In("ssh_config");

    public string Key => In("private_key");

    public string AgentSocket => In("agent");

    /// <summary>The connection that all commands share.</summary>
    public string Socket => In("connection");

    public bool SocketFits => Socket.Length <= LongestSocket;

    /// <summary>Where ssh's own words go: on stderr a banner of the host's stands between them, which may say anything.</summary>
    public string Log => In("ssh.log");

    /// <summary>Where the proxy's words go: ssh throws away what a ProxyCommand says once connections are shared.</summary>
    public string ProxyLog => In("proxy.log");

    private string In(string name) => Path.Combine(Folder.Path, name);
}
