using PoolResource.Git;

namespace PoolResource.Tests.Git;

public sealed class FailuresThatNeverPass
{
    [Theory]
    [InlineData("fatal: 'git@host/org/repo' does not appear to be a git repository", "source.uri is a path on this machine, and nothing is there; for ssh write git@host:org/repo")]
    [InlineData("fatal: '2222/srv/locks.git' does not appear to be a git repository", "the host has no repository 2222/srv/locks.git; if 2222 is a port, write ssh://user@host:2222/srv/locks.git as source.uri")]
    [InlineData("fatal: '/srv/locks' does not appear to be a git repository", "there is no git repository at source.uri")]
    [InlineData("fatal: unable to access 'http://host/a b.git/': URL using bad/illegal format or missing URL", "source.uri holds a blank or another character that a uri does not take; percent-encode it (%20)")]
    [InlineData("fatal: unable to access 'http://host/a b.git/': URL rejected: Malformed input to a URL function", "source.uri holds a blank or another character that a uri does not take; percent-encode it (%20)")]
    [InlineData("fatal: unable to access 'https://host/': SSL: no alternative certificate subject name matches target host name 'host'", "the host's certificate cannot be trusted: it is for another name …")]
    [InlineData("fatal: unable to access 'https://host/': SSL: certificate subject name (other) does not match target host name 'host'", "the host's certificate cannot be trusted: it is for another name …")]
    [InlineData("fatal: unable to access 'https://host/': SSL certificate problem: certificate has expired", "the host's certificate cannot be trusted: it has expired; renew it on the host")]
    [InlineData("fatal: unable to access 'https://host/': SSL certificate problem: self-signed certificate", "the host's certificate cannot be trusted")]
    [InlineData("fatal: unable to access 'https://host/': server certificate verification failed. CAfile: none CRLfile: none", "the host's certificate cannot be trusted")]
    [InlineData("fatal: unable to access 'https://host/': error setting certificate verify locations:  CAfile: /ca.pem CApath: none", "the file in http.sslCAInfo …")]
    [InlineData("fatal: unable to access 'https://host/': error setting certificate file: /ca.pem", "the file in http.sslCAInfo …")]
    [InlineData("fatal: unable to access 'https://host/': error reading ca cert file /ca.pem (Error while reading file.)", "the file in http.sslCAInfo …")]
    [InlineData("fatal: unable to access 'https://host:80/': error:0A00010B:SSL routines::wrong version number", "the port in source.uri speaks no TLS; …")]
    [InlineData("fatal: unable to access 'https://host:80/': OpenSSL/3.0: error:0A0000C6:SSL routines::packet length too long", "the port in source.uri speaks no TLS; …")]
    [InlineData("fatal: unable to access 'https://host:80/': gnutls_handshake() failed: An unexpected TLS packet was received.", "the port in source.uri speaks no TLS; …")]
    [InlineData("fatal: unable to access 'https://host:80/': GnuTLS, handshake failed: An unexpected TLS packet was received.", "the port in source.uri speaks no TLS; …")]
    [InlineData("fatal: unable to access 'http://host:443/': Received HTTP/0.9 when not allowed", "the port in source.uri speaks no plain http; …")]
    [InlineData("fatal: unable to access 'http://host:443/': The requested URL returned error: 400", "the host does not understand the request")]
    [InlineData("fatal: dumb http transport does not support shallow capabilities", "the host serves the repository as plain files, …")]
    [InlineData("error: Cannot access URL http://host/x.git/, return code 22\nfatal: git-http-push failed", "the host serves the repository as plain files, …")]
    [InlineData("fatal: unable to access 'https://host/x/': Failed to connect to 127.0.0.1 port 3128 after 0 ms: Couldn't connect to server", "the proxy 127.0.0.1:3128 cannot be reached; …")]
    [InlineData("fatal: unable to access 'https://host/x/': Failed to connect to proxy port 3128: Connection refused", "the proxy proxy:3128 cannot be reached; …")]
    [InlineData("fatal: unable to access 'http://host:8080/x/': Failed to connect to host port 3128 after 0 ms: Couldn't connect to server", "the proxy host:3128 cannot be reached; …")]
    [InlineData("fatal: unable to access 'https://host/': Problem with the SSL CA cert (path? access rights?)", "the file in http.sslCAInfo …")]
    [InlineData("fatal: unable to access 'http://host:443/': Empty reply from server\nthe port speaks TLS", "the port in source.uri speaks TLS; …")]
    [InlineData("fatal: unable to access 'https://host/x/': Could not resolve proxy: proxy", "the proxy in http.proxy of source.git_config cannot be found; correct it")]
    [InlineData("fatal: unable to access 'https://host/x/': Received HTTP code 403 from proxy after CONNECT", "the proxy in http.proxy of source.git_config refused …")]
    [InlineData("Unable to negotiate with 192.0.2.1 port 22: no matching host key type found. Their offer: ssh-rsa,ssh-dss", "ssh and the host have no algorithm in common; …")]
    [InlineData("/tmp/ssh_config line 2: Bad SSH2 KexAlgorithms 'x'.", "ssh cannot use source.ssh_options")]
    [InlineData("remote: fatal: malformed mode in tree entry\nerror: git upload-pack: git-pack-objects died with error.\nfatal: protocol error: bad pack header", "an object of the repository is damaged on the host; …")]
    [InlineData("remote: fatal: empty filename in tree entry\nremote: aborting due to possible repository corruption on the remote side.", "an object of the repository is damaged on the host; …")]
    [InlineData("remote: error: object file ./objects/ab/cd is empty\nremote: fatal: loose object abcd (stored in ./objects/ab/cd) is corrupt", "an object of the repository is damaged on the host; …")]
    [InlineData("fatal: unable to access 'https://host/': error:0A000410:SSL routines::sslv3 alert handshake failure", "the host and curl have no version or cipher of TLS in common; …")]
    [InlineData("fatal: unable to access 'https://host/': error:0A00042E:SSL routines::tlsv1 alert protocol version", "the host and curl have no version or cipher of TLS in common; …")]
    [InlineData("fatal: unable to access 'https://host/': error:0A000152:SSL routines::unsafe legacy renegotiation disabled", "the host and curl have no version or cipher of TLS in common; …")]
    [InlineData("fatal: unable to access 'https://host/': gnutls_handshake() failed: Handshake failed", "the host and curl have no version or cipher of TLS in common; …")]
    [InlineData("fatal: unable to access 'https://host/': OpenSSL SSL_read: error:0A00045C:SSL routines::tlsv13 alert certificate required, errno 0", "the host wants a certificate of the client's; …")]
    [InlineData("fatal: unable to access 'https://host/': Maximum (20) redirects followed", "the host redirects in a circle; …")]
    [InlineData("fatal: unable to update url base from redirection:\n  asked for: https://host/x/info/refs?service=git-upload-pack\n   redirect: https://host/login", "the host redirects to a page that is no repository, …")]
    [InlineData("kex_exchange_identification: banner line contains invalid characters", "the port in source.uri does not speak ssh; …")]
    [InlineData("bash: git-upload-pack: command not found", "git is not found by logins over ssh on the host; …")]
    [InlineData("fatal: detected dubious ownership in repository at '/srv/locks.git'", "the repository on the host belongs to another user than the one that git runs as there; …")]
    [InlineData("git: 'remote-https' is not a git command. See 'git --help'.", "git in this image cannot speak http; …")]
    [InlineData("error: cannot run ssh: No such file or directory\nfatal: unable to fork", "this image has no ssh; …")]
    [InlineData("fatal: unable to access 'http://host/x/': The requested URL returned error: 407", "a proxy asks for credentials; …")]
    [InlineData("fatal: unable to access 'http://host/x/': The requested URL returned error: 501", "the host does not know how to serve git over http; …")]
    [InlineData("@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nIT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!\nHost key verification failed.", "the host's key is not the one in source.known_hosts; …")]
    [InlineData("No ED25519 host key is known for host and you have requested strict checking.\nHost key verification failed.", "the host's key is not in source.known_hosts; …")]
    public void AreToldAtOnce(string stderr, string meaning)
    {
        var fault = new GitException("fetch", 128, stderr);

        Assert.True(fault.IsRefusal);
        Sentence.Matches($"{meaning} (git fetch: …)", fault.Failure.Sentence);
    }

