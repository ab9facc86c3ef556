using System.Text;
using System.Text.Json;

namespace PoolResource.Configuration;

/// <summary>One entry of <c>git_config</c> or <c>ssh_options</c>; YAML may make its value a number or a boolean.</summary>
public sealed record GitSettingDocument
{
    /// <summary>The name of the setting.</summary>
    public string? Name { get; init; }

    /// <summary>Its value; empty when nothing is said.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>The entry, checked.</summary>
    /// <param name="key">The key of source whose entry it is.</param>
    /// <param name="example">A name that belongs there.</param>
    internal GitSetting ToSetting(string key, string example) =>
        Name is { Length: > 0 }
            ? new GitSetting(Name, Value switch
            {
                null or { ValueKind: JsonValueKind.Null } => "",
                { ValueKind: JsonValueKind.String } text => Payload.Text(text, $"source.{key}: the value of {Quoted.Text(Name)}"),
                { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } scalar => scalar.GetRawText(),
                _ => throw new PoolException($"source.{key}: the value of {Quoted.Text(Name)} must be text, a number or a boolean"),
            })
            : throw new PoolException($"source.{key}: an entry has no name; write it as {{name: {example}, value: …}}");

    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"Name = {Name}");
        return true;
    }
}
