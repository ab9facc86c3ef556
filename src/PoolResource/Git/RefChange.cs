namespace PoolResource.Git;

/// <summary>What a push does to one ref of the host.</summary>
/// <param name="Ref">Its whole name.</param>
/// <param name="To">The id of what it is to point to, which is here; null takes it away, and passes where it is gone already.</param>
public sealed record RefChange(string Ref, string? To)
{
    /// <summary>The id of what it has to point to, empty where it must not exist; null where that does not matter.</summary>
    public string? Expected { get; init; }

    internal string Refspec => $"{To}:{Ref}";

    internal string? Lease => Expected is null ? null : $"--force-with-lease={Ref}:{Expected}";
}
