using YamlDotNet.RepresentationModel;

namespace PoolResource.PipelineLinter;

/// <summary>The names under which the puts of a job take locks, and the puts that ask for what is held under them.</summary>
internal static class Aliases
{
    public static void Check(IReadOnlyList<Step> puts, IReadOnlyList<Declared> pools, Problems problems)
    {
        var taken = puts.Where(put => put.Params?.Text("as") is not null)
            .Select(put => (PoolOf(put), Name: put.Params!.Text("as")))
            .ToHashSet();
        foreach (var put in puts)
            if (Asked(put.Params) is { } name && !taken.Contains((PoolOf(put), name)))
                problems.Add(put.Place, $"asks for what the build holds as '{name}', and no step of the job takes a lock of this pool under that name");

        string? PoolOf(Step put) => pools.First(pool => pool.Name == put.Resource).Node.Mapping("source")?.Text("pool");
    }

    private static string? Asked(YamlMappingNode? parameters) =>
        PoolKeys.AliasOperations.Select(operation => parameters?.Mapping(operation))
            .Append(parameters?.Mapping("move")?.Mapping("lock"))
            .Select(lockOf => lockOf?.Text("as"))
            .FirstOrDefault(name => name is not null);
}
