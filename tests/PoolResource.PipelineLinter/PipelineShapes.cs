using static PoolResource.PipelineLinter.Values;

namespace PoolResource.PipelineLinter;

/// <summary>The fields that Concourse knows outside of steps.</summary>
internal static class PipelineShapes
{
    private static readonly Shape Group = new(
        new Dictionary<string, Rule> { ["name"] = Text, ["jobs"] = ListOf(Text), ["resources"] = ListOf(Text) },
        "name");

    private static readonly Shape VarSource = new(
        new Dictionary<string, Rule> { ["name"] = Text, ["type"] = Text, ["config"] = Anything },
        "name", "type");

    private static readonly Shape Resource = new(
        new Dictionary<string, Rule>
        {
            ["name"] = Text,
            ["old_name"] = Text,
            ["public"] = Flag,
            ["webhook_token"] = Text,
            ["type"] = Text,
            ["source"] = MapOf(Anything),
            ["check_every"] = CheckInterval,
            ["check_timeout"] = Text,
            ["tags"] = ListOf(Text),
            ["version"] = MapOf(Text),
            ["icon"] = Text,
            ["expose_build_created_by"] = Flag,
        },
        "name", "type");

    /// <summary>Of a resource type and of a prototype.</summary>
    private static readonly Shape ResourceType = new(
        new Dictionary<string, Rule>
        {
            ["name"] = Text,
            ["type"] = Text,
            ["source"] = MapOf(Anything),
            ["defaults"] = MapOf(Anything),
            ["privileged"] = Flag,
            ["check_every"] = CheckInterval,
            ["tags"] = ListOf(Text),
            ["params"] = MapOf(Anything),
        },
        "name", "type");

    private static readonly Shape BuildLogRetention = new(
        new Dictionary<string, Rule> { ["days"] = Number, ["builds"] = Number, ["minimum_succeeded_builds"] = Number });

    private static readonly Shape Job = new(
        new Dictionary<string, Rule>
        {
            ["name"] = Text,
            ["old_name"] = Text,
            ["public"] = Flag,
            ["disable_manual_trigger"] = Flag,
            ["disable_reruns"] = Flag,
            ["serial"] = Flag,
            ["serial_groups"] = ListOf(Text),
            ["interruptible"] = Flag,
            ["max_in_flight"] = Number,
            ["build_logs_to_retain"] = Number,
            ["build_log_retention"] = BuildLogRetention.Check,
            ["plan"] = ListOf(StepShapes.Check),
            ["on_success"] = StepShapes.Check,
            ["on_failure"] = StepShapes.Check,
            ["on_error"] = StepShapes.Check,
            ["on_abort"] = StepShapes.Check,
            ["ensure"] = StepShapes.Check,
        },
        "name", "plan");

    private static readonly Shape Display = new(
        new Dictionary<string, Rule> { ["background_image"] = Text, ["background_filter"] = Text });

    public static readonly Shape Pipeline = new(
        new Dictionary<string, Rule>
        {
            ["groups"] = ListOf(Group.Check),
            ["var_sources"] = ListOf(VarSource.Check),
            ["resources"] = ListOf(Resource.Check),
            ["resource_types"] = ListOf(ResourceType.Check),
            ["prototypes"] = ListOf(ResourceType.Check),
            ["jobs"] = ListOf(Job.Check),
            ["display"] = Display.Check,
        },
        "jobs");
}
