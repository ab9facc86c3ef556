using PoolResource.Git;

namespace PoolResource.Tests.Git;

public sealed class RulesThatTurnPushesDown
{
    [Theory]
    [InlineData("remote: error: GH006: Protected branch update failed for refs/heads/main.", "allow pushes to branch main")]
    [InlineData("remote: GitLab: You are not allowed to push code to protected branches on this project.", "allow pushes to branch main")]
    [InlineData("remote: TF402455: Pushes to this branch are not permitted; you must use a pull request to update this branch.", "allow pushes to branch main")]
    [InlineData("! [remote rejected] main -> main (prohibited by Gerrit: not permitted: update)", "allow pushes to branch main")]
    [InlineData("! [remote rejected] main -> main (pre-receive hook declined)", "allow pushes to branch main")]
    [InlineData("remote: error: GH006: Protected branch update failed.\nremote: error: Commits must have verified signatures.", "the host wants signed commits; give source.signing_key")]
    [InlineData("remote: GitLab: Commit must be signed with a GPG key", "the host wants signed commits; give source.signing_key")]
    [InlineData("remote: error: commit 1234567: not Signed-off-by author/committer/uploader in message footer", "the host wants a Signed-off-by line, …")]
    [InlineData("remote: GitLab: Committer's email 'ci-pool@localhost' does not follow the pattern '.*@acme.com'", "set user.name and user.email in source.git_config …")]
    [InlineData("remote: GitLab: Author 'ci-pool@localhost' is not a member of team", "set user.name and user.email in source.git_config …")]
    [InlineData("remote: GitLab: Commit message does not follow the pattern 'JIRA-.*'", "the host's rule on commit messages …")]
    [InlineData("remote: ERROR: missing Change-Id in message footer", "the host wants pushes to go through review; …")]
    [InlineData("remote: error: refusing to update checked out branch: refs/heads/main", "the repository on the host has a working copy; …")]
    [InlineData("remote: error: GH013: Repository rule violations found for refs/heads/main.\nremote: Review all repository rules at https://github.com/acme/locks/rules?ref=refs%2Fheads%2Fmain\nremote: \nremote: - Changes must be made through a pull request.\n! [remote rejected] main -> main (push declined due to repository rule violations)", "allow pushes to branch main")]
    [InlineData("remote: error: GH006: Protected branch update failed for refs/heads/main.\nremote: error: At least one approved review is required.", "allow pushes to branch main")]
    [InlineData("remote: error: GH013: Repository rule violations found for refs/heads/main.\nremote: - Commits must have verified signatures.", "the host wants signed commits; give source.signing_key")]
    [InlineData("remote: error: GH013: Repository rule violations found for refs/heads/main.\nremote: - GITHUB PUSH PROTECTION\nremote:   - Push cannot contain secrets", "the host's rule on files …")]
    [InlineData("remote: Gitea: Not allowed to push to protected branch main", "allow pushes to branch main")]
    [InlineData("remote: Gitea: User permission denied for writing.", "allow pushes to branch main")]
    [InlineData("remote: Gitea: branch main is protected from changing file aws/claimed/env-1", "the host's rule on files …")]
    [InlineData("remote: VS403702: The push was rejected because one or more commits contain author email 'ci-pool@localhost' which does not match the policy-specified patterns.", "set user.name and user.email …")]
    [InlineData("remote: Push rejected.\nremote: refs/heads/main: 3207cba: expected committer email 'ci@acme.com' but found 'ci-pool@localhost'", "set user.name and user.email …")]
    [InlineData("remote: error: branch refs/heads/main:\nremote: To push into this reference you need 'Push' rights.\nremote: User: ci\n! [remote rejected] main -> main (prohibited by Gerrit: not permitted: update)", "allow pushes to branch main")]
    [InlineData("! [remote rejected] main -> main (prohibited by Gerrit: project state does not permit write)", "allow pushes to branch main")]
    [InlineData("remote: GitLab: Your git username is inconsistent with GitLab account name", "set user.name and user.email …")]
    [InlineData("remote: Sorry.", "whoever runs the host knows the rule, and can exempt branch main")]
    public void AreAnsweredWithWhatFits(string words, string advice) => Sentence.Matches(advice, PushRule.Advice(words, "main"));
}
