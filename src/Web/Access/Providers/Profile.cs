using System.Text.RegularExpressions;

namespace PoolResource.Web.Access.Providers;

/// <summary>Who somebody is at a provider.</summary>
/// <param name="Id">The id that stays the same.</param>
/// <param name="Name">The name, as they write it.</param>
/// <param name="Email">The e-mail; null where the provider tells none that is verified.</param>
internal sealed partial record Profile(string Id, string Name, string? Email)
{
    /// <summary>Whether an id can stand in a commit.</summary>
    public static bool IsId(string? id) => id is not null && Printable().IsMatch(id);

    [GeneratedRegex(@"^[!-~]{1,200}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Printable();
}
