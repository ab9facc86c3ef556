namespace PoolResource.Web.Access;

/// <summary>Why somebody is not logged in: one sentence for them.</summary>
/// <param name="sentence">The sentence.</param>
/// <param name="isAway">Whether it is the provider's doing, and may be otherwise in a minute.</param>
internal sealed class LoginException(string sentence, bool isAway = false) : Exception(sentence)
{
    /// <summary>Whether it is the provider's doing.</summary>
    public bool IsAway => isAway;
}
