using PoolResource.Git;
using PoolResource.Git.Access;

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
    [InlineData("fatal: unable to access 'https://example.com/': The requested URL returned error: 403", "the host denies access to these credentials")]
    [InlineData("fatal: unable to access 'https://example.com/': SSL certificate problem: unable to get local issuer certificate", "the host's certificate cannot be trusted")]
    [InlineData("fatal: unable to access 'https://example.com/': server certificate verification failed. CAfile: none CRLfile: none", "the host's certificate cannot be trusted")]
    [InlineData("fatal: unable to access 'https://example.com/': server verification failed: certificate has expired. (CAfile: none CRLfile: none)", "the host's certificate cannot be trusted: …")]
    [InlineData("fatal: transport 'ext' not allowed", "source.uri uses a transport …")]
    [InlineData("fatal: bad config line 3 in file /tmp/x", "git cannot use source.git_config")]
    public void AreFinalWhenTheHostHasSaidNo(string stderr, string meaning)
    {
        var fault = new GitException("fetch", 128, stderr);

        Assert.True(fault.IsRefusal);
        Sentence.Matches($"{meaning} (git fetch: …)", fault.Failure.Sentence);
    }

    [Theory]
    [InlineData("fatal: unable to access 'https://example.com/': Could not resolve host: example.com", "the host in source.uri cannot be found")]
    [InlineData("ssh: Could not resolve hostname example.com: Temporary failure in name resolution", "the host in source.uri cannot be found")]
    [InlineData("fatal: unable to connect to example.com:\nexample.com[0: 192.0.2.1]: errno=Connection refused", "nothing answers …")]
    [InlineData("fatal: unable to access 'http://example.com/': Failed to connect to example.com port 80", "the host in source.uri cannot be reached")]
    [InlineData("fatal: unable to access 'https://example.com/': The requested URL returned error: 503", "the host reports an internal error")]
    [InlineData("fatal: unable to access 'https://example.com/': The requested URL returned error: 429", "the host says it gets too many requests")]
    [InlineData("error: RPC failed; HTTP 502 curl 22 The requested URL returned error: 502", "the host reports an internal error")]
    [InlineData("error: RPC failed; HTTP 507 curl 22 The requested URL returned error: 507", "the host reports an internal error: the host is out of disk space")]
    [InlineData("error: RPC failed; HTTP 408 curl 22 The requested URL returned error: 408", "the host gave up waiting for the whole request")]
    [InlineData("error: RPC failed; HTTP 425 curl 22 The requested URL returned error: 425", "the host wants to be asked once more")]
    [InlineData("error: RPC failed; HTTP 504 curl 22 The requested URL returned error: 504", "the host reports an internal error")]
    [InlineData("error: RPC failed; HTTP 522 curl 22 The requested URL returned error: 522", "the host reports an internal error")]
    [InlineData("fatal: unable to access 'http://example.com/': Operation too slow. Less than 1 bytes/sec transferred the last 30 seconds", "the host did not answer in time: it accepted the connection and then sent nothing")]
    [InlineData("ssh: connect to host example.com port 22: Connection timed out", "the host did not answer in time")]
    [InlineData("remote: fatal: write error: No space left on device", "a disk of the host is full")]
    [InlineData("ERROR: Internal error, try again later\nfatal: Could not read from remote repository.", "the host asks to be tried again later")]
    public void AreTriedAgainWhenTheLineBroke(string stderr, string meaning)
    {
        var fault = new GitException("fetch", 128, stderr);

        Assert.False(fault.IsRefusal);
        Sentence.Matches($"{meaning} (git fetch: …)", fault.Failure.Sentence);
    }

    [Theory]
    [InlineData("fatal: the remote end hung up unexpectedly")]
    [InlineData("fatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.")]
    [InlineData("error: RPC failed; curl 56 GnuTLS recv error (-110)\nfatal: early EOF")]
    [InlineData("fatal: something nobody has seen yet")]
    public void AreTriedAgainWhenNobodyKnowsThem(string stderr)
    {
        var failure = new GitException("fetch", 128, stderr).Failure;

        Assert.False(failure.Refused);
        Assert.StartsWith("git fetch failed (exit code 128: ", failure.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fatal: write error: No space left on device", "a disk of this machine is full; make room below TMPDIR")]
    [InlineData("fatal: could not open '/tmp/x' for reading: Too many open files", "this machine is out of file descriptors; …")]
    [InlineData("fatal: Out of memory, malloc failed (tried to allocate 524288 bytes)", "this machine is out of memory or processes; …")]
    [InlineData("error: cannot fork() for ssh: Resource temporarily unavailable", "this machine is out of memory or processes; …")]
    public void AreThisMachinesWhenItIsOutOfSomething(string stderr, string meaning)
    {
        var failure = new GitException("fetch", 128, stderr).Failure;

        Assert.Equal(FailureKind.Exhausted, failure.Kind);
        Sentence.Matches($"{meaning} (git fetch: …)", failure.Sentence);
    }

    [Theory]
    [InlineData(429, FailureKind.Crowded)]
    [InlineData(408, FailureKind.Passing)]
    [InlineData(425, FailureKind.Passing)]
    [InlineData(500, FailureKind.Passing)]
    [InlineData(503, FailureKind.Passing)]
    [InlineData(504, FailureKind.Passing)]
    [InlineData(520, FailureKind.Passing)]
    [InlineData(501, FailureKind.Refused)]
    [InlineData(505, FailureKind.Refused)]
    [InlineData(402, FailureKind.Refused)]
    [InlineData(407, FailureKind.Refused)]
    [InlineData(415, FailureKind.Refused)]
    [InlineData(421, FailureKind.Refused)]
    [InlineData(422, FailureKind.Refused)]
    [InlineData(400, FailureKind.Refused)]
    [InlineData(403, FailureKind.Refused)]
    [InlineData(404, FailureKind.Refused)]
    [InlineData(409, FailureKind.Refused)]
    [InlineData(411, FailureKind.Refused)]
    [InlineData(413, FailureKind.Refused)]
    [InlineData(418, FailureKind.Refused)]
    [InlineData(451, FailureKind.Refused)]
    public void AreToldApartByTheStatusOfHttp(int status, FailureKind kind)
    {
        var push = new GitException("push", 1, $"error: RPC failed; HTTP {status} curl 22 The requested URL returned error: {status}\nfatal: the remote end hung up unexpectedly").Failure;
        var fetch = new GitException("fetch", 128, $"fatal: unable to access 'https://example.com/x/': The requested URL returned error: {status}").Failure;

        Assert.Equal((kind, status), (push.Kind, push.HttpStatus!.Value));
        Assert.Equal((kind, status), (fetch.Kind, fetch.HttpStatus!.Value));
    }

    [Theory]
    [InlineData("fatal: Authentication failed for 'https://example.com/x/'", "the host refused the credentials of the source, user \"ci\"")]
    [InlineData("fatal: unable to access 'https://example.com/': The requested URL returned error: 403", "the host denies access to these credentials, user \"ci\"")]
    [InlineData("ERROR: The key you are authenticating with has been marked as read only.", "the host denies access to these credentials, user \"ci\"")]
    public void NameWhoWasRefused(string stderr, string meaning) => Sentence.Matches(
        $"{meaning} (git fetch: …)", new GitException("fetch", 128, stderr, new Login("user \"ci\"", "give source.username and source.password")).Failure.Sentence);

    [Theory]
    [InlineData("fatal: could not read Username for 'https://example.com': terminal prompts disabled", "give source.username", "the host asks for credentials; give source.username")]
    [InlineData("fatal: Authentication failed for 'https://example.com/x/'", "give source.username", "the host asks for credentials; give source.username")]
    [InlineData("fatal: unable to access 'https://example.com/': The requested URL returned error: 403", "give source.username", "the host denies access without credentials; give source.username")]
    [InlineData("git@example.com: Permission denied (publickey).", "give source.private_key", "the host asks for a key; give source.private_key")]
    public void AskForCredentialsThatWereNotGiven(string stderr, string missing, string meaning) => Sentence.Matches(
        $"{meaning} (git fetch: …)", new GitException("fetch", 128, stderr, new Login(null, missing)).Failure.Sentence);

    [Theory]
    [InlineData("", "no message")]
    [InlineData("\n \n", "no message")]
    [InlineData("hint: use --force\nfatal: no\nhint: again", "fatal: no")]
    [InlineData("To /srv/x\n ! [rejected]\n", "! [rejected]")]
    [InlineData("fatal: no\n\nPlease make sure you have the correct access rights\nand the repository exists.", "fatal: no")]
    [InlineData("a\e[2J\r\nb", "a?[2J; b")]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9", "1; 2; 3; 4; 5; 6; 7; 8; 9")]
    [InlineData("remote: \nremote: ========\nremote: # No. #\nremote: -- Ask. --\nremote: ========", "No.; Ask.")]
    public void AreQuotedInOneLineWithoutGitsAdvice(string stderr, string words) => Assert.Equal(words, GitFailure.WordsOf(stderr));
}
