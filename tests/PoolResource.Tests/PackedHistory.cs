namespace PoolResource.Tests;

/// <summary>What happens on a host on disk just before it packs what is fetched from it.</summary>
internal static class PackedHistory
{
    /// <summary>A setting of git by which the host runs a script before the first whole history it packs.</summary>
    public static GitSetting BeforeWhole(HostedBranch host, string script) =>
        When(host, """case "$*" in *--shallow-file*) false;; *) test ! -e whole && >whole;; esac""", script);

    /// <summary>The same before the fetch of a number, from 1.</summary>
    public static GitSetting BeforeFetch(HostedBranch host, int number, string script) =>
        When(host, $"echo >>fetches; test $(wc -l <fetches) -eq {number}", script);

    /// <summary>Settings as a key of a source in JSON that begins with a comma.</summary>
    public static string Json(params IEnumerable<GitSetting> settings) =>
        $", \"git_config\": [{string.Join(", ", settings.Select(setting => $$"""{"name": "{{setting.Name}}", "value": "{{setting.Value}}"}"""))}]";

    private static GitSetting When(HostedBranch host, string condition, string script)
    {
        var path = Path.Combine(host.Repository, "pack");
        File.WriteAllText(path, $"#!/bin/sh\ncd {host.Repository}\nif {condition}; then {script}; fi\nexec \"$@\"\n");
        RealGit.MakeProgram(path);
        return new GitSetting("uploadpack.packObjectsHook", path);
    }
}
