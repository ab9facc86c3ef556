using PoolResource.PipelineLinter;

namespace PoolResource.Tests.Pipelines;

/// <summary>What fly lets pass, and a build would stumble over.</summary>
public sealed class PipelinesThatMisuseThePool
{
    [Theory]
    [InlineData("branch: main", "branch: main\n    retries: 3", "the pool resource knows no 'retries'")]
    [InlineData("proxy_port: 3128", "port: 3128", "knows no 'port'")]
    [InlineData("value: Robin", "valeu: Robin", "knows no 'valeu'")]
    [InlineData("timeout: 1h}", "patience: 1h}", "knows no 'patience'")]
    [InlineData("require_claimed: true", "require_lock: true", "knows no 'require_lock'")]
    [InlineData("get_params: {depth: 1}", "get_params: {deep: 1}", "knows no 'deep'")]
    [InlineData("    pool: aws\n", "", "resources.env.source: has no pool")]
    [InlineData("- name: pool\n", "- name: cool\n", "resource_types has no pool")]
    public void AreRefusedForAKeyItDoesNotKnow(string old, string replacement, string reason) =>
        SoundPipeline.IsRefusedAfter(old, replacement, reason);

    [Theory]
    [InlineData("{acquire: true, timeout: 1h}", "{timeout: 1h}", "asks the pool for nothing")]
    [InlineData("{acquire: true, timeout: 1h}", "{acquire: false}", "acquire must be true")]
    [InlineData("{acquire: true, timeout: 1h}", "{acquire: true, claim: env-1}", "more than one thing: acquire, claim")]
    public void AreRefusedUnlessAPutAsksForOneThing(string old, string replacement, string reason) =>
        SoundPipeline.IsRefusedAfter(old, replacement, reason);

    [Theory]
    [InlineData("{acquire: true, timeout: 1h}", "{acquire: true, on_lost: warn}", "on_lost means nothing to acquire")]
    [InlineData("{acquire: true, timeout: 1h}", "{acquire: true, metadata: code/x}", "metadata means nothing to acquire")]
    [InlineData("{add: fresh}", "{add: fresh, as: env}", "as means nothing to add")]
    [InlineData("{add: fresh}", "{add: {nam: env-2, name: env-2}}", "knows no 'nam'")]
    [InlineData("{add: fresh}", "{add: {metadata: x}}", "params.add: has no name")]
    [InlineData("{release: env}", "{release: {name: env-1}}", "knows no 'name'")]
    [InlineData("{release: env}", "{recycle: {name: env-1}}", "knows no 'name'")]
    [InlineData("{release: env}", "{remove: {as: env}}", "remove must be text")]
    [InlineData("{release: env}", "{move: env}", "move must be a mapping")]
    [InlineData("{release: env}", "{reap: true}", "reap must be a mapping")]
    [InlineData("{release: env}", "{reap: {people: true}}", "params.reap: does not say which claims are stale")]
    [InlineData("{release: env}", "{reap: {lease: true, older_than: 4h}}", "knows no 'older_than'")]
    [InlineData("{release: env}", "{reap: {lease: true, to: away}}", "to must be release, recycle or another pool")]
    [InlineData("{release: env}", "{move: {lock: env}}", "params.move: has no to")]
    [InlineData("{release: env}", "{move: {to: gcp}}", "params.move: has no lock")]
    [InlineData("{release: env}", "{move: {lock: {}, to: gcp}}", "params.move.lock: has no name")]
    [InlineData("{release: env}", "{move: {lock: env, to: gcp, state: free}}", "state must be claimed or unclaimed")]
    [InlineData("{release: env}", "{move: {lock: env, into: gcp, to: gcp}}", "knows no 'into'")]
    public void AreRefusedForAnOperationThatCannotBe(string old, string replacement, string reason) =>
        SoundPipeline.IsRefusedAfter(old, replacement, reason);

    [Theory]
    [InlineData("{add: fresh}", "{add: {name: env-2, metadata: {region: eu}}}")]
    [InlineData("{add: fresh}", "{update: {name: env-2, metadata: text}}")]
    [InlineData("{release: env}", "{release: env, metadata: env/metadata, on_lost: warn}")]
    [InlineData("{release: env}", "{recycle: env, on_lost: warn}")]
    [InlineData("{release: env}", "{restore: env}")]
    [InlineData("{release: env}", "{move: {lock: env, to: gcp, state: claimed}}")]
    [InlineData("{release: env}", "{reap: {ended_builds: all, stale_after: 4h, to: {pool: gcp, state: claimed}, locks: [env-1]}}")]
    [InlineData("{release: env}", "{move: {lock: {name: env-1}, to: gcp}}")]
    [InlineData("{acquire: true, timeout: 1h}", "{claim_from: code, timeout: 0s, as: env}")]
    [InlineData("branch: main", "branch: main\n    known_hosts: ((known_hosts))")]
    public void AreAcceptedForWhatItCanDo(string old, string replacement) =>
        Assert.Empty(PipelineFile.ProblemsIn(SoundPipeline.Yaml.Replace(old, replacement, StringComparison.Ordinal)));

