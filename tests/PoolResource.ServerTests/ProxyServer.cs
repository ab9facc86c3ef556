using System.Text.Json.Nodes;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Networks;

namespace PoolResource.ServerTests;

/// <summary>A proxy, known as <c>proxy</c>.</summary>
public sealed class ProxyServer(INetwork network) : TestServer("proxy", network)
{
    /// <summary>The port for anybody.</summary>
    public const int Open = 3128;

    /// <summary>The port for who knows the password.</summary>
    public const int Guarded = 3129;

    /// <summary>The port that refuses everybody.</summary>
    public const int Shut = 3130;

    public const string User = "carrier";

    public const string Password = "pigeon-$'post'";

    /// <summary>What it has carried and refused on a port until now.</summary>
    public async Task<IReadOnlyList<string>> RequestsAsync(int port) =>
        [.. (await LogAsync()).Split('\n').Where(line => line.Contains($" {port} ", StringComparison.Ordinal))];

    /// <summary>The <c>https_tunnel</c> of a source that goes through it.</summary>
    public static JsonObject Tunnel(int port, string? password = null)
    {
        var tunnel = new JsonObject { ["proxy_host"] = "proxy", ["proxy_port"] = port };
        if (password is not null)
        {
            tunnel["proxy_user"] = User;
            tunnel["proxy_password"] = password;
        }

        return tunnel;
    }

    protected override ContainerBuilder Describe(ContainerBuilder builder) => builder
        .WithEnvironment("PROXY_USER", User)
        .WithEnvironment("PROXY_PASSWORD", Password)
        .WithWaitStrategy(Wait.ForUnixContainer().UntilInternalTcpPortIsAvailable(Shut));
}
