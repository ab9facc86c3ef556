using System.Text;

namespace PoolResource.Web.Access;

/// <summary>GitHub, or GitHub Enterprise.</summary>
/// <param name="Name">What it is called in <c>access</c>, in accounts and in paths.</param>
/// <param name="ClientId">What the provider calls this server.</param>
/// <param name="ClientSecret">What this server proves it with.</param>
/// <param name="Url">Its pages.</param>
/// <param name="ApiUrl">Its API, without a slash at its end.</param>
public sealed record GitHubLogin(string Name, string ClientId, string ClientSecret, Uri Url, string ApiUrl) : Login(Name, ClientId, ClientSecret)
{
    public override string Title => Name == "github" ? "GitHub" : Name;

    /// <summary>One of its pages.</summary>
    public Uri At(string path) => new($"{Url.AbsoluteUri.TrimEnd('/')}/{path}");

    protected override bool PrintMembers(StringBuilder text) => base.PrintMembers(text);
}
