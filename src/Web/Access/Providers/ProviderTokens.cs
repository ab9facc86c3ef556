namespace PoolResource.Web.Access.Providers;

/// <summary>What a provider gave to ask it with.</summary>
/// <param name="Access">For questions about the person.</param>
/// <param name="Refresh">For another one when that is too old; null where there is none.</param>
/// <param name="Until">When that is; null where it does not say.</param>
/// <param name="Claimed">Groups that only an identity token told.</param>
internal sealed record ProviderTokens(string Access, string? Refresh, DateTimeOffset? Until, IReadOnlyList<string> Claimed)
{
    public override string ToString() => nameof(ProviderTokens);
}
