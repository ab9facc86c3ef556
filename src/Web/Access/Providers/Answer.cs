namespace PoolResource.Web.Access.Providers;

/// <summary>What a provider says when it is asked about somebody.</summary>
internal abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>It tells who it is.</summary>
    /// <param name="Who">Who.</param>
    /// <param name="Groups">Their groups, of those that <c>access</c> names, as it spells them.</param>
    /// <param name="Unasked">Groups of which it does not say now whether they are in them.</param>
    /// <param name="Tokens">What to ask with the next time.</param>
    internal sealed record Told(Profile Who, IReadOnlySet<string> Groups, IReadOnlySet<string> Unasked, ProviderTokens Tokens) : Answer;

    /// <summary>It cannot be asked, or says nothing that could be understood.</summary>
    /// <param name="Why">What it did instead, without secrets.</param>
    /// <param name="Tokens">What to ask with the next time, where it gave something else for that before; null where it did not.</param>
    internal sealed record Away(string Why, ProviderTokens? Tokens = null) : Answer;

    /// <summary>It takes the token no more.</summary>
    internal sealed record Revoked : Answer;
}
