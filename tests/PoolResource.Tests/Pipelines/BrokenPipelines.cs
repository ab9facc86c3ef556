using PoolResource.PipelineLinter;

namespace PoolResource.Tests.Pipelines;

/// <summary>What a strict validation by fly refuses.</summary>
public sealed class BrokenPipelines
{
    [Fact]
    public void AreSoundBeforeTheyAreBroken() => Assert.Empty(PipelineFile.ProblemsIn(SoundPipeline.Yaml));

    [Theory]
    [InlineData("groups:", "anchors: {}\ngroups:", "pipeline: unknown field 'anchors'")]
    [InlineData("jobs: [build, test*]", "jobs: [build, test*]\n  job: build", "unknown field 'job'")]
    [InlineData("- name: nobody-uses-it", "- name: nobody-uses-it\n  check_after: 1m", "unknown field 'check_after'")]
    [InlineData("check_every: 5m", "check_often: 5m", "unknown field 'check_often'")]
    [InlineData("serial: true", "cereal: true", "unknown field 'cereal'")]
    [InlineData("trigger: true", "triggered: true", "unknown field 'triggered'")]
    [InlineData("get_params: {depth: 1}", "got_params: {depth: 1}", "unknown field 'got_params'")]
    [InlineData("platform: linux", "platform: linux\n        os: linux", "unknown field 'os'")]
    [InlineData("attempts: 3", "get: code", "unknown field 'get'")]
    [InlineData("attempts: 3", "fail_fast: true", "unknown field 'fail_fast'")]
    [InlineData("timeout: 2h", "tags: [big]", "unknown field 'tags'")]
    [InlineData("limit: 2", "limits: 2", "unknown field 'limits'")]
    [InlineData("attempts: 3", "across: [{var: n, value: [1]}]", "unknown field 'value'")]
    [InlineData("- task: smoke", "- tusk: smoke", "must be one of task, put, get")]
    public void AreRefusedForAFieldNobodyKnows(string old, string replacement, string reason) =>
        SoundPipeline.IsRefusedAfter(old, replacement, reason);

    [Theory]
    [InlineData("serial: true", "serial: ((serial))", ".serial: must be true or false")]
    [InlineData("trigger: true", "trigger: \"true\"", ".trigger: must be true or false")]
    [InlineData("max_in_flight: 1", "max_in_flight: ((many))", ".max_in_flight: must be a whole number")]
    [InlineData("limit: 2", "limit: ((many))", ".limit: must be a whole number")]
    [InlineData("attempts: 3", "attempts: ((tries))", ".attempts: must be a whole number above 0")]
    [InlineData("attempts: 3", "attempts: 0", ".attempts: must be a whole number above 0")]
    [InlineData("check_every: 5m", "check_every: ((often))", ".check_every: must be a duration")]
    [InlineData("check_every: 5m", "check_every: 300", ".check_every: must be a duration")]
    [InlineData("timeout: 2h", "timeout: ((long))", ".timeout: must be a duration")]
    [InlineData("timeout: ((patience))", "timeout: soon", ".timeout: must be a duration")]
    [InlineData("args: [-ec, \"1\"]", "args: [-ec, 1]", ".args[1]: must be text: put 1 in quotes")]
    [InlineData("passed: [build]", "passed: build", ".passed: must be a list")]
    [InlineData("path: sh", "path: {sh: true}", ".path: must be text")]
    [InlineData("passed: [build]", "version: newest", ".version: must be a mapping")]
    [InlineData("groups:", "display: wide\ngroups:", ".display: must be a mapping")]
    [InlineData("- get: code\n    trigger: true", "- fetch", ".plan[0]: must be a step")]
    [InlineData("platform: linux\n        ", "", ".config: has no platform")]
    public void AreRefusedForAValueOfTheWrongKindOrNone(string old, string replacement, string reason) =>
        SoundPipeline.IsRefusedAfter(old, replacement, reason);

    [Theory]
    [InlineData("- name: nobody-uses-it", "- name: Nobody", "must start with a lower-case letter or a digit")]
    [InlineData("- name: nobody-uses-it", "- name: nobody/here", "must not have '/' in it")]
    [InlineData("- name: nobody-uses-it", "- name: \"42\"", "must not be digits alone")]
    [InlineData("task: smoke", "task: Smoke", "must start with a lower-case letter or a digit")]
    [InlineData("put: told-env", "put: \"\"", "a name must not be empty")]
    [InlineData("get: seen-env\n        resource: env", "get: code", "two gets are called 'code'")]
    [InlineData("- name: nobody-uses-it", "- name: pool", "resource_types: two are called 'pool'")]
    public void AreRefusedForAName(string old, string replacement, string reason) =>
        SoundPipeline.IsRefusedAfter(old, replacement, reason);

    [Theory]
    [InlineData("- name: code\n  type", "- {name: spare, type: git}\n- name: code\n  type", "spare: no step uses it")]
    [InlineData("env\n        params: {require", "nev\n        params: {require", "unknown resource 'nev'")]
    [InlineData("put: told-env\n        resource: env", "put: told-env", "unknown resource 'told-env'")]
    [InlineData("passed: [build]", "passed: [bild]", "passed names an unknown job 'bild'")]
    [InlineData("params: {require", "passed: [build]\n        params: {require", "has nothing to do with 'env'")]
    [InlineData("jobs: [build, test*]", "jobs: [build]", "jobs.test: belongs to no group")]
    [InlineData("jobs: [build, test*]", "jobs: [build, test*, ship]", "unknown job 'ship'")]
    [InlineData("resources: [code]", "resources: [cod]", "unknown resource 'cod'")]
    [InlineData("attempts: 3", "file: code/smoke.yml", "must have either config or file")]
    [InlineData("attempts: 3", "image: code", "takes the place of the image_resource")]
    [InlineData("attempts: 3", "hermetic: true", "hermetic works with one container runtime alone")]
    public void AreRefusedForWhatTheyReferTo(string old, string replacement, string reason) =>
        SoundPipeline.IsRefusedAfter(old, replacement, reason);

    [Theory]
    [InlineData("serial: true", "serial: true\n  serial: true", "Duplicate key")]
    [InlineData("proxy_port: 3128", "proxy_port: 3128, proxy_port: 80", "Duplicate key")]
    [InlineData("groups:", "---\n---\ngroups:", "must be one YAML document")]
    [InlineData("groups:", "@groups:", "line 1: ")]
    public void AreRefusedAsYaml(string old, string replacement, string reason) =>
        SoundPipeline.IsRefusedAfter(old, replacement, reason);
}
