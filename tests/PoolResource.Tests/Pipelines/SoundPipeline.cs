using PoolResource.PipelineLinter;

namespace PoolResource.Tests.Pipelines;

/// <summary>A pipeline without fault. Each test of a refusal spoils one place of it.</summary>
internal static class SoundPipeline
{
    public const string Yaml = """
        groups:
        - name: everything
          jobs: [build, test*]
          resources: [code]

        resource_types:
        - name: pool
          type: registry-image
          source: {repository: registry.example.com/pool-resource}
        - name: nobody-uses-it
          type: registry-image
          source: {repository: registry.example.com/other}

        resources:
        - name: code
          type: git
          check_every: 5m
          source: {uri: https://git.example.com/code.git}
        - name: env
          type: pool
          source:
            uri: ((locks_uri))
            branch: main
            pool: aws
            https_tunnel: {proxy_host: proxy.example.com, proxy_port: 3128}
            git_config:
            - {name: user.name, value: Robin}

        jobs:
        - name: build
          serial: true
          max_in_flight: 1
          plan:
          - get: code
            trigger: true
        - name: test
          plan:
          - in_parallel:
              limit: 2
              steps:
              - get: code
                passed: [build]
              - get: seen-env
                resource: env
                params: {require_claimed: true}
          - put: env
            params: {acquire: true, timeout: 1h}
            get_params: {depth: 1}
          - do:
            - task: smoke
              attempts: 3
              timeout: ((patience))
              config:
                platform: linux
                image_resource:
                  type: registry-image
                  source: {repository: busybox}
                inputs:
                - name: code
                - name: env
                outputs:
                - name: fresh
                run:
                  path: sh
                  args: [-ec, "1"]
            - put: added-env
              resource: env
              params: {add: fresh}
            on_failure:
              try:
                put: told-env
                resource: env
                params: {check_unclaimed: env-1}
            ensure:
              put: released-env
              resource: env
              params: {release: env}
            timeout: 2h

        """;

    public static void IsRefusedAfter(string old, string replacement, string reason)
    {
        Assert.Equal(2, Yaml.Split(old).Length);
        var problem = Assert.Single(PipelineFile.ProblemsIn(Yaml.Replace(old, replacement, StringComparison.Ordinal)));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }
}
