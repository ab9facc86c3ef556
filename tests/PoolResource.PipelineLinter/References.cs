using System.IO.Enumeration;

namespace PoolResource.PipelineLinter;

/// <summary>What names something else in the pipeline, and what nothing names.</summary>
internal static class References
{
    public static void Check(Pipeline pipeline, Problems problems)
    {
        // A resource type that no resource uses is none of Concourse's concerns.
        foreach (var resource in pipeline.Resources.Where(unused => !pipeline.Jobs.Any(job => job.Uses(unused.Name))))
            problems.Add(resource.Place, "no step uses it");

        foreach (var step in pipeline.Jobs.SelectMany(job => job.Plan.All()))
        {
            if (step.Kind is "get" or "put" && !pipeline.Resources.Any(known => known.Name == step.Resource))
                problems.Add(step.Place, $"unknown resource '{step.Resource}'");
            if (step.Kind is "get")
                CheckPassed(step, pipeline, problems);
            if (step.Kind is "task")
                CheckTask(step, problems);
        }

        CheckGroups(pipeline, problems);
    }

    private static void CheckPassed(Step get, Pipeline pipeline, Problems problems)
    {
        foreach (var pattern in get.Node.Texts("passed"))
        {
            var jobs = pipeline.Jobs.Where(job => Matches(pattern, job.Name)).ToList();
            if (jobs.Count == 0)
                problems.Add(get.Place, $"passed names an unknown job '{pattern}'");
            foreach (var job in jobs.Where(job => !job.Uses(get.Resource)))
                problems.Add(get.Place, $"passed names '{job.Name}', which has nothing to do with '{get.Resource}'");
        }
    }

    private static void CheckTask(Step task, Problems problems)
    {
        var config = task.Node.Mapping("config");
        if (config is null == task.Node.Field("file") is null)
            problems.Add(task.Place, "must have either config or file");
        if (config?.Field("image_resource") is not null && task.Node.Field("image") is not null)
            problems.Add(task.Place, "its image takes the place of the image_resource in its config");
        // A warning, which is as good as a refusal where a validation is strict.
        if (task.Node.IsTrue("hermetic"))
            problems.Add(task.Place, "hermetic works with one container runtime alone");
    }

    private static void CheckGroups(Pipeline pipeline, Problems problems)
    {
        var jobs = pipeline.Jobs.Select(job => job.Name).ToList();
        var resources = pipeline.Resources.Select(resource => resource.Name).ToList();
        var ungrouped = pipeline.Groups.Count > 0 ? jobs.ToHashSet() : [];
        foreach (var group in pipeline.Groups)
        {
            foreach (var pattern in group.Node.Texts("jobs"))
            {
                ungrouped.RemoveWhere(job => Matches(pattern, job));
                if (!jobs.Any(job => Matches(pattern, job)))
                    problems.Add(group.Place, $"unknown job '{pattern}'");
            }

            foreach (var name in group.Node.Texts("resources").Except(resources))
                problems.Add(group.Place, $"unknown resource '{name}'");
        }

        foreach (var job in ungrouped)
            problems.Add($"jobs.{job}", "belongs to no group");
    }

    private static bool Matches(string pattern, string name) =>
        FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
