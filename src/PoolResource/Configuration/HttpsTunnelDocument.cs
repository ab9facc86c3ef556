using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PoolResource.Configuration;

/// <summary>The <c>https_tunnel</c> of a source; the port may be a number or text.</summary>
public sealed record HttpsTunnelDocument
{
    /// <summary>The proxy's name or address.</summary>
    public string? ProxyHost { get; init; }

    /// <summary>Its port, from 1 to 65535.</summary>
    public JsonElement? ProxyPort { get; init; }

    /// <summary>Who logs in to the proxy, if it asks.</summary>
    public string? ProxyUser { get; init; }

    /// <summary>That user's password.</summary>
    public string? ProxyPassword { get; init; }

    /// <summary>The proxy; null when every member is absent or empty.</summary>
    /// <exception cref="PoolException">The host or the port cannot be one.</exception>
    internal HttpsTunnel? ToTunnel()
    {
        var written = Payload.Cut(Payload.Scalar(ProxyPort, "source.https_tunnel.proxy_port"));
        var user = Payload.Line(ProxyUser, "source.https_tunnel.proxy_user");
        var password = Payload.Line(ProxyPassword, "source.https_tunnel.proxy_password");
        var named = Payload.Line(ProxyHost, "source.https_tunnel.proxy_host");
        if ((named, written, user, password) is (null, null, null, null) && ProxyPort is null or { ValueKind: JsonValueKind.Null or JsonValueKind.String })
        {
            return null;
        }

        if (named is not { } host || !host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') || host[0] == '-')
        {
            throw new PoolException("source.https_tunnel.proxy_host must be the name or the address of a host");
        }

        return decimal.TryParse(written?.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and < 65536 && port == decimal.Truncate(port)
            ? new HttpsTunnel(host, (int)port, user, password)
            : throw new PoolException("source.https_tunnel.proxy_port must be a number from 1 to 65535");
    }

    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"ProxyHost = {ProxyHost}");
        return true;
    }
}
