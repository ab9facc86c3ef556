using System.Text;
using System.Text.Json;
using PoolResource.Configuration;

namespace PoolResource.Concourse;

/// <summary>
/// A lock that a param names: a DIR of the step's inputs, which holds <c>name</c> (and <c>metadata</c>, and the claim),
/// or the lock itself as <c>{name: NAME, metadata: TEXT-OR-MAPPING}</c>.
/// </summary>
internal sealed class LockParam
{
    private readonly string parameter;
    private readonly StepInputs inputs;
    private readonly string? directory;
    private readonly JsonElement metadata;

    /// <exception cref="PoolException">It is neither, or there is no such directory.</exception>
    public LockParam(JsonElement value, string parameter, StepInputs inputs)
    {
        (this.parameter, this.inputs) = (parameter, inputs);
        directory = value.ValueKind == JsonValueKind.String ? Payload.Line(Payload.Text(value, parameter), parameter) : null;
        (Name, Exact) = directory is not null ? inputs.Name(directory, parameter) : new WrittenName(NameIn(value), null);
        metadata = directory is null && value.TryGetProperty("metadata", out var content) ? content : default;
    }

    public LockName Name { get; }

    /// <summary>The name with the white space at its ends, as the directory has it: it is meant where there is such a lock.</summary>
    public LockName? Exact { get; }

    /// <summary>The bytes for the lock's file; a mapping becomes indented JSON, which is YAML, too.</summary>
    /// <exception cref="PoolException">There are none, or they cannot be read.</exception>
    public byte[] Content => directory is not null
        ? inputs.Metadata(directory, parameter)
        : metadata.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => [],
            JsonValueKind.String => Encoding.UTF8.GetBytes(Payload.Text(metadata, $"{parameter}.metadata")),
            _ => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(metadata, ProtocolJson.Indented.JsonElement) + "\n"),
        };

    /// <summary>The claim in the directory, if there is one.</summary>
    /// <exception cref="PoolException">It cannot be read.</exception>
    public Claim? Claim => directory is null ? null : inputs.Claim(directory, Name, parameter);

    private LockName NameIn(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new PoolException($"{parameter} must be a directory of the step's inputs, or the lock itself as {{name: …, metadata: …}}");
        }

        foreach (var key in value.EnumerateObject().Select(property => property.Name).Where(key => key is not ("name" or "metadata")))
        {
            throw new PoolException($"{parameter}: {Quoted.Text(key)} is not part of a lock; write it as {{name: …, metadata: …}}");
        }

        return value.TryGetProperty("name", out var name) && Payload.Line(Payload.Scalar(name, $"{parameter}.name"), $"{parameter}.name") is { } text
            ? LockName.Parse(text, $"{parameter}.name")
            : throw new PoolException($"{parameter}.name must be text: the name of the lock");
    }
}
