namespace PoolResource.Builds;

/// <summary>Concourse does not answer, or not as it should; the message says so as the end of a sentence, in our words alone.</summary>
public sealed class ApiException(string words, Exception? fault = null) : Exception(words, fault)
{
    /// <summary>Whether asking again changes nothing: the login is refused.</summary>
    public bool IsLasting { get; init; }
}
