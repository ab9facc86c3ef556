using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PoolResource.Testing;

namespace PoolResource.ServerTests;

/// <summary>Two self-signed certificates of the web server, one good and one expired, and a trust store that has both.</summary>
public sealed class ServerCertificates
{
    /// <summary>The names of the web server beside its own.</summary>
    public static readonly IReadOnlyList<string> Hosts = ["expired", "redirect", "elsewhere"];

    public ServerCertificates(TestFolder folder)
    {
        ServersFolder = folder.Subfolder("certificates");
        TrustFolder = folder.Subfolder("trust");
        var now = TimeProvider.System.GetUtcNow();
        Write("valid", ["web", .. Hosts], now.AddDays(-1), now.AddDays(1));
        Write("expired", ["expired"], now.AddDays(-2), now.AddDays(-1));
    }

    /// <summary>What the server shows, with the keys.</summary>
    public string ServersFolder { get; }

    /// <summary>What a worker mounts over /etc/ssl/certs.</summary>
    public string TrustFolder { get; }

    private void Write(string name, IReadOnlyList<string> hosts, DateTimeOffset from, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            names.AddDnsName(host);
        }

        var request = new CertificateRequest($"CN={hosts[0]}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(from, until);
        var text = certificate.ExportCertificatePem() + "\n";
        File.WriteAllText(Path.Combine(ServersFolder, $"{name}.pem"), text);
        File.WriteAllText(Path.Combine(ServersFolder, $"{name}.key"), key.ExportPkcs8PrivateKeyPem() + "\n");
        File.AppendAllText(Path.Combine(TrustFolder, "ca-certificates.crt"), text);
    }
}
