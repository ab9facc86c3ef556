using PoolResource.Testing;

namespace PoolResource.SchedulerTests.Examples;

/// <summary>What the examples leave to whoever sets them.</summary>
internal static class ExampleVars
{
    public static Dictionary<string, string> For(LockRepository repository) => new()
    {
        ["locks_uri"] = repository.Path,
        ["locks_branch"] = repository.Branch,
        ["locks_private_key"] = "\"\"",
        ["pool"] = "pool",
        ["lock"] = "env-1",
        ["lock_metadata"] = "text",
        ["environment"] = "env-1",
        ["app_uri"] = "https://git.example.com/app.git",
        ["worker"] = "worker-1",
        ["work"] = "brochure",
        ["instructions"] = "{copies: 100}",
        ["slot"] = "slot-1",
        ["slot_address"] = "builder@farm-1.example.com",
        ["project_uri"] = "https://git.example.com/project.git",
    };
}
