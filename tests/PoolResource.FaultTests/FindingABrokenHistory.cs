using PoolResource.FaultTests.Builds;
using PoolResource.FaultTests.History;
using PoolResource.Testing;

namespace PoolResource.FaultTests;

/// <summary>The checker can fail: histories made by hand that break a promise each.</summary>
public sealed class FindingABrokenHistory : IDisposable
{
    private const string ClaimId = "Claim-Id: 01932f0c-5c2e-7a11-8000-000000000001\n";

    private static readonly BuildIdentity Build = new(1);

    private readonly TestFolder folder = new(nameof(FindingABrokenHistory));
    private readonly LockRepository repository;
    private readonly string start;

    public FindingABrokenHistory()
    {
        repository = new LockRepository(folder["locks.git"]);
        repository.Git("config", "core.logAllRefUpdates", "true");
        start = repository.CommitPool("aws", unclaimed: ["env-1", "env-2"]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void NothingIsSaidOfASoundOne()
    {
        Take("env-1");
        Commit("unclaiming: env-1", "", Change.Move("aws/claimed/env-1", "aws/unclaimed/env-1"));

        Assert.Empty(Story().Violations);
    }

    [Fact]
    public void TwoLocksInOneCommitAreFound()
    {
        Commit(
            "claiming: env-1",
            ClaimId,
            Change.Move("aws/unclaimed/env-1", "aws/claimed/env-1"),
            Change.Move("aws/unclaimed/env-2", "aws/claimed/env-2"));

        Assert.Contains(Promise.OneLockACommit, Broken());
    }

    [Theory]
    [InlineData("unclaiming: env-1")]
    [InlineData("claiming: env-2")]
    [InlineData("taking: env-1")]
    public void AMessageThatLiesIsFound(string subject)
    {
        Commit(subject, ClaimId, Change.Move("aws/unclaimed/env-1", "aws/claimed/env-1"));

        Assert.Contains(Promise.OneLockACommit, Broken());
    }

    [Fact]
    public void ContentThatChangesOnTheWayIsFound()
    {
        Commit("claiming: env-1", ClaimId, Change.Delete("aws/unclaimed/env-1"), Change.Put("aws/claimed/env-1", "other"));

        Assert.Contains(Promise.OneLockACommit, Broken());
    }

    [Fact]
    public void AClaimWithoutAnIdOfItsOwnIsFound()
    {
        Take("env-1");
        Take("env-2");

        Assert.Contains(Promise.OneLockACommit, Broken());
    }

    [Fact]
    public void ALockInTwoPlacesIsFound()
    {
        Commit("adding claimed: env-1", ClaimId, Change.Put("aws/claimed/env-1"));

        Assert.Contains(Promise.OnePlace, Broken());
    }

    [Fact]
    public void AnOverwrittenCommitIsFound()
    {
        Take("env-1");
        repository.Git("update-ref", "refs/heads/main", start);
        Take("env-2");

        Assert.Contains(Promise.NothingIsOverwritten, Broken());
    }

    [Fact]
    public void AnAnswerThatIsNotSoIsFound()
    {
        Take("env-1");
        var put = Put.Acquire("aws");
        var lie = new ScriptResult(
            0,
            $$$"""{"version":{"ref":"{{{repository.Tip}}}"},"metadata":[{"name":"lock_name","value":"env-2"},{"name":"pool_name","value":"aws"}]}""",
            "");

        var violations = new AnswerRules(Story(), [new StepRun(Build.Url, put, lie, start, repository.Tip, null)]).Check();

        Assert.Equal([Promise.AnswersAreTrue], violations.Select(violation => violation.Promise));
    }

    private void Take(string name) => Commit($"claiming: {name}", ClaimId, Change.Move($"aws/unclaimed/{name}", $"aws/claimed/{name}"));

    private void Commit(string subject, string trailer, params Change[] changes) =>
        repository.Commit($"{Build.Title} {subject}\n\nBuild URL: {Build.Url}\n\nPool: aws\n{trailer}Build-Id: {Build.Id}\n", changes);

    private Story Story() => new(BranchRecord.Read(repository, start));

    private IEnumerable<string> Broken() => Story().Violations.Select(violation => violation.Promise);
}
