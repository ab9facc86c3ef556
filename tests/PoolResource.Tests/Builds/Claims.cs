namespace PoolResource.Tests.Builds;

/// <summary>Claims as commits tell of them.</summary>
internal static class Claims
{
    public const string Cluster = "https://ci.example.com";

    /// <summary>A claim by the message of its commit.</summary>
    public static StandingClaim Of(string message, string name = "env-1") => new(
        new Lock(PoolName.Parse("aws", "pool"), LockState.Claimed, LockName.Parse(name, "lock")),
        CommitId.TryParse("0123456789012345678901234567890123456789", out var commit) ? commit : throw new InvalidOperationException(),
        CommitMessage.Parse(message));

    /// <summary>The claim of a build, as this resource writes it.</summary>
    public static StandingClaim By(long id, string name = "42", string cluster = Cluster, string? vars = null, string lockName = "env-1", string job = "test")
    {
        var number = id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var build = Build.From(key => key switch
        {
            "BUILD_ID" => number,
            "BUILD_NAME" => name,
            "BUILD_JOB_NAME" => job,
            "BUILD_PIPELINE_NAME" => "deploy",
            "BUILD_TEAM_NAME" => "main",
            "BUILD_PIPELINE_INSTANCE_VARS" => vars,
            "ATC_EXTERNAL_URL" => cluster,
            _ => null,
        });
        return Of(CommitMessage.Write($"claiming: {lockName}", PoolName.Parse("aws", "pool"), "id", build), lockName);
    }
}
