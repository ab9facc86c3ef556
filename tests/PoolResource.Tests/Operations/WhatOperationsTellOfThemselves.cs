using PoolResource.Operations;

namespace PoolResource.Tests.Operations;

public sealed class WhatOperationsTellOfThemselves
{
    private static readonly Alias Mine = new("mine", new Build("1234", "42", "test", "deploy", "main", "https://ci.example.com/builds/1234"));

    private static readonly Claim Own = new(Answer.Aws, Answer.Env1, Answer.Commit, "id");

    private static readonly ReleaseLock Release = new(Answer.Aws, Answer.Env1);

    private static readonly UpdateLock Update = new(Answer.Aws, Answer.Env1, default);

    public static TheoryData<string, Operation> Operations { get; } = new()
    {
        { "acquire a lock of pool aws", new AcquireLock(Answer.Aws, Random.Shared) },
        { "acquire a lock of pool aws; held as \"mine\"; by the claims of aws as \"mine\"", new AcquireLock(Answer.Aws, Random.Shared, Mine) },
        { "claim lock env-1 of pool aws", new ClaimLock(Answer.Aws, Answer.Env1) },
        { "claim lock env-1 of pool aws; held as \"mine\"; by the claims of aws as \"mine\"", new ClaimLock(Answer.Aws, Answer.Env1, Mine) },
        { "add lock env-1 to pool aws; starts the branch", new AddLock(Answer.Aws, Answer.Env1, LockState.Claimed, default) },
        { "add lock env-1 to pool aws; starts the branch; by what came since 1111111", new AddLock(Answer.Aws, Answer.Env1, LockState.Claimed, default, Own) },
        { "update lock env-1 of pool aws; starts the branch", Update },
        { "release lock env-1 of pool aws; gives back", Release },
        { "remove lock env-1 from pool aws; gives back", new RemoveLock(Answer.Aws, Answer.Env1) },
        { "see lock env-1 of pool aws unclaimed", new AwaitState(Answer.Aws, Answer.Env1, LockState.Unclaimed) },
        { "move lock env-1 of pool aws to aws-lifecycle (unclaimed); gives back", MoveLock.Recycle(Answer.Aws, Answer.Env1) },
        { "move lock env-1 of pool aws-lifecycle to aws (unclaimed); gives back", MoveLock.Restore(Answer.Aws.Lifecycle, Answer.Env1) },
        { "move lock env-1 of pool aws to gcp (claimed)", MoveLock.Move(Answer.Aws, Answer.Env1, PoolName.Parse("gcp", "to"), LockState.Claimed, null) },
        { "release lock env-1 of pool aws; gives back", new NameAsWritten(Release, Release) },
        { "update lock env-1 of pool aws; starts the branch", new NameAsWritten(Update, Update) },
        { "claim lock env-1 of pool aws; held as \"mine\"; by the claims of aws as \"mine\"", new NameAsWritten(new ClaimLock(Answer.Aws, Answer.Env1, Mine), new ClaimLock(Answer.Aws, Answer.Env1, Mine)) },
        { "release; follows a claim; by what came since 1111111", new HeldLockOperation(Answer.Aws, "release", Own, (_, _) => Release) },
        { "release; gives back; follows a claim; by what came since 1111111", new HeldLockOperation(Answer.Aws, "release", Own, (_, _) => Release) { IsReturn = true } },
        { "reap stale claims of pool aws; gives back; by the claims of aws", new HeldClaims(Answer.Aws, new ReapPolicy(), ReapTo.Release) },
        { "reap stale claims of pool aws; gives back; by the claims of aws", new ReapLocks(Answer.Aws, [], ReapTo.Recycle(Answer.Aws)) },
        { "release; gives back; by the claims of every pool", new LockUnderAName(Answer.Aws, Mine, "release", _ => Release) },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public void DecidesHowLongAndWithWhatHistoryTheyAreTried(string told, Operation operation) => Assert.Equal(told, string.Join("; ", Told(operation)));

    private static IEnumerable<string> Told(Operation operation) =>
    [
        operation.Purpose,
        .. operation.StartsBranch ? ["starts the branch"] : Array.Empty<string>(),
        .. operation.GivesBack ? ["gives back"] : Array.Empty<string>(),
        .. operation.FollowsClaim ? ["follows a claim"] : Array.Empty<string>(),
        .. operation.HeldAs is { } name ? [$"held as {name}"] : Array.Empty<string>(),
        .. operation.Needs switch
        {
            SinceClaim since => [$"by what came since {since.Commit.Value[..7]}"],
            ClaimsOf claims => [$"by the claims of {claims.Pool?.Value ?? "every pool"}{(claims.Own is { } own ? $" as {own}" : "")}"],
            _ => Array.Empty<string>(),
        },
    ];
}
