using PoolResource.Git.Access;
using PoolResource.Testing;

namespace PoolResource.Tests.Git;

/// <summary>A person's own ssh and git count beside a source that is used at their terminal, and for no step.</summary>
public sealed class WhatAPersonHas
{
    [Theory]
    [InlineData(true, null, true, false)]
    [InlineData(true, "git.example ssh-ed25519 AAAA", true, true)]
    [InlineData(false, null, false, true)]
    public async Task OfSshCountsAtTheirTerminal(bool isPersonal, string? hosts, bool isAsked, bool areHostsOfTheSource)
    {
        using var folder = new PrivateFolder();
        using var opened = await OpenAsync(folder, "ssh://git@git.example/locks.git", new Credentials { IsPersonal = isPersonal, KnownHosts = hosts }, _ => null);

        var configuration = await File.ReadAllTextAsync(Path.Combine(folder.Path, "ssh_config"), TestContext.Current.CancellationToken);

        Assert.Equal(isAsked, configuration.Contains("Include ~/.ssh/config", StringComparison.Ordinal));
        Assert.Equal(areHostsOfTheSource, configuration.Contains("UserKnownHostsFile", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, "Ada")]
    [InlineData(false, "")]
    public async Task OfGitCountsAtTheirTerminal(bool isPersonal, string name)
    {
        using var home = new TestFolder();
        home.Write(".gitconfig", "[user]\n\tname = Ada\n[credential]\n\thelper = mine\n");
        using var folder = new PrivateFolder();
        using var opened = await OpenAsync(folder, "https://git.example/locks.git", new Credentials { IsPersonal = isPersonal }, variable => variable == "HOME" ? home.Path : null);

        var git = new PoolResource.Git.GitCommand(opened.Variables, new EngineLog(TextWriter.Null), TimeProvider.System);
        var told = await git.TryAsync(["config", "--global", "--includes", "--get", "user.name"], PoolResource.Git.GitCommand.ShortSilence, TestContext.Current.CancellationToken);

        Assert.Equal(name, told.Stdout.Trim());
        Assert.Equal(isPersonal, opened.Variables["HOME"] == home.Path);
    }

    private static Task<GitCredentials> OpenAsync(PrivateFolder folder, string uri, Credentials credentials, Func<string, string?> environment) => GitCredentials.OpenAsync(
        new Source(RepositoryUri.Parse(uri, "source.uri"), BranchName.Parse("main", "source.branch"), PoolName.Parse("aws", "source.pool")) { Credentials = credentials },
        folder, TestContext.Current.CancellationToken, environment);
}
