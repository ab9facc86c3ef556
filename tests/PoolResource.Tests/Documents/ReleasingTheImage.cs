using System.Diagnostics;
using PoolResource.Testing;

namespace PoolResource.Tests.Documents;

/// <summary>ci/release.sh in a repository of its own, with a docker that only writes down what it is asked.</summary>
public sealed class ReleasingTheImage : IDisposable
{
    private const string Docker = """
        #!/bin/sh
        echo "docker $*" >>"$(dirname "$0")/asked"
        case "$*" in
          login*) cat >"$(dirname "$0")/password" ;;
          *--bootstrap*) echo 'Platforms: linux/amd64, linux/arm64' ;;
          *imagetools*) printf 'Name: x\nDigest: sha256:1\n\n  Platform: linux/arm64\n  Digest: no\n' ;;
        esac
        """;

    private readonly string folder = Directory.CreateTempSubdirectory(nameof(ReleasingTheImage)).FullName;

    public ReleasingTheImage()
    {
        Directory.CreateDirectory(Path.Combine(folder, "ci"));
        Directory.CreateDirectory(Path.Combine(folder, "bin"));
        foreach (var script in new[] { "release.sh", "docker.sh" })
        {
            File.Copy(Path.Combine(Scripts.Root, "ci", script), Path.Combine(folder, "ci", script));
        }

        // A copy can be run, as what it was copied from.
        File.Copy(Path.Combine(Scripts.Root, "ci", "release.sh"), Path.Combine(folder, "bin", "docker"));
        Write("bin/docker", Docker);
        Write(".gitignore", "bin\n");
        Commit("1.2.3", "## 1.2.3\n");
    }

    [Fact]
    public async Task PushesTheVersionAndTheTagsThatMove()
    {
        var (status, said) = await RunAsync("registry.example.com/team/", "1.2.3");

        Assert.True(status == 0, said);
        Assert.Equal(
            ["1.2.3", "1.2", "1", "latest"],
            Options("--tag").Select(tag => tag.Replace("registry.example.com/team/pool-resource:", "", StringComparison.Ordinal)));
        Assert.Contains("Digest: sha256:1", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BuildsBothArchitecturesWithAnSbomAndProvenance()
    {
        await RunAsync("registry.example.com/team", "1.2.3");

        Assert.Equal(["linux/amd64,linux/arm64"], Options("--platform"));
        Assert.Contains("--sbom=true --provenance=mode=max --push", Asked(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysWhatItIsMadeOf()
    {
        Git("remote", "add", "origin", "https://ci:secret@git.example.com/team/pool-resource.git");

        await RunAsync("registry.example.com/team", "1.2.3");

        Assert.Equal(["VERSION=1.2.3", $"REVISION={Git("rev-parse", "HEAD")}"], Options("--build-arg"));
        Assert.Equal(
            ["version=1.2.3", $"revision={Git("rev-parse", "HEAD")}", "created=2026-01-02T02:04:05Z", "source=https://git.example.com/team/pool-resource.git"],
            Options("--label").Select(label => label.Replace("org.opencontainers.image.", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task PushesAPreReleaseUnderItsOwnTagAlone()
    {
        Commit("2.0.0-rc.1", "## Unreleased\n");

        var (status, said) = await RunAsync("registry.example.com/team", "2.0.0-rc.1");

        Assert.True(status == 0, said);
        Assert.Equal(["registry.example.com/team/pool-resource:2.0.0-rc.1"], Options("--tag"));
    }

    [Fact]
    public async Task HandsThePasswordToDockerOnItsInput()
    {
        await RunAsync("registry.example.com/team", "1.2.3", ("REGISTRY_USERNAME", "ci"), ("REGISTRY_PASSWORD", "secret"));

        Assert.Contains("docker login --username ci --password-stdin registry.example.com\n", Asked(), StringComparison.Ordinal);
        Assert.Equal("secret\n", await File.ReadAllTextAsync(Path.Combine(folder, "bin", "password"), TestContext.Current.CancellationToken));
        Assert.DoesNotContain("secret", Asked(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.2", "## 1.2\n", "VERSION must be like 1.2.3 or 1.2.3-rc.1, not 1.2")]
    [InlineData("1.2.4", "## 1.2.3\n", "CHANGELOG.md has no heading '## 1.2.4'")]
    [InlineData("1.2.4", "## 1.2.4 (unreleased)\n", "CHANGELOG.md has no heading '## 1.2.4'")]
    public async Task IsRefusedWithoutAVersionOfItsOwn(string version, string changes, string sentence)
    {
        Commit(version, changes);

        await AssertRefusedAsync(version, sentence);
    }

    [Fact]
    public Task IsRefusedUnderAnotherNumberThanItsOwn() =>
        AssertRefusedAsync("1.2.4", "Directory.Build.props says 1.2.3, not 1.2.4");

    [Fact]
    public async Task IsRefusedWithChangesThatAreNotCommitted()
    {
        Write("CHANGELOG.md", "## 1.2.3\n\n- More.\n");

        await AssertRefusedAsync("1.2.3", "there are changes that are not committed");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task AssertRefusedAsync(string version, string sentence)
    {
        var (status, said) = await RunAsync("registry.example.com/team", version);

        Assert.Equal(1, status);
        Assert.Contains($"release: {sentence}", said, StringComparison.Ordinal);
        Assert.DoesNotContain("build", Asked(), StringComparison.Ordinal);
    }

    private async Task<(int Status, string Said)> RunAsync(string registry, string version, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Path.Combine(folder, "ci", "release.sh"), [registry, version])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{Path.Combine(folder, "bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        foreach (var (name, value) in variables.Concat([("SOURCE", ""), ("CI", "")]))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }

    private string Asked() =>
        File.Exists(Path.Combine(folder, "bin", "asked")) ? File.ReadAllText(Path.Combine(folder, "bin", "asked")) : "";

    private IEnumerable<string> Options(string name)
    {
        var words = Asked().Split('\n').Single(line => line.StartsWith("docker buildx build ", StringComparison.Ordinal)).Split(' ');
        return words.Zip(words.Skip(1)).Where(pair => pair.First == name).Select(pair => pair.Second);
    }

    private void Commit(string version, string changes)
    {
        Write("Directory.Build.props", $"<Project>\n  <Version>{version}</Version>\n</Project>\n");
        Write("CHANGELOG.md", $"# Changelog\n\n{changes}");
        Git("init", "--quiet");
        Git("add", ".");
        Git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message", "one");
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);

    private string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment["GIT_COMMITTER_DATE"] = "2026-01-02T03:04:05+01:00";
        using var git = Process.Start(start)!;
        var said = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return said.Trim();
    }
}
