using System.Text.Json;
using System.Text.Json.Nodes;
using PoolResource.Concourse;
using PoolResource.Testing;

namespace PoolResource.SchedulerTests;

/// <summary>The built executables on a real bare repository, as Concourse runs them.</summary>
internal sealed class ExecutableSteps : LockSteps
{
    private readonly TestFolder folder;
    private readonly Scripts scripts;
    private readonly PipelineResource trigger;
    private readonly PipelineResource aws;
    private readonly PipelineResource spare;

    public ExecutableSteps(string test)
    {
        folder = new TestFolder(test);
        scripts = new Scripts(folder);
        var repository = new LockRepository(folder["locks.git"]);
        repository.CommitPool(Pool);
        trigger = Resource(Pool);
        trigger.Source["trigger_on"] = "unclaimed";
        aws = Resource(Pool);
        spare = Resource(OtherPool);

        PipelineResource Resource(string pool) => new(scripts, folder, repository.Path, repository.Branch, pool);
    }

    public override async Task<IReadOnlyList<Version>> CheckAsync(Version? known)
    {
        var check = await scripts.RunAsync("check", Request(known));
        return check.Json.Deserialize(ProtocolJson.Default.IReadOnlyListVersion)!;
    }

    public override async Task<string> GetAsync(Version version)
    {
        var get = await scripts.RunAsync("in", Request(version), folder.Subfolder("get"));
        Assert.Equal(version, get.Json.GetProperty("version").Deserialize(ProtocolJson.Default.Version));
        return (await File.ReadAllTextAsync(folder["get/name"])).TrimEnd();
    }

    public override async Task<string?> PutAsync(LockStep step, string name)
    {
        aws.Artifact(name, name);
        var put = step switch
        {
            LockStep.Add => await aws.PutAsync(new { add = new { name } }),
            LockStep.AddElsewhere => await spare.PutAsync(new { add = new { name } }),
            LockStep.MoveHere => await spare.PutAsync(new { move = new { @lock = new { name }, to = Pool } }),
            LockStep.Claim => await aws.PutAsync(new { claim_from = name, timeout = "0" }),
            LockStep.Release => await aws.PutAsync(new { release = name }),
            _ => await aws.PutAsync(new { remove = name }),
        };
        return put.ExitCode == 0 ? put.Ref : null;
    }

    protected override void Dispose(bool disposing) => folder.Dispose();

    private string Request(Version? version)
    {
        var request = new JsonObject { ["source"] = trigger.Source.DeepClone() };
        if (version is not null)
        {
            request["version"] = JsonSerializer.SerializeToNode(version, ProtocolJson.Default.Version);
        }

        return request.ToJsonString();
    }
}
