using System.Text.RegularExpressions;

namespace PoolResource.Git;

/// <summary>
/// The lines by which git tells how far it is, and that a host leaves no files out: they say that the host is there, and
/// nothing of what failed.
/// </summary>
public static partial class Progress
{
    private static readonly string[] Sending = ["Enumerating objects: ", "Counting objects: ", "Writing objects: "];

    /// <summary>What git printed, without them.</summary>
    public static string LeftOut(string stderr) => stderr.Length == 0 ? "" : string.Join(
        '\n',
        stderr.Split('\n')
            .Select(line => string.Join('\r', line.Split('\r').Where(part => !Line().IsMatch(part.TrimEnd()))))
            .Where(line => line.Length > 0));

    /// <summary>Whether git tells in them that it has begun to send objects.</summary>
    public static bool TellsOfSending(string stderr) =>
        stderr.Split('\n').Any(line => Sending.Any(phase => line.StartsWith(phase, StringComparison.Ordinal)));

    [GeneratedRegex(
        @"^(remote: )?([A-Z][A-Za-z ]+: +\d+(% \(\d+/\d+\))?(, .*)?|Total \d+ \(delta .*|POST git-(upload|receive)-pack \(.*|Delta compression using .*"
        + @"|warning: filtering not recognized by server, ignoring|warning: lazy fetching disabled; .*)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Line();
}
