using YamlDotNet.RepresentationModel;

namespace PoolResource.PipelineLinter;

/// <summary>Something that a pipeline declares under a name.</summary>
internal sealed record Declared(string Name, YamlMappingNode Node, string Place);

/// <summary>A job and its plan.</summary>
internal sealed record Job(string Name, YamlMappingNode Node, string Place)
{
    public Step Plan { get; } = Step.PlanOf(Node, Place);

    public bool Uses(string resource) =>
        Plan.All().Any(step => step.Kind is "get" or "put" && step.Resource == resource);
}

/// <summary>A pipeline whose fields are known to be right.</summary>
internal sealed class Pipeline(YamlMappingNode root)
{
    public IReadOnlyList<Declared> Groups { get; } = Read(root, "groups");

    public IReadOnlyList<Declared> VarSources { get; } = Read(root, "var_sources");

    public IReadOnlyList<Declared> Resources { get; } = Read(root, "resources");

    public IReadOnlyList<Declared> ResourceTypes { get; } = Read(root, "resource_types");

    public IReadOnlyList<Job> Jobs { get; } =
        [.. Read(root, "jobs").Select(job => new Job(job.Name, job.Node, job.Place))];

    private static List<Declared> Read(YamlMappingNode root, string section) =>
    [
        .. root.Mappings(section).Select(node =>
            new Declared(node.Text("name")!, node, $"{section}.{node.Text("name")}")),
    ];
}
