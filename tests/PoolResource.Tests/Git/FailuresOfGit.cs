using PoolResource.Git;

namespace PoolResource.Tests.Git;

public sealed class FailuresOfGit
{
    [Theory]
    [InlineData("fatal: Authentication failed for 'https://example.com/x/'", "the host refused the credentials of the source")]
    [InlineData("fatal: could not read Username for 'https://example.com': terminal prompts disabled", "the host asks for credentials; …")]
    [InlineData("git@example.com: Permission denied (publickey).\nfatal: Could not read from remote repository.", "the host refused the credentials of the source")]
    [InlineData("Host key verification failed.\nfatal: Could not read from remote repository.", "the host's key is not …")]
    [InlineData("@@@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @@@\nHost key verification failed.", "the host's key is not the one …")]
    [InlineData("fatal: '/srv/x' does not appear to be a git repository", "there is no git repository at source.uri")]
    [InlineData("remote: Repository not found.\nfatal: repository 'https://example.com/x/' not found", "the host has no such repository, …")]
    [InlineData("fatal: unable to access 'https://example.com/': The requested URL returned error: 403", "the host forbids it to these credentials")]
    [InlineData("fatal: unable to access 'https://example.com/': SSL certificate problem: unable to get local issuer certificate", "the host's certificate cannot be trusted")]
    [InlineData("fatal: transport 'ext' not allowed", "source.uri uses a transport …")]
    [InlineData("fatal: bad config line 3 in file /tmp/x", "git cannot use source.git_config")]
    public void AreFinalWhenTheHostHasSaidNo(string stderr, string meaning)
    {
        var fault = new GitException("fetch", 128, stderr);

        Assert.True(fault.IsRefusal);
        Sentence.Matches($"{meaning} (git fetch: …)", GitFailure.Of(fault).Sentence);
    }

    [Theory]
    [InlineData("fatal: unable to access 'https://example.com/': Could not resolve host: example.com", "the host in source.uri cannot be found")]
    [InlineData("ssh: Could not resolve hostname example.com: Temporary failure in name resolution", "the host in source.uri cannot be found")]
    [InlineData("fatal: unable to connect to example.com:\nexample.com[0: 192.0.2.1]: errno=Connection refused", "nothing answers …")]
    [InlineData("fatal: unable to access 'http://example.com/': Failed to connect to example.com port 80", "the host in source.uri cannot be reached")]
    [InlineData("fatal: unable to access 'https://example.com/': The requested URL returned error: 503", "the host has an error of its own")]
    [InlineData("ssh: connect to host example.com port 22: Connection timed out", "the host did not answer in time")]
    [InlineData("fatal: write error: No space left on device", "a disk is full")]
    public void AreTriedAgainWhenTheLineBroke(string stderr, string meaning)
    {
        var fault = new GitException("fetch", 128, stderr);

        Assert.False(fault.IsRefusal);
        Sentence.Matches($"{meaning} (git fetch: …)", GitFailure.Of(fault).Sentence);
    }

    [Theory]
    [InlineData("fatal: the remote end hung up unexpectedly")]
    [InlineData("error: RPC failed; curl 56 GnuTLS recv error (-110)\nfatal: early EOF")]
    [InlineData("fatal: something nobody has seen yet")]
    public void AreTriedAgainWhenNobodyKnowsThem(string stderr)
    {
        var failure = GitFailure.Of(new GitException("fetch", 128, stderr));

        Assert.False(failure.Refused);
        Assert.StartsWith("git fetch failed (exit code 128: ", failure.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "nothing was said")]
    [InlineData("\n \n", "nothing was said")]
    [InlineData("hint: use --force\nfatal: no\nhint: again", "fatal: no")]
    [InlineData("To /srv/x\n ! [rejected]\n", "! [rejected]")]
    [InlineData("fatal: no\n\nPlease make sure you have the correct access rights\nand the repository exists.", "fatal: no")]
    [InlineData("a\e[2J\r\nb", "a?[2J; b")]
    [InlineData("1\n2\n3\n4\n5\n6\n7", "1; 2; 3; 4; 5; 6")]
    public void AreQuotedInOneLineWithoutGitsAdvice(string stderr, string words) => Assert.Equal(words, GitFailure.WordsOf(stderr));
}
