using YamlDotNet.RepresentationModel;

namespace PoolResource.PipelineLinter;

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
            CheckTrigger(step, pools.First(pool => pool.Name == step.Resource), problems);
        }

        foreach (var job in pipeline.Jobs)
            Aliases.Check([.. job.Plan.All().Where(step => step.Kind == "put" && Uses(step, pools))], pools, problems);
    }

    /// <summary>True for a put or a get of one of these resources.</summary>
    public static bool Uses(Step step, IEnumerable<Declared> resources) =>
        step.Kind is "put" or "get" && resources.Any(resource => resource.Name == step.Resource);

    private static void CheckSource(Declared pool, Problems problems)
    {
        var source = pool.Node.Mapping("source");
        CheckKeys(source, PoolKeys.Source, $"{pool.Place}.source", problems);
        CheckKeys(source?.Mapping("https_tunnel"), PoolKeys.HttpsTunnel, $"{pool.Place}.source.https_tunnel", problems);
        CheckKeys(source?.Mapping("concourse"), PoolKeys.Concourse, $"{pool.Place}.source.concourse", problems);
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
        else
            CheckOperation(put, operations[0], problems);
    }

    private static void CheckOperation(Step put, string operation, Problems problems)
    {
        var place = $"{put.Place}.params";
        if (operation == "acquire" && !put.Params!.IsTrue("acquire"))
            problems.Add(put.Place, "acquire must be true");
        foreach (var manner in put.Params.Names().Where(PoolKeys.Manners.ContainsKey))
            if (!PoolKeys.Manners[manner].Contains(operation))
                problems.Add(place, $"{manner} means nothing to {operation}");

        var value = put.Params!.Mapping(operation);
        if (value is not null && operation == "move")
            CheckMove(value, $"{place}.move", problems);
        else if (value is not null && operation == "reap")
            CheckReap(value, $"{place}.reap", problems);
        else if (value is not null && PoolKeys.InlineOperations.Contains(operation))
            CheckLock(value, $"{place}.{operation}", problems);
        else if (value is not null && PoolKeys.AliasOperations.Contains(operation))
            CheckKeys(value, PoolKeys.Alias, $"{place}.{operation}", problems);
        else if (value is not null || operation is "move" or "reap")
            problems.Add(place, $"{operation} must be {(value is null ? "a mapping" : "text")}");
    }

    private static void CheckMove(YamlMappingNode move, string place, Problems problems)
    {
        CheckKeys(move, PoolKeys.Move, place, problems);
        foreach (var missing in new[] { "lock", "to" }.Except(move.Names()))
            problems.Add(place, $"has no {missing}");
        if (move.Text("state") is not (null or "claimed" or "unclaimed"))
            problems.Add(place, "state must be claimed or unclaimed");
        if (move.Mapping("lock") is { } described && described.Text("as") is null)
            CheckLock(described, $"{place}.lock", problems);
    }

    private static void CheckReap(YamlMappingNode reap, string place, Problems problems)
    {
        CheckKeys(reap, PoolKeys.Reap, place, problems);
        if (!reap.Names().Any(PoolKeys.ReapGrounds.Contains))
            problems.Add(place, "does not say which claims are stale");
        if (reap.Mapping("to") is { } to)
            CheckKeys(to, PoolKeys.ReapTo, $"{place}.to", problems);
        else if (reap.Text("to") is not (null or "release" or "recycle"))
            problems.Add(place, "to must be release, recycle or another pool");
    }

    private static void CheckLock(YamlMappingNode described, string place, Problems problems)
    {
        CheckKeys(described, PoolKeys.InlineLock, place, problems);
        if (described.Text("name") is null)
            problems.Add(place, "has no name");
    }

    /// <summary>A trigger tells of every arrival once, to jobs that take every version; a put's version is none of them.</summary>
    private static void CheckTrigger(Step step, Declared pool, Problems problems)
    {
        if (pool.Node.Mapping("source")?.Text("trigger_on") is null)
            return;
        if (step.Kind == "put")
            problems.Add(step.Place, $"puts to {pool.Name}, which is a trigger; declare the pool a second time for puts");
        else if (!step.Node.IsTrue("trigger") || step.Node.Text("version") != "every")
            problems.Add(step.Place, $"gets {pool.Name}, which is a trigger, without trigger: true and version: every");
    }

    private static void CheckKeys(YamlMappingNode? mapping, IReadOnlySet<string> known, string place, Problems problems)
    {
        foreach (var name in mapping.Names().Where(name => !known.Contains(name)))
            problems.Add(place, $"the pool resource knows no '{name}'");
    }
}
