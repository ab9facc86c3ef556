using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace PoolResource.PipelineLinter;

/// <summary>
/// Follows the artifacts through a plan: what a step names must have been made by then. A hook that runs after a
/// failure counts on nothing that its own step makes, so that no lock is released that may never have been acquired.
/// </summary>
internal sealed class Artifacts(IReadOnlyList<Declared> pools, Problems problems)
{
    public static void Check(Pipeline pipeline, Problems problems)
    {
        var pools = pipeline.Resources.Where(resource => resource.Node.Text("type") == PoolUse.TypeName).ToList();
        foreach (var job in pipeline.Jobs)
            new Artifacts(pools, problems).After(job.Plan, []);
    }

    private ImmutableHashSet<string> After(Step step, ImmutableHashSet<string> before)
    {
        foreach (var (what, artifact) in Needs(step).Where(need => !before.Contains(need.Artifact)))
            problems.Add(step.Place, $"{what} names '{artifact}', which no step is sure to have made by then");

        var after = step.Kind switch
        {
            "do" => step.Inner.Aggregate(before, (made, inner) => After(inner, made)),
            "in_parallel" => step.Inner.Aggregate(before, (made, inner) => made.Union(After(inner, before))),
            _ => before.Union(Makes(step)),
        };
        if (step.Kind == "try")
            After(step.Inner[0], before);

        if (step.Hooks.TryGetValue("on_success", out var onSuccess))
            after = After(onSuccess, after);
        foreach (var (_, hook) in step.Hooks.Where(hook => hook.Key is not ("on_success" or "ensure")))
            After(hook, before);
        if (step.Hooks.TryGetValue("ensure", out var ensure))
            after = after.Union(After(ensure, before));

        // What is made for one value of an across stays there.
        return step.IsAcross ? before : after;
    }

    private static IEnumerable<string> Makes(Step step) => step.Kind switch
    {
        "get" => [step.Name],
        "put" when !step.Node.IsTrue("no_get") => [step.Name],
        "task" => Listed(step, "outputs").Select(output => Mapped(step, "output_mapping", output)),
        _ => [],
    };

    private IEnumerable<(string What, string Artifact)> Needs(Step step)
    {
        foreach (var input in Listed(step, "inputs"))
            yield return ("an input", Mapped(step, "input_mapping", input));
        if (step.Kind is "task" && step.Node.Text("image") is { } image)
            yield return ("image", image);
        if (step.Kind is "task" or "set_pipeline" or "load_var" && step.Node.Text("file") is { } file)
            yield return ("file", FirstOf(file));
        foreach (var input in step.Kind is "put" ? step.Node.Texts("inputs") : [])
            yield return ("inputs", input);
        foreach (var (what, path) in step.Kind is "put" && PoolUse.Uses(step, pools) ? Paths(step.Params) : [])
            yield return (what, FirstOf(path));
    }

    /// <summary>The directories and files that a put to the pool reads.</summary>
    private static IEnumerable<(string What, string Path)> Paths(YamlMappingNode? parameters)
    {
        foreach (var name in parameters.Names().Where(PoolKeys.DirectoryOperations.Append("metadata").Contains))
            if (parameters!.Text(name) is { } path)
                yield return (name, path);
        if (parameters?.Mapping("move")?.Text("lock") is { } moved)
            yield return ("move", moved);
    }

    /// <summary>The names of what a task's config lists, without what it says is optional.</summary>
    private static IEnumerable<string> Listed(Step step, string list) =>
        (step.Node.Mapping("config")?.Mappings(list) ?? [])
        .Where(item => !item.IsTrue("optional"))
        .Select(item => item.Text("name")!);

    private static string Mapped(Step step, string mapping, string name) =>
        step.Node.Mapping(mapping)?.Text(name) ?? name;

    private static string FirstOf(string path) => path.Split('/')[0];
}
