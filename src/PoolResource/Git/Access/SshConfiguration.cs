using System.Text;

namespace PoolResource.Git.Access;

/// <summary>The text of ssh's configuration for a source; files that it names are laid down as it is written.</summary>
internal static class SshConfiguration
{
    public static string Write(Source source, SshFiles files)
    {
        var access = source.Credentials;
        var text = new StringBuilder("Host *\n");
        void Set(string key, string value) => text.Append("    ").Append(key).Append(' ').Append(value).Append('\n');

        // Of two values for one option ssh takes the first.
        foreach (var option in source.SshOptions)
        {
            Set(option.Name, option.Value);
        }

        Set("BatchMode", "yes");
        Set("ConnectTimeout", "20");
        Set("ServerAliveInterval", "15");
        Set("ServerAliveCountMax", "3");
        Set("LogLevel", "INFO");
        if (access is not { IsPersonal: true, KnownHosts: null })
        {
            Set("GlobalKnownHostsFile", "/dev/null");
            Set("StrictHostKeyChecking", access.KnownHosts is null ? "no" : "yes");
            Set("UserKnownHostsFile", access.KnownHosts is { } hosts ? Quote(files.Folder.Write("known_hosts", PastedText.Of(hosts))) : "/dev/null");
        }

        Set("ForwardAgent", access.ForwardAgent ? "yes" : "no");
        if (access.PrivateKey is not null)
        {
            Set("IdentityFile", Quote(files.Key));
            Set("IdentitiesOnly", "yes");
            if (access.ForwardAgent)
            {
                Set("IdentityAgent", Quote(files.AgentSocket));
            }
        }

        if (access.PrivateKeyUser is { } user)
        {
            Set("User", UserName(user));
        }

        if (access.Tunnel is { } tunnel)
        {
            Set("ProxyCommand", $"proxytunnel -p {tunnel.Host}:{tunnel.Port} -d %h:%p{ProxyLogin(tunnel, files.Folder)} 2>'{files.ProxyLog}'");
        }

        if (files.SocketFits)
        {
            Set("ControlMaster", "auto");
            Set("ControlPath", Quote(files.Socket));
            Set("ControlPersist", "60");
        }

        // What comes later counts where nothing is said before it; ssh knows a person's home without being told.
        if (access is { IsPersonal: true, PrivateKey: null })
        {
            Set("Include", "~/.ssh/config /etc/ssh/ssh_config");
        }

        return text.ToString();
    }

    private static string ProxyLogin(HttpsTunnel tunnel, PrivateFolder folder) =>
        tunnel.User is null
            ? ""
            : $" -F '{folder.Write("proxy", $"proxy_user={tunnel.User}\nproxy_passwd={tunnel.Password}\n")}'";

    private static string UserName(string user) =>
        user.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '+' or '@') && user[0] != '-'
            ? user
            : throw new PoolException($"source.private_key_user: {Quoted.Text(user)} is not a user ssh can log in");

    // In ssh's configuration a percent sign begins a token, in quotation marks, too.
    private static string Quote(string path) => $"\"{path.Replace("%", "%%", StringComparison.Ordinal)}\"";
}
