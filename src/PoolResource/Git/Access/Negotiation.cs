using System.Text.RegularExpressions;

namespace PoolResource.Git.Access;

/// <summary>What ssh and a host could not agree on: neither will have changed by the next try.</summary>
/// <param name="What">In ssh's words, such as <c>key exchange method</c>.</param>
/// <param name="Offer">What the host offers, separated by commas.</param>
internal sealed partial record Negotiation(string What, string Offer)
{
    private static readonly Dictionary<string, string> Options = new()
    {
        ["key exchange method"] = "KexAlgorithms",
        ["host key type"] = "HostKeyAlgorithms",
        ["cipher"] = "Ciphers",
        ["MAC"] = "MACs",
    };

    /// <summary>What ssh has said; null when it was something else.</summary>
    public static Negotiation? Of(string words) => Failed().Match(words) is { Success: true } match
        ? new Negotiation(match.Groups["what"].Value, match.Groups["offer"].Value)
        : null;

    /// <summary>Both lists, and how to bring them together.</summary>
    /// <param name="options">What <c>ssh -G</c> prints: a line for each option, its name in small letters.</param>
    public string Describe(string options)
    {
        if (!Options.TryGetValue(What, out var option))
        {
            return $"ssh and the host have no {What} in common: the host offers {Offer}";
        }

        var ours = options.Split('\n').FirstOrDefault(line => line.StartsWith($"{option} ", StringComparison.OrdinalIgnoreCase))?[option.Length..].Trim();
        return $"ssh and the host have no {What} in common: the host offers {Offer}, and ssh here {ours ?? "does not say"};"
            + $" to take what the host offers, give source.ssh_options {{name: {option}, value: +{Offer.Split(',')[0]}}}";
    }

    [GeneratedRegex(@"no matching (?<what>[A-Za-z ]+?) found\. Their offer: (?<offer>\S+)", RegexOptions.CultureInvariant)]
    private static partial Regex Failed();
}
