using System.Text;

namespace PoolResource.Web.Access;

/// <summary>A way to log in.</summary>
/// <param name="Name">What it is called in <c>access</c>, in accounts and in paths: lower-case letters, digits and dashes.</param>
/// <param name="ClientId">What the provider calls this server.</param>
/// <param name="ClientSecret">What this server proves it with.</param>
public abstract record Login(string Name, string ClientId, string ClientSecret)
{
    /// <summary>Where the provider sends people back to.</summary>
    public string CallbackPath => $"/login/{Name}/callback";

    /// <summary>What it is called on the page.</summary>
    public virtual string Title => Name;

    // It holds a secret.
    protected virtual bool PrintMembers(StringBuilder text)
    {
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"Name = {Name}");
        return true;
    }
}
