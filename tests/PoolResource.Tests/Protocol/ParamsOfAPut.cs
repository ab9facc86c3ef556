using PoolResource.Concourse;
using PoolResource.Operations;
using PoolResource.Testing;
using PoolResource.Tests.Operations;

namespace PoolResource.Tests.Protocol;

public sealed class ParamsOfAPut : IDisposable
{
    private readonly TestFolder folder = new();

    public ParamsOfAPut() => folder.With("env/name", "env-1\n").With("env/metadata", "content");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task NameEveryOperation()
    {
        Assert.IsType<AcquireLock>(await OperationAsync("""{"acquire": true}"""));
        Assert.Equal(new ClaimLock(Answer.Aws, Answer.Env1), await OperationAsync("""{"claim": "env-1"}"""));
        Assert.Equal(new ReleaseLock(Answer.Aws, Answer.Env1), await OperationAsync("""{"release": "env"}"""));
        Assert.Equal(new RemoveLock(Answer.Aws, Answer.Env1), await OperationAsync("""{"remove": "env"}"""));
        Assert.Equal(new AwaitState(Answer.Aws, Answer.Env1, LockState.Unclaimed), await OperationAsync("""{"check": "env"}"""));
    }

    [Fact]
    public async Task LeaveTheContentOfALockThatIsReleased() => Answer.Is(
        "unclaiming: env-1: aws/claimed/env-1 -> aws/unclaimed/env-1; env-1",
        await OperationAsync("""{"release": "env"}"""),
        BranchOf.LockClaimed);

    [Theory]
    [InlineData("add", "adding unclaimed: env-1: new -> aws/unclaimed/env-1 = content; env-1")]
    [InlineData("add_claimed", "adding claimed: env-1: new -> aws/claimed/env-1 = content; env-1 claimed")]
    [InlineData("update", "adding unclaimed: env-1: new -> aws/unclaimed/env-1 = content; env-1")]
    public async Task CarryTheMetadataWhereItIsNeeded(string key, string answer) =>
        Answer.Is(answer, await OperationAsync($$"""{"{{key}}": "env"}"""), BranchOf.PoolEmpty);

    [Theory]
    [InlineData("add", """{"name": "env-1", "metadata": "text"}""", "adding unclaimed: env-1: new -> aws/unclaimed/env-1 = text; env-1")]
    [InlineData("add", """{"name": "env-1"}""", "adding unclaimed: env-1: new -> aws/unclaimed/env-1 = ; env-1")]
    [InlineData("add_claimed", """{"name": "env-1", "metadata": "text"}""", "adding claimed: env-1: new -> aws/claimed/env-1 = text; env-1 claimed")]
    [InlineData("update", """{"name": "env-1", "metadata": "text"}""", "adding unclaimed: env-1: new -> aws/unclaimed/env-1 = text; env-1")]
    public async Task MayCarryTheLockItself(string key, string value, string answer) =>
        Answer.Is(answer, await OperationAsync($$"""{"{{key}}": {{value}} }"""), BranchOf.PoolEmpty);

    [Theory]
    [InlineData("5", "params.add must be a directory of the step's inputs, or the lock itself as …")]
    [InlineData("[]", "params.add must be a directory of the step's inputs, or the lock itself as …")]
    [InlineData("{}", "params.add.name must be text: the name of the lock")]
    [InlineData("""{"name": []}""", "params.add.name must be text: the name of the lock")]
    [InlineData("""{"name": "a/b"}""", "params.add.name: the lock name \"a/b\" contains a slash; …")]
    [InlineData("""{"name": "a", "content": "b"}""", "params.add: \"content\" is not part of a lock; …")]
    public async Task AreRefusedForALockItself(string value, string sentence) =>
        Sentence.Matches(sentence, (await Assert.ThrowsAsync<PoolException>(() => OperationAsync($$"""{"add": {{value}} }"""))).Message);

    [Theory]
    [InlineData("env")]
    [InlineData("env-1")]
    public async Task AwaitAClaimByNameOrByDirectory(string value) =>
        Assert.Equal(
            new AwaitState(Answer.Aws, Answer.Env1, LockState.Claimed),
            await OperationAsync($$"""{"check_unclaimed": "{{value}}"}"""));

