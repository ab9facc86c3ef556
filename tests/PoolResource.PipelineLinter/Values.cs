using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PoolResource.PipelineLinter;

/// <summary>Says what is wrong with the value of a field, if anything is.</summary>
internal delegate void Rule(YamlNode value, string place, Problems problems);

/// <summary>
/// The kinds of value that fields have. A <c>((var))</c> is text until a build runs, and so no number and no flag.
/// </summary>
internal static partial class Values
{
    public static void Anything(YamlNode value, string place, Problems problems)
    {
    }

    /// <summary>Inside a step Concourse turns no number or boolean into text by itself.</summary>
    public static void Text(YamlNode value, string place, Problems problems)
    {
        if (value is not YamlScalarNode { Value: { } text } scalar)
            problems.Add(place, "must be text");
        else if (scalar.Style == ScalarStyle.Plain && NotText().IsMatch(text))
            problems.Add(place, $"must be text: put {text} in quotes");
    }

    public static void Flag(YamlNode value, string place, Problems problems)
    {
        if (!IsPlain(value, out var text) || text is not ("true" or "false"))
            problems.Add(place, "must be true or false");
    }

    public static void Number(YamlNode value, string place, Problems problems)
    {
        if (!IsPlain(value, out var text) || !WholeNumber().IsMatch(text))
            problems.Add(place, "must be a whole number");
    }

    public static void Count(YamlNode value, string place, Problems problems)
    {
        if (!IsPlain(value, out var text) || !WholeNumber().IsMatch(text) || text.Trim('0').Length == 0)
            problems.Add(place, "must be a whole number above 0");
    }

    public static void Duration(YamlNode value, string place, Problems problems)
    {
        if (value is not YamlScalarNode { Value: { } text } || !GoDuration().IsMatch(text))
            problems.Add(place, "must be a duration such as 1h30m");
    }

    /// <summary>For the steps that run a container: their timeout is read when the build runs.</summary>
    public static void DurationOrVar(YamlNode value, string place, Problems problems)
    {
        if (value is not YamlScalarNode { Value: { } text } || !text.Contains("((", StringComparison.Ordinal))
            Duration(value, place, problems);
    }

    public static void CheckInterval(YamlNode value, string place, Problems problems)
    {
        if (value is not YamlScalarNode { Value: "never" })
            Duration(value, place, problems);
    }

    public static Rule ListOf(Rule element) => (value, place, problems) =>
    {
        if (value is not YamlSequenceNode list)
            problems.Add(place, "must be a list");
        else
            foreach (var (index, item) in list.Children.Index())
                element(item, $"{place}[{index}]", problems);
    };

    public static Rule MapOf(Rule element) => (value, place, problems) =>
    {
        if (value is not YamlMappingNode map)
            problems.Add(place, "must be a mapping");
        else
            foreach (var (key, item) in map.Children)
                element(item, $"{place}.{key}", problems);
    };

    /// <summary>One of some words, or else what <paramref name="otherwise"/> wants.</summary>
    public static Rule WordOr(Rule otherwise, params string[] words) => (value, place, problems) =>
    {
        if (value is not YamlScalarNode { Value: { } text } || !words.Contains(text))
            otherwise(value, place, problems);
    };

    private static bool IsPlain(YamlNode value, out string text)
    {
        text = (value as YamlScalarNode)?.Value ?? "";
        return value is YamlScalarNode { Style: ScalarStyle.Plain };
    }

    [GeneratedRegex("^(~|null|true|false|yes|no|on|off|[-+]?[0-9][0-9_]*([.][0-9]*)?|)$", RegexOptions.IgnoreCase)]
    private static partial Regex NotText();

    [GeneratedRegex("^[0-9]+$")]
    private static partial Regex WholeNumber();

    [GeneratedRegex("^([0-9]+([.][0-9]+)?(ns|us|ms|s|m|h))+$")]
    private static partial Regex GoDuration();
}
