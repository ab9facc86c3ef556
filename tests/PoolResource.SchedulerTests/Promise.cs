namespace PoolResource.SchedulerTests;

/// <summary>What a trigger promises: one build of every job for every version that was due, and none for any other.</summary>
internal static class Promise
{
    /// <summary>What a job has that it should not have, and has not that it should have.</summary>
    /// <param name="job">The job.</param>
    /// <param name="due">The versions of locks that stood there when a check looked.</param>
    /// <param name="mayBeLate">Whether a version may be left out.</param>
    public static IEnumerable<string> BrokenTo(TriggeredJob job, IReadOnlySet<Version> due, bool mayBeLate)
    {
        var built = job.Builds.CountBy(build => build.Version).ToDictionary();
        var missing = mayBeLate ? [] : due.Where(version => !built.ContainsKey(version));
        return missing.Select(version => $"{job.Name} has no build for {Text(version)}")
            .Concat(built.Where(one => !due.Contains(one.Key)).Select(one => $"{job.Name} has a build for {Text(one.Key)}, which did not wait"))
            .Concat(built.Where(one => one.Value > 1).Select(one => $"{job.Name} has {one.Value} builds for {Text(one.Key)}"));
    }

    /// <summary>A version for people.</summary>
    public static string Text(Version? version) =>
        version is null ? "nothing" : $"{version.Lock}@{version.Ref?[..7]}{(version.Attempt is null ? "" : $" again ({version.Attempt})")}";
}
