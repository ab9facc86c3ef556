using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace PoolResource;

/// <summary>A person who moves locks: one who has logged in, known by the account, or at a terminal or by a commit made by hand, known by the e-mail.</summary>
public sealed partial record Person : Actor
{
    /// <summary>Where a person acts who has not logged in, for a sentence.</summary>
    internal const string AtATerminal = "at a terminal";

    private const int Longest = 200;

    private Person(string name, string email) => (Name, Email) = (name, email);

    /// <summary>The name: one line, without angle brackets.</summary>
    public string Name { get; }

    /// <summary>The e-mail: one line, without angle brackets.</summary>
    public string Email { get; }

    /// <summary>
    /// By what the person has logged in: the provider (of a-z, 0-9 and dashes, 50 at most) and the id there that stays the
    /// same (1 to 200 printable characters of ASCII, no spaces), as <c>github:583231</c>; null for nobody who has.
    /// </summary>
    /// <exception cref="PoolException">It is set to what is written otherwise.</exception>
    public string? Account
    {
        get;
        init => field = value is null || AccountIn(value) is not null ? value
            : throw new PoolException($"account {Quoted.Text(value)} is not written as PROVIDER:ID, such as github:583231; log in with a provider that gives an id of 1 to {Longest} printable characters without spaces");
    }

    public override string Self => "you";

    /// <summary>Where the person acts, for a sentence: at a terminal, or by what provider.</summary>
    internal string Place => Account is { } account ? $"via {account[..account.IndexOf(':', StringComparison.Ordinal)]}" : AtATerminal;

    /// <summary>Reads <c>Name &lt;email&gt;</c>.</summary>
    /// <param name="text">What is written.</param>
    /// <param name="parameter">Where, in the user's spelling.</param>
    /// <exception cref="PoolException">A part is missing or too long.</exception>
    public static Person Parse(string text, string parameter) =>
        In(text.Trim()) is { } person
            ? person
            : throw new PoolException($"{parameter}: {Quoted.Text(text)} is no name with an e-mail; write it as \"Name <email>\", each of {Longest} characters at most");

    /// <summary>A person of a name and an e-mail, without what delimits them in a commit; null where nothing is left of either.</summary>
    public static Person? Of(string? name, string? email) =>
        Clean(name) is { } called && Clean(email) is { } known && called.Length <= Longest && known.Length <= Longest ? new Person(called, known) : null;

    /// <summary>The person that a commit names in a trailer, or an option: <c>Name &lt;email&gt;</c>; null where it is written otherwise.</summary>
    internal static Person? In(string? written) =>
        written is not null && written.EndsWith('>') && written.LastIndexOf('<') is > 0 and var mail ? Of(written[..mail], written[(mail + 1)..]) : null;

    /// <summary>The account that a commit names in a trailer; null where it is written otherwise.</summary>
    internal static string? AccountIn(string? written) => written is not null && ProviderAndId().IsMatch(written) ? written : null;

    /// <summary>A part of a signature without angle brackets, line ends and control characters, as git drops them; null where nothing is left.</summary>
    internal static string? Clean(string? part) =>
        part is not null && string.Concat(part.Where(character => !Quoted.IsUnsafe(character) && character is not ('<' or '>'))).Trim() is { Length: > 0 } clean
            ? clean
            : null;

    /// <summary>
    /// Whether it is the same person: of one with an account by that alone, since anybody can write an e-mail; else by the
    /// e-mail alone, since names are written in many ways.
    /// </summary>
    public bool Is([NotNullWhen(true)] Person? other) => other is not null
        && (Account is null ? Email.Equals(other.Email, StringComparison.OrdinalIgnoreCase) : Account == other.Account);

    public override string ToString() => $"{Name} <{Email}>";

    [GeneratedRegex(@"^[a-z0-9-]{1,50}:[!-~]{1,200}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ProviderAndId();
}