    [Fact]
    public async Task CountAsAbsentWhenEmptyOrFalse() =>
        Assert.IsType<ClaimLock>(await OperationAsync(
            """{"acquire": false, "claim": "env-1", "release": "", "remove": "", "add": "", "add_claimed": "", "update": "", "check": "", "check_unclaimed": ""}"""));

    [Theory]
    [InlineData("""{"acquire": true, "claim": "x"}""", "params: acquire and claim are 2 operations; …")]
    [InlineData("""{"update": "x", "add_claimed": "x", "add": "x"}""", "params: add and add_claimed and update are 3 operations; …")]
    [InlineData("""{"check": "x", "check_unclaimed": "x"}""", "params: check and check_unclaimed are 2 operations; …")]
    public async Task AreRefusedWithSeveralOperations(string parameters, string sentence) =>
        Sentence.Matches(sentence, (await Assert.ThrowsAsync<PoolException>(() => OperationAsync(parameters))).Message);

    [Theory]
    [InlineData("claim", "../x", "params.claim: the lock name \"../x\" contains a slash; …")]
    [InlineData("claim", "a\\nb", "params.claim: it holds a control character (U+000A); …")]
    [InlineData("check_unclaimed", "nowhere/env", "params.check_unclaimed: the lock name \"nowhere/env\" contains a slash; …")]
    [InlineData("check_unclaimed", "..", "params.check_unclaimed: the lock name \"..\" starts with a dot; …")]
    [InlineData("release", "nowhere", "params.release: there is no directory \"nowhere\" …")]
    [InlineData("remove", "../env", "params.remove: \"../env/name\" leads out of the step's inputs; …")]
    [InlineData("add", "nowhere", "params.add: there is no directory \"nowhere\" …")]
    [InlineData("add_claimed", "nowhere", "params.add_claimed: there is no directory \"nowhere\" …")]
    [InlineData("update", "nowhere", "params.update: there is no directory \"nowhere\" …")]
    [InlineData("check", "nowhere", "params.check: there is no directory \"nowhere\" …")]
    public async Task AreRefusedInTheUsersSpelling(string key, string value, string sentence) =>
        Sentence.Matches(sentence, (await Assert.ThrowsAsync<PoolException>(
            () => OperationAsync($$"""{"{{key}}": "{{value}}"}"""))).Message);

    [Theory]
    [InlineData("{}", null)]
    [InlineData("""{"timeout": null}""", null)]
    [InlineData("""{"timeout": ""}""", null)]
    [InlineData("""{"timeout": "0s"}""", 0)]
    [InlineData("""{"timeout": 0}""", 0)]
    [InlineData("""{"timeout": "30m"}""", 1800)]
    [InlineData("""{"timeout": 90000000000}""", 90)]
    public async Task MayBoundTheWait(string parameters, int? seconds) =>
        Assert.Equal(seconds, (int?)(await ReadAsync(parameters)).ToTimeout()?.TotalSeconds);

    [Theory]
    [InlineData("30", "params.timeout: 30 would be nanoseconds; write 30s …")]
    [InlineData("\"30\"", "params.timeout: 30 would be nanoseconds; write 30s …")]
    [InlineData("\"-1s\"", "params.timeout: \"-1s\" is not a duration; …")]
    [InlineData("true", "params.timeout: \"true\" is not a duration; …")]
    public async Task AreRefusedForATimeout(string json, string sentence)
    {
        var parameters = await ReadAsync($$"""{"timeout": {{json}} }""");

        Sentence.Refuses(sentence, () => parameters.ToTimeout());
    }

    private static async Task<OutParams> ReadAsync(string parameters) =>
        (await Stdin.OutAsync($$"""{"params": {{parameters}} }""")).Parameters!;

    private async Task<Operation> OperationAsync(string parameters) =>
        new PutOperation(
            await ReadAsync(parameters), Answer.Here, new StepInputs(folder.Path), Build.From(_ => null), new Random(1)).Parse();
}
