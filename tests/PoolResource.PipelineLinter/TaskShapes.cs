using static PoolResource.PipelineLinter.Values;

namespace PoolResource.PipelineLinter;

/// <summary>
/// The fields of a task's inline config. Concourse reads over an unknown one here; a slip of the pen is refused all
/// the same. <c>run</c> may be left out since Concourse 8; the pipelines here are for older ones too.
/// </summary>
internal static class TaskShapes
{
    private static readonly Shape Image = new(
        new Dictionary<string, Rule>
        {
            ["type"] = Text,
            ["source"] = MapOf(Anything),
            ["params"] = MapOf(Anything),
            ["version"] = MapOf(Text),
            ["tags"] = ListOf(Text),
        },
        "type", "source");

    private static readonly Shape Run = new(
        new Dictionary<string, Rule> { ["path"] = Text, ["args"] = ListOf(Text), ["dir"] = Text, ["user"] = Text },
        "path");

    private static readonly Shape Input = new(
        new Dictionary<string, Rule> { ["name"] = Text, ["path"] = Text, ["optional"] = Flag },
        "name");

    private static readonly Shape Output = new(
        new Dictionary<string, Rule> { ["name"] = Text, ["path"] = Text },
        "name");

    private static readonly Shape Cache = new(new Dictionary<string, Rule> { ["path"] = Text }, "path");

    public static readonly Shape Limits = new(
        new Dictionary<string, Rule> { ["cpu"] = Number, ["memory"] = Anything });

    public static readonly Shape Config = new(
        new Dictionary<string, Rule>
        {
            ["platform"] = Text,
            ["rootfs_uri"] = Text,
            ["image_resource"] = Image.Check,
            ["container_limits"] = Limits.Check,
            ["params"] = MapOf(Anything),
            ["run"] = Run.Check,
            ["inputs"] = ListOf(Input.Check),
            ["outputs"] = ListOf(Output.Check),
            ["caches"] = ListOf(Cache.Check),
        },
        "platform", "run");
}
