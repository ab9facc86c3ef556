namespace PoolResource;

/// <summary>
/// The commit, which changes no file, that has a claim's lease run until another time. It carries the claim's id and speaks
/// in the holder's name, whoever makes it, so that it is nobody's claim.
/// </summary>
internal static class Renewal
{
    /// <summary>Its message.</summary>
    /// <param name="claim">The claim as it stands.</param>
    /// <param name="until">Until when it is leased.</param>
    /// <param name="actor">Who makes the commit.</param>
    /// <param name="reason">Why.</param>
    public static string Write(StandingClaim claim, DateTimeOffset until, Actor actor, string? reason)
    {
        var holder = claim.Message;
        return new MessageText(holder.BuildTitle, $"renewing: {claim.Held.Name}", holder.BuildUrl)
            .Trailer("Pool", claim.Held.Pool.Value)
            .Trailer("Lock", claim.Held.Name.Value)
            .Trailer("Claim-Id", claim.Id)
            .Trailer("Build-Id", holder.BuildId)
            .Trailer("Pipeline-Vars", holder.PipelineVars)
            .Trailer("Claimed-As", holder.Alias)
            .Person(holder.Person)
            .Trailer("Reason", reason)
            .Trailer("Lease-Until", Lease.Write(until))
            .Trailer("Renewed-By", IsOf(actor, claim) ? null : Named(actor))
            .ToString();
    }

    /// <summary>Whether somebody holds a claim, as far as its commit tells.</summary>
    internal static bool IsOf(Actor actor, StandingClaim claim) => actor switch
    {
        Person person => person.Is(claim.Message.Person),
        Build build => build.Made(claim.Message) || (build.Title is not null && build.Title == claim.Message.BuildTitle && build.Url == claim.Message.BuildUrl),
        _ => false,
    };

    /// <summary>Somebody as a trailer names them.</summary>
    internal static string Named(Actor actor) => actor switch
    {
        Person person => person.ToString(),
        Build { Title: { } title } => title,
        Build { Url: { } page } => page,
        _ => "a build",
    };
}
