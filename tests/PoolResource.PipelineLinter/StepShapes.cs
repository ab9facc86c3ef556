using YamlDotNet.RepresentationModel;
using static PoolResource.PipelineLinter.Values;

namespace PoolResource.PipelineLinter;

/// <summary>The kinds of step, the fields of each, and the modifiers that any of them may carry.</summary>
internal static class StepShapes
{
    private static readonly Dictionary<string, Rule> Modifiers = new()
    {
        ["ensure"] = Check,
        ["on_success"] = Check,
        ["on_failure"] = Check,
        ["on_error"] = Check,
        ["on_abort"] = Check,
        ["attempts"] = Count,
        ["timeout"] = Values.Duration,
    };

    private static readonly Dictionary<string, Rule> Across = new()
    {
        ["across"] = ListOf(new Shape(
            new Dictionary<string, Rule>
            {
                ["var"] = Text,
                ["values"] = Anything,
                ["max_in_flight"] = WordOr(Count, "all"),
            },
            "var").Check),
        ["fail_fast"] = Flag,
    };

    private static readonly Shape Task = new(new Dictionary<string, Rule>
    {
        ["task"] = Text,
        ["config"] = TaskShapes.Config.Check,
        ["file"] = Text,
        ["image"] = Text,
        ["privileged"] = Flag,
        ["hermetic"] = Flag,
        ["container_limits"] = TaskShapes.Limits.Check,
        ["params"] = MapOf(Anything),
        ["vars"] = MapOf(Anything),
        ["tags"] = ListOf(Text),
        ["input_mapping"] = MapOf(Text),
        ["output_mapping"] = MapOf(Text),
        ["timeout"] = DurationOrVar,
    });

    private static readonly Shape Put = new(new Dictionary<string, Rule>
    {
        ["put"] = Text,
        ["resource"] = Text,
        ["params"] = MapOf(Anything),
        ["inputs"] = WordOr(ListOf(Text), "all", "detect"),
        ["tags"] = ListOf(Text),
        ["get_params"] = MapOf(Anything),
        ["no_get"] = Flag,
        ["timeout"] = DurationOrVar,
    });

    private static readonly Shape Get = new(new Dictionary<string, Rule>
    {
        ["get"] = Text,
        ["resource"] = Text,
        ["version"] = WordOr(MapOf(Text), "latest", "every"),
        ["params"] = MapOf(Anything),
        ["passed"] = ListOf(Text),
        ["trigger"] = Flag,
        ["tags"] = ListOf(Text),
        ["timeout"] = DurationOrVar,
    });

    private static readonly Shape SetPipeline = new(
        new Dictionary<string, Rule>
        {
            ["set_pipeline"] = Text,
            ["file"] = Text,
            ["team"] = Text,
            ["vars"] = MapOf(Anything),
            ["var_files"] = ListOf(Text),
            ["instance_vars"] = MapOf(Anything),
        },
        "file");

    private static readonly Shape LoadVar = new(
        new Dictionary<string, Rule> { ["load_var"] = Text, ["file"] = Text, ["format"] = Text, ["reveal"] = Flag },
        "file");

    private static readonly Shape Parallel = new(
        new Dictionary<string, Rule> { ["steps"] = ListOf(Check), ["limit"] = Number, ["fail_fast"] = Flag },
        "steps");

    /// <summary>In the order in which Concourse looks for them: the first that is there is what the step is.</summary>
    private static readonly IReadOnlyList<(string Kind, Shape Shape)> Kinds =
    [
        ("task", Task),
        ("put", Put),
        ("get", Get),
        ("set_pipeline", SetPipeline),
        ("load_var", LoadVar),
        ("try", new Shape(new Dictionary<string, Rule> { ["try"] = Check })),
        ("do", new Shape(new Dictionary<string, Rule> { ["do"] = ListOf(Check) })),
        ("in_parallel", new Shape(new Dictionary<string, Rule> { ["in_parallel"] = StepsOrParallel })),
    ];

    public static string? KindOf(YamlMappingNode step) =>
        Kinds.Select(known => known.Kind).FirstOrDefault(kind => step.Field(kind) is not null);

    public static void Check(YamlNode value, string place, Problems problems)
    {
        if (value is not YamlMappingNode step)
            problems.Add(place, "must be a step");
        else if (KindOf(step) is not { } kind)
            problems.Add(place, $"must be one of {string.Join(", ", Kinds.Select(known => known.Kind))}");
        else
        {
            var shape = Kinds.Single(known => known.Kind == kind).Shape.With(Modifiers);
            (step.Field("across") is null ? shape : shape.With(Across)).Check(step, place, problems);
        }
    }

    private static void StepsOrParallel(YamlNode value, string place, Problems problems)
    {
        Rule rule = value is YamlSequenceNode ? ListOf(Check) : Parallel.Check;
        rule(value, place, problems);
    }
}
