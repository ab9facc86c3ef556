using System.Text.RegularExpressions;

namespace PoolResource.Git;

/// <summary>What git, ssh and the host printed, as people should read it.</summary>
public static partial class HostMessage
{
    /// <summary>Enough for what any hook explains; a host that never stops is cut off.</summary>
    private const int Longest = 2000;

    // Advice, frames, and what repeats the command.
    private static readonly string[] Noise =
        ["hint:", "Please make sure", "and the repository exists", "To ", "From ", "Via ", "@", "* [new ", "error: failed to push some refs to"];

    // Git's own advice behind whatever ended a connection: no host has said it.
    private static readonly string[] Advice = ["hint:", "Please make sure you have the correct access rights", "and the repository exists."];

    /// <summary>All of it in one line, without git's advice and without drawing.</summary>
    public static string Of(string stderr)
    {
        var lines = stderr.Split('\n')
            .Select(line => line.Trim())
            .Where(line => !Noise.Any(noise => line.StartsWith(noise, StringComparison.Ordinal)))
            .Select(line => Frame().Replace(Sent().Replace(line, "").Trim(), "").Trim())
            .Where(line => line.Any(char.IsLetterOrDigit));
        var text = string.Join("; ", lines);
        return text.Length == 0 ? "no message" : Quoted.Line(text.Length <= Longest ? text : text[..Longest] + " …");
    }

    /// <summary>Whether the host has said no in words of its own: many do so before they end the connection.</summary>
    public static bool SayNo(string stderr) => stderr.Split('\n').Any(line =>
        !Advice.Any(words => line.StartsWith(words, StringComparison.Ordinal)) && !line.Contains("unable to access '", StringComparison.Ordinal) && No().IsMatch(Quotation().Replace(line, "")) && !Later().IsMatch(line));

    /// <summary>Whether the host has asked for patience in words of its own.</summary>
    public static bool SayLater(string stderr) => stderr.Split('\n').Any(line => Later().IsMatch(Quotation().Replace(line, "")));

    /// <summary>Whether the host says that it is asked too often, or rests for a while, whatever else it says.</summary>
    public static bool SayCrowded(string stderr) => stderr.Split('\n').Any(line => Crowded().IsMatch(Quotation().Replace(line, "")));

    // A line that the host sent beside git's protocol.
    [GeneratedRegex("^remote: ?", RegexOptions.CultureInvariant)]
    private static partial Regex Sent();

    // What boxes and rules are drawn with, at the ends of a line.
    [GeneratedRegex(@"^([-=*#+|~_<>!\u2500-\u259f]{2,}|[#*|\u2500-\u259f] )\s*|\s*([-=*#+|~_<>\u2500-\u259f]{2,}| [#*|\u2500-\u259f])$", RegexOptions.CultureInvariant)]
    private static partial Regex Frame();

    // Paths and uris, which may hold any word.
    [GeneratedRegex(@"'[^']*'|\b[a-z+]+://\S+", RegexOptions.CultureInvariant)]
    private static partial Regex Quotation();

    [GeneratedRegex(
        @"read[- ]?only|not (be )?(allowed|permit(ted)?|authori[sz]ed|granted|enabled)|no longer (allowed|supported)|(un|non-?)authori[sz]ed|forbid|denied|\bdeny|prohibited|disallow"
        + @"|permissions?\b|access rights?|insufficient (scope|right|access|credential)|privileges?|no (write|push) access|(not|n't|lacks?) (have )?.{0,30}access|(can ?not|can't|may not|must not) (push|write|access|be written)"
        + @"|archived|suspended|deactivated|(is|been|was|hence) (disabled|blocked|locked|rejected)|account is (currently )?not available|login as the user|must (verify|accept)|expired|invalid (credentials|token|key|user)|SAML SSO|TF40\d{4}|unrecognized command|unknown git/gitolite command|payment (is )?required|What do you think I am"
        + @"|(repository|project|repo)\b.{0,60}(not (be )?found|not exist|no longer exists)|not find (the )?(repository|project)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex No();

    [GeneratedRegex(
        @"try(ing)? again|retry|temporar|time(d)?[- ]?out|internal (server )?error|unavailable|overload|rate (limit|exceeded)|too many|maintenance|is busy|in progress|shutting down|restarting",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Later();

    [GeneratedRegex("rate limit|rate exceeded|too many (requests|connections)|maintenance mode", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Crowded();
}
