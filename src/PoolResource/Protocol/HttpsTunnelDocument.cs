using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PoolResource.Protocol;

/// <summary>The <c>https_tunnel</c> of a source; the port may be a number or text.</summary>
public sealed record HttpsTunnelDocument
{
    public string? ProxyHost { get; init; }

    public JsonElement? ProxyPort { get; init; }

    public string? ProxyUser { get; init; }

    public string? ProxyPassword { get; init; }

    /// <exception cref="PoolException">The host or the port cannot be one.</exception>
    internal HttpsTunnel ToTunnel()
    {
        if (ProxyHost is not { Length: > 0 } host || !host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') || host[0] == '-')
        {
            throw new PoolException("source.https_tunnel.proxy_host must be the name or the address of a host");
        }

        var written = ProxyPort?.ValueKind is JsonValueKind.String ? Payload.Text(ProxyPort.Value, "source.https_tunnel.proxy_port") : ProxyPort?.GetRawText();
        return int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? new HttpsTunnel(host, port, Payload.Present(ProxyUser), Payload.Present(ProxyPassword))
            : throw new PoolException("source.https_tunnel.proxy_port must be a number from 1 to 65535");
    }

    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"ProxyHost = {ProxyHost}");
        return true;
    }
}
