using PoolResource.Git;

namespace PoolResource.Tests.Git;

/// <summary>What the well-known hosts print when somebody may not push, or may not even look.</summary>
public sealed class RefusalsOfHosts
{
    private const string NotRead = "\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.";
    private const string Forbidden = "\nfatal: unable to access 'https://host/x.git/': The requested URL returned error: 403";

    [Theory]
    [InlineData("GitHub", "ERROR: The key you are authenticating with has been marked as read only." + NotRead)]
    [InlineData("GitHub", "ERROR: Permission to acme/locks.git denied to deploy key" + NotRead)]
    [InlineData("GitHub", "ERROR: Permission to acme/locks.git denied to ci-bot." + NotRead)]
    [InlineData("GitHub", "ERROR: Write access to repository not granted." + NotRead)]
    [InlineData("GitHub", "ERROR: Repository not found." + NotRead)]
    [InlineData("GitHub", "ERROR: This repository was archived so it is read-only." + NotRead)]
    [InlineData("GitHub", "ERROR: The 'acme' organization has enabled or enforced SAML SSO." + NotRead)]
    [InlineData("GitHub", "remote: Permission to acme/locks.git denied to ci-bot." + Forbidden)]
    [InlineData("GitHub", "remote: Write access to repository not granted." + Forbidden)]
    [InlineData("GitLab", "remote: \nremote: ========================================================================\nremote: \nremote: ERROR: You are not allowed to push code to this project.\nremote: \nremote: ========================================================================\nremote: " + NotRead)]
    [InlineData("GitLab", "remote: \nremote: ERROR: This deploy key does not have write access to this project.\nremote: " + NotRead)]
    [InlineData("GitLab", "remote: ERROR: The project you were looking for could not be found or you don't have permission to view it." + NotRead)]
    [InlineData("GitLab", "remote: GitLab: You can't push code to an archived project." + NotRead)]
    [InlineData("GitLab", "remote: You are not allowed to push code to this project." + Forbidden)]
    [InlineData("GitHub", "ERROR: Your account is suspended. Please check your email for details or contact support." + NotRead)]
    [InlineData("GitHub", "remote: Support for password authentication was removed on August 13, 2021.\nfatal: Authentication failed for 'https://host/x.git/'")]
    [InlineData("GitHub", "remote: Invalid username or token. Password authentication is not supported for Git operations.\nfatal: Authentication failed for 'https://host/x.git/'")]
    [InlineData("GitLab", "remote: \nremote: ========================================================================\nremote: \nremote: This deploy key does not have write access to this project.\nremote: \nremote: ========================================================================\nremote: " + NotRead)]
    [InlineData("GitLab", "remote: You are not allowed to upload code." + Forbidden)]
    [InlineData("GitLab", "remote: ERROR: A repository for this project does not exist yet." + NotRead)]
    [InlineData("GitLab", "remote: ERROR: You can't push code to a read-only GitLab instance." + NotRead)]
    [InlineData("GitLab", "remote: ERROR: Your account has been blocked." + NotRead)]
    [InlineData("Bitbucket", "repository access denied. access via a deployment key is read-only." + NotRead)]
    [InlineData("Bitbucket Server", "remote: You are not permitted to access this resource." + Forbidden)]
    [InlineData("Gerrit", "remote: ERROR: Permission denied (prohibited by Gerrit)" + NotRead)]
    [InlineData("Azure DevOps", "remote: TF400813: The user 'aaaaaaaa' is not authorized to access this resource." + NotRead)]
    [InlineData("GitLab", "remote: HTTP Basic: Access denied. The provided password or token is incorrect or your account has 2FA enabled\nfatal: Authentication failed for 'https://host/x.git/'")]
    [InlineData("Bitbucket", "conq: repository access denied. access via a deployment key is read-only." + NotRead)]
    [InlineData("Bitbucket", "repository access denied." + NotRead)]
    [InlineData("Bitbucket", "Unauthorized" + NotRead)]
    [InlineData("Bitbucket", "remote: Your credentials lack one or more required privilege scopes." + Forbidden)]
    [InlineData("Bitbucket", "Forbidden" + NotRead)]
    [InlineData("Bitbucket", "The requested repository either does not exist or you do not have access. If you believe this repository exists and you have access, make sure you're authenticated." + NotRead)]
    [InlineData("Bitbucket Server", "Repository is read only\nYou do not have permission to push to this repository." + NotRead)]
    [InlineData("Bitbucket Server", "fatal: remote error: You are not permitted to push to this repository" + NotRead)]
    [InlineData("Gitea", "Gitea: User: 2:ci with Key: 3:pool is not authorized to write to acme/locks." + NotRead)]
    [InlineData("Gitea", "Gitea: Deploy Key: 3:pool is not authorized to write to acme/locks." + NotRead)]
    [InlineData("Gitea", "Gitea: Unauthorized" + NotRead)]
    [InlineData("Forgejo", "Forgejo: User: 2:ci with Key: 3:pool is not authorized to write to acme/locks." + NotRead)]
    [InlineData("Forgejo", "remote: mirror repository is read-only" + Forbidden)]
    [InlineData("Gogs", "Gogs: User ci with level WRITE access to repository acme/locks is denied" + NotRead)]
    [InlineData("Gerrit", "fatal: remote error: receive-pack not permitted on 'locks'" + NotRead)]
    [InlineData("Gerrit", "fatal: project state does not permit write" + NotRead)]
    [InlineData("Gerrit", "fatal: Unauthorized" + NotRead)]
    [InlineData("Azure DevOps", "remote: TF401027: You need the Git 'GenericContribute' permission to perform this action. Details: identity 'ci', scope 'repository'." + NotRead)]
    [InlineData("Azure DevOps", "remote: TF401019: The Git repository with name or identifier locks does not exist or you do not have permissions for the operation you are attempting." + NotRead)]
    [InlineData("Azure DevOps", "remote: TF401027: You need the Git 'GenericContribute' permission to perform this action." + Forbidden)]
    [InlineData("Azure DevOps", "remote: Public key authentication failed." + NotRead)]
    [InlineData("AWS CodeCommit", "fatal: unable to access 'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/locks/': The requested URL returned error: 403")]
    [InlineData("AWS CodeCommit", "User: arn:aws:iam::1234:user/ci is not authorized to perform: codecommit:GitPush on resource: arn:aws:codecommit:us-east-1:1234:locks" + NotRead)]
    [InlineData("gitolite", "FATAL: W any locks ci DENIED by fallthru\n(or you mis-spelled the reponame)" + NotRead)]
    [InlineData("git-shell", "fatal: unrecognized command 'git-receive-pack '/srv/locks.git''" + NotRead)]
    [InlineData("git", "fatal: remote error: access denied or repository not exported: /locks.git")]
    [InlineData("git", "fatal: remote error: service not enabled: /locks.git")]
    [InlineData("git", "error: insufficient permission for adding an object to repository database ./objects\nfatal: failed to write object")]
    [InlineData("git", "fatal: detected dubious ownership: Permission denied" + NotRead)]
    [InlineData("git", "fatal: unable to access 'https://host/x.git/': The requested URL returned error: 403")]
    [InlineData("ssh", "git@host: Permission denied (publickey)." + NotRead)]
    [InlineData("ssh", "Received disconnect from 192.0.2.1 port 22:2: Too many authentication failures" + NotRead)]
    public void AreAnswersAndQuoted(string host, string stderr)
    {
        var fault = new GitException("push", 128, stderr);

        Assert.True(fault.IsRefusal, host);
        Assert.Contains(FirstWords(stderr), GitFailure.Of(fault).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fatal: the remote end hung up unexpectedly")]
    [InlineData("ERROR: Internal server error" + NotRead)]
    [InlineData("remote: GitLab: Internal API unreachable, please try again later" + NotRead)]
    [InlineData("remote: Service temporarily unavailable" + NotRead)]
    [InlineData("ERROR: Rate exceeded" + NotRead)]
    [InlineData("Gitea: Internal Server Error" + NotRead)]
    [InlineData("remote: rate limit exceeded, not allowed for now" + NotRead)]
    [InlineData("ssh: connect to host read-only.example.com port 22: Connection refused" + NotRead)]
    [InlineData("fatal: unable to access 'https://host/denied/x.git/': The requested URL returned error: 503")]
    [InlineData("fatal: unable to access 'https://host/archived/x.git/': Empty reply from server")]
    public void AreToldFromTroublesThatPass(string stderr) => Assert.False(new GitException("push", 128, stderr).IsRefusal);

    private static string FirstWords(string stderr) =>
        stderr.Split('\n').Select(line => line.Replace("remote: ", "", StringComparison.Ordinal)).First(line => line.Any(char.IsLetter) && !line.StartsWith("remote:", StringComparison.Ordinal));
}
