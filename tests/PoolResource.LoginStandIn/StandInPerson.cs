namespace PoolResource.LoginStandIn;

/// <summary>Somebody who can log in.</summary>
/// <param name="Id">The id that stays the same.</param>
/// <param name="Login">The name by which they log in.</param>
public sealed record StandInPerson(long Id, string Login)
{
    public string? Name { get; init; }

    /// <summary>The public e-mail; null where they show none.</summary>
    public string? Email { get; init; }

    /// <summary>Teams, each as ORGANISATION/SLUG; as OpenID Connect tells them, groups of these names.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>Organisations that have invited them, and wait for their yes.</summary>
    public IReadOnlyList<string> Pending { get; init; } = [];
}
