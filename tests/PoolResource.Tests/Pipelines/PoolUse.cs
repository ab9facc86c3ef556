using YamlDotNet.RepresentationModel;

namespace PoolResource.Tests.Pipelines;

/// <summary>How a pipeline uses this resource, which Concourse itself leaves to the resource.</summary>
internal static class PoolUse
{
    public const string TypeName = "pool";

    public static void Check(Pipeline pipeline, Problems problems)
    {
        var pools = pipeline.Resources.Where(resource => resource.Node.Text("type") == TypeName).ToList();
        foreach (var pool in pools)
        {
            if (!pipeline.ResourceTypes.Any(type => type.Name == TypeName))
                problems.Add(pool.Place, "is of the type that Concourse brings along, as resource_types has no pool");
            CheckSource(pool, problems);
        }

        foreach (var step in pipeline.Jobs.SelectMany(job => job.Plan.All()).Where(step => Uses(step, pools)))
        {
            var isPut = step.Kind == "put";
            CheckKeys(step.Params, isPut ? PoolKeys.Put : PoolKeys.Get, $"{step.Place}.params", problems);
            CheckKeys(step.Node.Mapping("get_params"), PoolKeys.Get, $"{step.Place}.get_params", problems);
            if (isPut)
                CheckOperation(step, problems);
        }
    }

    /// <summary>True for a put or a get of one of these resources.</summary>
    public static bool Uses(Step step, IEnumerable<Declared> resources) =>
        step.Kind is "put" or "get" && resources.Any(resource => resource.Name == step.Resource);

    private static void CheckSource(Declared pool, Problems problems)
    {
        var source = pool.Node.Mapping("source");
        CheckKeys(source, PoolKeys.Source, $"{pool.Place}.source", problems);
        CheckKeys(source?.Mapping("https_tunnel"), PoolKeys.HttpsTunnel, $"{pool.Place}.source.https_tunnel", problems);
        foreach (var setting in source?.Mappings("git_config") ?? [])
            CheckKeys(setting, PoolKeys.GitConfig, $"{pool.Place}.source.git_config", problems);
        foreach (var missing in PoolKeys.RequiredSource.Except(source.Names()))
            problems.Add($"{pool.Place}.source", $"has no {missing}");
    }

    private static void CheckOperation(Step put, Problems problems)
    {
        var operations = put.Params.Names().Where(PoolKeys.Operations.Contains).ToList();
        if (operations.Count == 0)
            problems.Add(put.Place, "asks the pool for nothing");
        else if (operations.Count > 1)
            problems.Add(put.Place, $"asks the pool for more than one thing: {string.Join(", ", operations)}");
        else if (operations[0] == "acquire" && !put.Params!.IsTrue("acquire"))
            problems.Add(put.Place, "acquire must be true");
    }

    private static void CheckKeys(YamlMappingNode? mapping, IReadOnlySet<string> known, string place, Problems problems)
    {
        foreach (var name in mapping.Names().Where(name => !known.Contains(name)))
            problems.Add(place, $"the pool resource knows no '{name}'");
    }
}
