using System.Text;

namespace PoolResource.Web.Access;

/// <summary>A provider that speaks OpenID Connect.</summary>
/// <param name="Name">What it is called in <c>access</c>, in accounts and in paths.</param>
/// <param name="ClientId">What the provider calls this server.</param>
/// <param name="ClientSecret">What this server proves it with.</param>
/// <param name="Issuer">Its address, as it names itself.</param>
/// <param name="Scopes">More scopes than openid, profile and email.</param>
/// <param name="GroupsClaim">The claim that lists a person's groups.</param>
public sealed record OpenIdLogin(string Name, string ClientId, string ClientSecret, string Issuer, IReadOnlyList<string> Scopes, string GroupsClaim) : Login(Name, ClientId, ClientSecret)
{
    protected override bool PrintMembers(StringBuilder text) => base.PrintMembers(text);
}
