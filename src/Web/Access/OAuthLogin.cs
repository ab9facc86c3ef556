using System.Text;

namespace PoolResource.Web.Access;

/// <summary>A provider of OAuth 2.0 that tells at an address of its own who logged in.</summary>
/// <param name="Name">What it is called in <c>access</c>, in accounts and in paths.</param>
/// <param name="ClientId">What the provider calls this server.</param>
/// <param name="ClientSecret">What this server proves it with.</param>
/// <param name="AuthorizeUrl">Where people log in.</param>
/// <param name="TokenUrl">Where a code is made a token.</param>
/// <param name="UserinfoUrl">Where the token tells who it is.</param>
/// <param name="Scopes">What is asked for.</param>
/// <param name="Keys">The members of that answer.</param>
public sealed record OAuthLogin(string Name, string ClientId, string ClientSecret, Uri AuthorizeUrl, Uri TokenUrl, Uri UserinfoUrl, IReadOnlyList<string> Scopes, UserinfoKeys Keys)
    : Login(Name, ClientId, ClientSecret)
{
    protected override bool PrintMembers(StringBuilder text) => base.PrintMembers(text);
}