    [Theory]
    [InlineData("fatal: unable to access 'https://host/x/': Failed to connect to host port 443 after 0 ms: Couldn't connect to server")]
    [InlineData("fatal: unable to access 'https://host:8443/x/': Failed to connect to host port 8443: Connection refused")]
    [InlineData("fatal: unable to access 'http://host/x/': Failed to connect to host port 80 after 0 ms: Couldn't connect to server")]
    [InlineData("Connection closed by 192.0.2.1 port 22")]
    [InlineData("Connection reset by 192.0.2.1 port 22")]
    [InlineData("ssh: connect to host host port 22: Connection refused")]
    public void AreToldFromAHostThatIsAway(string stderr) => Assert.Equal(FailureKind.Passing, new GitException("fetch", 128, stderr).Failure.Kind);

    [Theory]
    [InlineData("ssh://git@host:org/repo")]
    [InlineData("ssh://host:org/repo")]
    [InlineData("ssh://git@host:org2/repo")]
    [InlineData("ssh://git:secret@host:org/repo")]
    public void AreRefusedBeforeTheHostIsAskedWhenAPathStandsForAPort(string uri) => Sentence.Refuses(
        "source.uri: … has a path where a port belongs; write ssh://git@host/org/repo, or git@host:org/repo; …", () => RepositoryUri.Parse(uri, "source.uri"));

    [Theory]
    [InlineData("ssh://git@host:22/org/repo")]
    [InlineData("ssh://git:secret@host/org/repo")]
    [InlineData("ssh://host/o:rg/repo")]
    [InlineData("ssh://[::1]:22/repo")]
    [InlineData("git@host:org/repo")]
    public void AreNotSeenInUrisThatWork(string uri) => Assert.True(RepositoryUri.Parse(uri, "source.uri").IsSsh);

    [Theory]
    [InlineData("git+ssh://git@host/org/repo", "ssh://git@host/org/repo")]
    [InlineData("ssh+git://git@host:2222/org/repo", "ssh://git@host:2222/org/repo")]
    public void AreNotTheOlderSpellingsOfSsh(string uri, string value) => Assert.Equal(value, RepositoryUri.Parse(uri, "source.uri").Value);
}
