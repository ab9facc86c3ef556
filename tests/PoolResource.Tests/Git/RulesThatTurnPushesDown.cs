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
    [InlineData("remote: Sorry.", "whoever runs the host knows the rule, and can exempt branch main")]
    public void AreAnsweredWithWhatFits(string words, string advice) => Sentence.Matches(advice, PushRule.Advice(words, "main"));
}
