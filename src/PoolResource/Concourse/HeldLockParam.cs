using System.Text.Json;
using PoolResource.Configuration;

namespace PoolResource.Concourse;

/// <summary>
/// A lock that a param names to have it given back: a DIR of the step's inputs, or <c>{as: NAME}</c>, what this build
/// holds under that name.
/// </summary>
internal sealed class HeldLockParam
{
    private readonly JsonElement value;
    private readonly string parameter;
    private readonly StepInputs inputs;

    /// <exception cref="PoolException">It is neither.</exception>
    public HeldLockParam(JsonElement value, string parameter, StepInputs inputs, Build build)
    {
        (this.value, this.parameter, this.inputs) = (value, parameter, inputs);
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("as", out var name))
        {
            Alias = name.ValueKind == JsonValueKind.String && value.EnumerateObject().Count() == 1
                ? PoolResource.Alias.Parse(Payload.Line(Payload.Text(name, $"{parameter}.as"), $"{parameter}.as") ?? "", $"{parameter}.as", build)
                : throw Neither;
        }
    }

    /// <summary>The name under which this build holds it; null when the param is a directory.</summary>
    public Alias? Alias { get; }

    /// <summary>The directory, or the lock itself.</summary>
    /// <exception cref="PoolException">It is neither, or there is no such directory.</exception>
    public LockParam Lock
    {
        get
        {
            if (value.ValueKind == JsonValueKind.String && Payload.Line(Payload.Text(value, parameter), parameter) is { } directory && !inputs.Has(directory))
            {
                throw new PoolException($"{parameter}: there is no directory {Quoted.Text(directory)} among the step's inputs, so there is nothing to {Verb}; if the lock may never have been acquired, write {Example} for what this build holds under a name");
            }

            return value.ValueKind == JsonValueKind.String || parameter == Move
                ? new LockParam(value, parameter, inputs)
                : throw Neither;
        }
    }

    /// <summary>What is to be done, for a sentence.</summary>
    public string Purpose => $"{Verb} what this build holds as {Alias}";

    private const string Move = "params.move.lock";

    private PoolException Neither => new($"{parameter} must be a directory of the step's inputs, or {{as: NAME}} for what this build holds under that name");

    private string Verb => parameter == Move ? "move" : parameter["params.".Length..];

    private string Example => parameter == Move ? "lock: {as: NAME}" : $"{Verb}: {{as: NAME}}";
}
