using System.Text;
using System.Text.Json;

namespace PoolResource.Protocol;

/// <summary>One entry of <c>git_config</c>; YAML may make its value a number or a boolean.</summary>
public sealed record GitSettingDocument
{
    public string? Name { get; init; }

    public JsonElement? Value { get; init; }

    internal GitSetting ToSetting() =>
        Name is { Length: > 0 }
            ? new GitSetting(Name, Value switch
            {
                null or { ValueKind: JsonValueKind.Null } => "",
                { ValueKind: JsonValueKind.String } text => Payload.Text(text, $"source.git_config: the value of {Quoted.Text(Name)}"),
                { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } scalar => scalar.GetRawText(),
                _ => throw new PoolException($"source.git_config: the value of {Quoted.Text(Name)} must be text, a number or a boolean"),
            })
            : throw new PoolException("source.git_config: an entry has no name; write it as {name: user.name, value: …}");

    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"Name = {Name}");
        return true;
    }
}
