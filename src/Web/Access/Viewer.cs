namespace PoolResource.Web.Access;

/// <summary>Who looks at a page, or asks the API, and what they may.</summary>
/// <param name="Person">The person who is logged in; null for nobody, and for a program with a token.</param>
/// <param name="Grants">What is granted to them, by the place of each grant in the configuration.</param>
public sealed record Viewer(Person? Person, IReadOnlyList<(int Place, Grant Grant)> Grants)
{
    /// <summary>Viewers of the same class see the same page but for their name.</summary>
    public string Class { get; } = $"{(Person is null ? "" : "+")}{string.Join(',', Grants.Select(one => one.Place))}";

    /// <summary>Whether they may see anything at all.</summary>
    public bool MayLook => Grants.Count > 0;

    /// <summary>Whether they may do that with a pool. Without a person behind it there is nothing but to look.</summary>
    public bool May(Right right, PoolName pool) => (right == Right.Look || Person is not null) && Grants.Any(one => one.Grant.Gives(right, pool));
}
