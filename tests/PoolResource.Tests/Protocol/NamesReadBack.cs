using System.Text;
using System.Text.Json;
using PoolResource.Concourse;
using PoolResource.Operations;
using PoolResource.Testing;
using PoolResource.Tests.Operations;

namespace PoolResource.Tests.Protocol;

/// <summary>What a get writes, a put reads as the same name.</summary>
public sealed class NamesReadBack : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("env-1 ")]
    [InlineData(" env-1")]
    [InlineData("env-1\u00a0")]
    [InlineData("env-1\u3000")]
    [InlineData("\u2003env-1\u2003")]
    [InlineData("\ufeffenv-1")]
    [InlineData("env-1")]
    public async Task AreWhatTheClaimBesideThemSays(string name)
    {
        folder.With("lock/name", $"{name}\n").With("lock/claim.json", Claim(name));

        Assert.Equal(name, (await ReleaseAsync(name)).Name.Value);
        folder.With("lock/name", name.Trim());
        Assert.Equal(name, (await ReleaseAsync(name)).Name.Value);
    }

    [Theory]
    [InlineData("env-1 ")]
    [InlineData(" env-1")]
    [InlineData("env-1\u00a0")]
    [InlineData("\u2003env-1\u2003")]
    [InlineData("env-1")]
    public async Task AreTheExactNameWhereThereIsSuchALock(string name)
    {
        folder.With("lock/name", $"{name}\n");
        var pools = PoolOf(name, "env-1");

        var released = Assert.IsType<Changed>((await OperationAsync("""{"release": "lock"}""")).Decide(pools));

        Assert.Equal(name, released.Lock.Value);
    }

    [Theory]
    [InlineData("env-1")]
    [InlineData("env-1\n")]
    [InlineData("env-1\r\n")]
    [InlineData("env-1 \n")]
    [InlineData("\n env-1\t\n\n")]
    [InlineData("\ufeffenv-1\r\n")]
    public async Task AreTheNameWithoutWhiteSpaceOtherwise(string text)
    {
        folder.With("lock/name", text).With("lock/metadata", "x");
        var pools = PoolOf("env-1");

        Assert.Equal("env-1", Assert.IsType<Changed>((await OperationAsync("""{"release": "lock"}""")).Decide(pools)).Lock.Value);
        Assert.Equal("env-1", Assert.IsType<Busy>((await OperationAsync("""{"claim_from": "lock"}""")).Decide(pools)).Held[0].Name.Value);
        Assert.Equal("env-1", Assert.IsType<Unchanged>((await OperationAsync("""{"check_unclaimed": "lock"}""")).Decide(pools)).Lock.Value);
        Assert.Equal("env-1", Assert.IsType<Changed>((await OperationAsync("""{"add": "lock"}""")).Decide(MemoryPools.Of(""))).Lock.Value);
    }

    [Fact]
    public async Task AreRefusedWhereTheClaimIsAnothers()
    {
        folder.With("lock/name", "env-1\n").With("lock/claim.json", Claim("env-2"));

        Sentence.Matches(
            "… is the claim of lock \"env-2\", but the name beside it is env-1; …",
            (await Assert.ThrowsAsync<PoolException>(() => OperationAsync("""{"release": "lock"}"""))).Message);
    }

    private async Task<NamedLockOperation> ReleaseAsync(string name)
    {
        var held = Assert.IsType<HeldLockOperation>(await OperationAsync("""{"release": "lock"}"""));
        Assert.Equal(name, held.Claim.Lock.Value);
        return held.Inner(Answer.Aws, null);
    }

    private async Task<Operation> OperationAsync(string parameters) => new PutOperation(
        (await Stdin.OutAsync($$"""{"params": {{parameters}} }""")).Parameters!, Answer.Here, new StepInputs(folder.Path), Build.From(_ => null), new Random(1)).Parse();

    private static string Claim(string name) => $$"""{"pool": "aws", "lock": {{JsonSerializer.Serialize(name)}}, "ref": "{{new string('a', 40)}}"}""";

    private static MemoryPools PoolOf(params string[] names) => new(names.Distinct().Aggregate(
        MemoryPools.Of("").Files, (files, name) => files.Add($"aws/claimed/{name}", [.. Encoding.UTF8.GetBytes("x")])));
}
