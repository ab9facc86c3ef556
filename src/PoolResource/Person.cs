using System.Diagnostics.CodeAnalysis;

namespace PoolResource;

/// <summary>A person who moves locks, at a terminal or by a commit made by hand: known by the e-mail.</summary>
public sealed record Person : Actor
{
    private const int Longest = 200;

    private Person(string name, string email) => (Name, Email) = (name, email);

    /// <summary>The name: one line, without angle brackets.</summary>
    public string Name { get; }

    /// <summary>The e-mail: one line, without angle brackets.</summary>
    public string Email { get; }

    public override string Self => "you";

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

    /// <summary>A part of a signature without angle brackets, line ends and control characters, as git drops them; null where nothing is left.</summary>
    internal static string? Clean(string? part) =>
        part is not null && string.Concat(part.Where(character => !Quoted.IsUnsafe(character) && character is not ('<' or '>'))).Trim() is { Length: > 0 } clean
            ? clean
            : null;

    /// <summary>Whether it is the same person: by the e-mail alone, since names are written in many ways.</summary>
    public bool Is([NotNullWhen(true)] Person? other) => Email.Equals(other?.Email, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"{Name} <{Email}>";
}