    [Theory]
    [InlineData("{release: {as: mine}}")]
    [InlineData("{recycle: {as: mine}}")]
    [InlineData("{move: {lock: {as: mine}, to: gcp}}")]
    public void AreAcceptedWhereABuildGivesBackByANameWhatItMayHold(string operation)
    {
        var pipeline = WithJob($"ensure: {{put: freed, resource: env, params: {operation}}}, plan: [{{put: env, params: {{acquire: true, as: AS}}}}]");

        Assert.Empty(PipelineFile.ProblemsIn(pipeline.Replace("AS", "mine", StringComparison.Ordinal)));
        Assert.Contains(
            "asks for what the build holds as 'mine', and no step of the job takes a lock",
            Assert.Single(PipelineFile.ProblemsIn(pipeline.Replace("AS", "yours", StringComparison.Ordinal))),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version: every, trigger: true", null)]
    [InlineData("trigger: true", "gets arrived, which is a trigger, without trigger: true and version: every")]
    [InlineData("version: every", "gets arrived, which is a trigger, without trigger: true and version: every")]
    [InlineData("version: latest, trigger: true", "gets arrived, which is a trigger, without trigger: true and version: every")]
    public void AreRefusedForATriggerThatMissesArrivals(string get, string? reason)
    {
        var problems = PipelineFile.ProblemsIn(WithTrigger($"{{get: arrived, {get}}}"));
        Assert.Equal(reason is null ? 0 : 1, problems.Count);
        Assert.Contains(reason ?? "", problems.SingleOrDefault() ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void AreRefusedForAPutToATrigger() => Assert.Contains(
        "puts to arrived, which is a trigger",
        Assert.Single(PipelineFile.ProblemsIn(WithTrigger("{put: arrived, params: {acquire: true}}"))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("{add: fresh}", "{add: flesh}", "add names 'flesh'")]
    [InlineData("{add: fresh}", "{update: ((directory))}", "update names '((directory))'")]
    [InlineData("{release: env}", "{release: fresh}", "release names 'fresh'")]
    [InlineData("{release: env}", "{remove: added-env}", "remove names 'added-env'")]
    [InlineData("- name: env\n        outputs", "- name: venv\n        outputs", "an input names 'venv'")]
    [InlineData("{acquire: true, timeout: 1h}", "{claim_from: arrived}", "claim_from names 'arrived'")]
    [InlineData("{release: env}", "{recycle: fresh}", "recycle names 'fresh'")]
    [InlineData("{release: env}", "{restore: fresh}", "restore names 'fresh'")]
    [InlineData("{release: env}", "{release: env, metadata: fresh/metadata/deep}", "metadata names 'fresh'")]
    [InlineData("{release: env}", "{move: {lock: fresh, to: gcp}}", "move names 'fresh'")]
    [InlineData("{check_unclaimed: env-1}", "{check: fresh/deep}", "check names 'fresh'")]
    public void AreRefusedForADirectoryThatNoStepIsSureToHaveMade(string old, string replacement, string reason) =>
        SoundPipeline.IsRefusedAfter(old, replacement, reason);

    [Theory]
    [InlineData("ensure: RELEASE, plan: [ACQUIRE]")]
    [InlineData("plan: [{do: [ACQUIRE], on_abort: RELEASE}]")]
    [InlineData("plan: [{try: ACQUIRE}, RELEASE]")]
    [InlineData("plan: [{in_parallel: [ACQUIRE, RELEASE]}]")]
    [InlineData("plan: [{across: [{var: n, values: [one]}], do: [ACQUIRE]}, RELEASE]")]
    public void AreRefusedWhereALockIsReleasedThatMayNeverHaveBeenAcquired(string job)
    {
        var risky = job
            .Replace("ACQUIRE", "{put: mine, resource: env, params: {acquire: true}}", StringComparison.Ordinal)
            .Replace("RELEASE", "{put: freed, resource: env, params: {release: mine}}", StringComparison.Ordinal);
        SoundPipeline.IsRefusedAfter(
            "jobs:\n- name: build",
            $"jobs:\n- {{name: test-risk, {risky}}}\n- name: build",
            "release names 'mine', which no step is sure to have made by then");
    }

    private static string WithJob(string job) => SoundPipeline.Yaml.Replace(
        "jobs:\n- name: build", $"jobs:\n- {{name: test-name, {job}}}\n- name: build", StringComparison.Ordinal);

    private static string WithTrigger(string step) => SoundPipeline.Yaml
        .Replace(
            "resources:\n- name: code",
            "resources:\n- {name: arrived, type: pool, source: {uri: x, branch: main, pool: aws, trigger_on: unclaimed, retrigger_after: 1h}}\n- name: code",
            StringComparison.Ordinal)
        .Replace("jobs:\n- name: build", $"jobs:\n- {{name: test-arrival, plan: [{step}]}}\n- name: build", StringComparison.Ordinal);
}
