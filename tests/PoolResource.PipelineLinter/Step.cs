using YamlDotNet.RepresentationModel;

namespace PoolResource.PipelineLinter;

/// <summary>One step of a plan, the steps that stand inside it, and those that hang on to it.</summary>
internal sealed record Step(string Kind, YamlMappingNode Node, string Place)
{
    private static readonly string[] HookNames = ["on_success", "on_failure", "on_error", "on_abort", "ensure"];

    public string Name => Node.Text(Kind) ?? "";

    /// <summary>The resource of a put or a get.</summary>
    public string Resource => Node.Text("resource") ?? Name;

    public YamlMappingNode? Params => Node.Mapping("params");

    public bool IsAcross => Node.Field("across") is not null;

    public IReadOnlyList<Step> Inner { get; private init; } = [];

    public IReadOnlyDictionary<string, Step> Hooks { get; private init; } = new Dictionary<string, Step>();

    /// <summary>A job is its plan, run as one step that carries the job's hooks.</summary>
    public static Step PlanOf(YamlMappingNode job, string place) => new("do", job, place)
    {
        Inner = ReadAll(job.List("plan"), $"{place}.plan"),
        Hooks = ReadHooks(job, place),
    };

    /// <summary>This step and every one within it or hanging on to it.</summary>
    public IEnumerable<Step> All() => Inner.Concat(Hooks.Values).SelectMany(step => step.All()).Prepend(this);

    private static Step Read(YamlNode value, string place)
    {
        var node = (YamlMappingNode)value;
        var kind = StepShapes.KindOf(node)!;
        var within = $"{place}.{kind}";
        var inner = kind switch
        {
            "do" => ReadAll(node.List(kind), within),
            "try" => [Read(node.Field(kind)!, within)],
            "in_parallel" when node.Mapping(kind) is { } limited => ReadAll(limited.List("steps"), within),
            "in_parallel" => ReadAll(node.List(kind), within),
            _ => [],
        };
        return new Step(kind, node, place) { Inner = inner, Hooks = ReadHooks(node, place) };
    }

    private static List<Step> ReadAll(IReadOnlyList<YamlNode> steps, string place) =>
        [.. steps.Select((step, index) => Read(step, $"{place}[{index}]"))];

    private static Dictionary<string, Step> ReadHooks(YamlMappingNode node, string place) =>
        HookNames.Where(name => node.Field(name) is not null)
            .ToDictionary(name => name, name => Read(node.Field(name)!, $"{place}.{name}"));
}
