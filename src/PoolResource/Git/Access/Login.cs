namespace PoolResource.Git.Access;

/// <summary>How a source logs in to its host, in the words of a refusal.</summary>
/// <param name="Who">What was shown to the host, such as a user's name or a key's fingerprint; null when nothing was.</param>
/// <param name="Missing">What to give when nothing was given; null where nobody logs in.</param>
public sealed record Login(string? Who, string? Missing)
{
    /// <summary>Nothing is known of it.</summary>
    public static readonly Login Unknown = new(null, null);

    /// <summary>Over http: scheme, host and port of where the login belongs.</summary>
    public string? Origin { get; init; }

    /// <summary>Over http: whether it is known that no proxy is set.</summary>
    public bool IsWithoutProxy { get; init; }

    /// <summary>Over ssh: why the two sides could not agree, as a sentence.</summary>
    public string? Agreement { get; init; }

    /// <summary>The end of a sentence about the credentials of the source.</summary>
    public string Suffix => Who is null ? "" : $", {Who}";

    /// <summary>Whether the source names no credentials where the host may want some.</summary>
    public bool IsMissing => Who is null && Missing is not null;
}
