
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
    [InlineData("{add: fresh}", "{add: flesh}", "add names 'flesh'")]
    [InlineData("{add: fresh}", "{update: ((directory))}", "update names '((directory))'")]
    [InlineData("{release: env}", "{release: fresh}", "release names 'fresh'")]
    [InlineData("{release: env}", "{remove: added-env}", "remove names 'added-env'")]
    [InlineData("- name: env\n        outputs", "- name: venv\n        outputs", "an input names 'venv'")]
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
}
