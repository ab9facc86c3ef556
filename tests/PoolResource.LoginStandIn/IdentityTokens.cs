using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PoolResource.LoginStandIn;

/// <summary>Signs identity tokens by RS256.</summary>
internal sealed class IdentityTokens : IDisposable
{
    private const string Key = "the-only-key";
    private readonly RSA key = RSA.Create(2048);

    /// <summary>What they are checked with, as a JSON Web Key Set.</summary>
    public JsonObject Keys
    {
        get
        {
            var open = key.ExportParameters(includePrivateParameters: false);
            return new JsonObject { ["keys"] = new JsonArray(new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["alg"] = "RS256", ["kid"] = Key, ["n"] = Base64(open.Modulus!), ["e"] = Base64(open.Exponent!) }) };
        }
    }

    public string Sign(JsonObject claims)
    {
        var text = $"{Base64(Encoding.UTF8.GetBytes($$"""{"alg":"RS256","typ":"JWT","kid":"{{Key}}"}"""))}.{Base64(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{text}.{Base64(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public void Dispose() => key.Dispose();

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
