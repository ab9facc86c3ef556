using System.Security.Cryptography;
using System.Text;

namespace PoolResource.Reading;

/// <summary>
/// The name of the folder in which a branch is kept: by its repository, its name, and all by which the host is opened, so
/// that nobody is shown what other credentials have brought. It tells nothing of a password: a secret that lies beside the
/// folders goes into it.
/// </summary>
internal static class CacheKey
{
    /// <summary>How long the secret is, in bytes.</summary>
    public const int SecretLength = 32;

    public static string Of(Source source, byte[] secret)
    {
        var opened = source.Credentials;
        var text = new StringBuilder();
        string?[] parts =
        [
            source.Uri.Value, source.WrittenUri.Value, source.Branch.Value, source.Uri.Login?.User, source.Uri.Login?.Password, source.LoginHost,
            opened.PrivateKey, opened.PrivateKeyUser, opened.PrivateKeyPassphrase, opened.KnownHosts, opened.Username, opened.Password,
            opened.Tunnel?.Host, $"{opened.Tunnel?.Port}", opened.Tunnel?.User, opened.Tunnel?.Password, $"{opened.SkipSslVerification}",
            .. source.GitConfig.Concat(source.SshOptions).SelectMany(setting => new[] { setting.Name, setting.Value }),
        ];
        foreach (var part in parts)
        {
            text.Append(part is null ? "-" : $"{part.Length}:{part}").Append('\n');
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }
}
