using PoolResource.Concourse;
using PoolResource.Operations;
using PoolResource.Testing;
using PoolResource.Tests.Operations;

namespace PoolResource.Tests.Protocol;

/// <summary>What YAML's block scalars and files of secrets leave behind a value.</summary>
public sealed class ParamsOfOneLine : IDisposable
{
    private const string Files = "aws/claimed/held aws/unclaimed/free gcp/unclaimed/.gitkeep";

    private readonly TestFolder folder = new();

    public static TheoryData<string> Params { get; } =
    [
        """{"claim": "free%"}""", """{"claim": "free%", "as": "mine%"}""", """{"claim_from": "lock%"}""", """{"remove": "lock%"}""", """{"release": "lock%"}""", """{"update": "lock%"}""",
        """{"add": "new%"}""", """{"add": {"name": "new%"}}""", """{"add_claimed": {"name": "new%", "metadata": "x"}}""", """{"check": "lock%"}""", """{"check_unclaimed": "lock%"}""",
        """{"check_unclaimed": "free%"}""", """{"recycle": "lock%"}""", """{"move": {"lock": "lock%", "to": "gcp%", "state": "claimed%"}}""",
        """{"move": {"lock": {"name": "free%"}, "to": "gcp%"}}""", """{"release": "lock%", "metadata": "lock/metadata%", "on_lost": "warn%"}""", """{"release": {"as": "mine%"}}""",
        """{"recycle": {"as": "mine%"}}""",
    ];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Params))]
    public async Task LoseTheLineEndsBehindThem(string parameters)
    {
        var plain = Answered(await ParseAsync(parameters.Replace("%", "", StringComparison.Ordinal)));

        foreach (var end in new[] { "\\n", "\\r\\n", "\\n\\n" })
        {
            Assert.Equal(plain, Answered(await ParseAsync(parameters.Replace("%", end, StringComparison.Ordinal))));
        }
    }

    [Theory]
    [InlineData("""{"claim": "a\nb"}""", "params.claim")]
    [InlineData("""{"claim": "\tfree"}""", "params.claim")]
    [InlineData("""{"claim": "free", "as": "a\u0000b"}""", "params.as")]
    [InlineData("""{"claim_from": "lo\nck"}""", "params.claim_from")]
    [InlineData("""{"release": "lo\u0007ck\n"}""", "params.release")]
    [InlineData("""{"release": {"as": "a\rb"}}""", "params.release.as")]
    [InlineData("""{"add": {"name": "a\nb\n"}}""", "params.add.name")]
    [InlineData("""{"check_unclaimed": "a\nb"}""", "params.check_unclaimed")]
    [InlineData("""{"move": {"lock": "lock", "to": "g\ncp"}}""", "params.move.to")]
    [InlineData("""{"move": {"lock": "lock", "to": "gcp", "state": "claim\u001bed"}}""", "params.move.state")]
    [InlineData("""{"release": "lock", "metadata": "a\nb"}""", "params.metadata")]
    [InlineData("""{"release": "lock", "on_lost": "wa\nrn"}""", "params.on_lost")]
    public async Task AreRefusedForAControlCharacterByTheirKey(string parameters, string key) => Sentence.Matches(
        $"{key}: it holds a control character (U+…); …", (await Assert.ThrowsAsync<PoolException>(() => ParseAsync(parameters))).Message);

    [Theory]
    [InlineData("claim"), InlineData("release"), InlineData("add"), InlineData("check_unclaimed"), InlineData("remove")]
    public async Task AreAbsentWhenTheyAreALineEndAlone(string key)
    {
        foreach (var end in new[] { "\\n", "\\r\\n" })
        {
            Assert.Single((await Stdin.OutAsync($$"""{"params": {"{{key}}": "{{end}}"} }""")).Parameters!.ToMissing());
        }
    }

    [Theory]
    [InlineData("""{"acquire": true, "as": "%"}""", "params.as")]
    [InlineData("""{"claim": "free", "as": "%"}""", "params.as")]
    [InlineData("""{"claim_from": "lock", "as": "%"}""", "params.as")]
    [InlineData("""{"release": {"as": "%"}}""", "params.release.as")]
    [InlineData("""{"recycle": {"as": "%"}}""", "params.recycle.as")]
    [InlineData("""{"move": {"lock": {"as": "%"}, "to": "gcp"}}""", "params.move.lock.as")]
    public async Task AreRefusedAsEmptyWhereTheyAreANameToHoldALockUnder(string parameters, string key)
    {
        foreach (var empty in new[] { "", "\\n", "\\r\\n", "  ", " \\n" })
        {
            var fault = await Assert.ThrowsAsync<PoolException>(() => ParseAsync(parameters.Replace("%", empty, StringComparison.Ordinal)));
            Assert.Equal($"{key} is empty; write the name under which this build holds the lock", fault.Message);
        }
    }

    [Theory]
    [InlineData("""{"acquire": true, "as": null}""")]
    [InlineData("""{"claim": "free", "as": null}""")]
    public async Task AreAbsentWhenTheyAreNull(string parameters) =>
        Assert.Equal(Answered(await ParseAsync(parameters.Replace(", \"as\": null", "", StringComparison.Ordinal))), Answered(await ParseAsync(parameters)));

    private static string Answered(Operation operation) => operation.Decide(MemoryPools.Of(Files)) switch
    {
        Changed changed => $"{changed.Subject} {string.Join(' ', changed.Moves.Select(move => $"{move.From?.Path} {move.To?.Path}"))}",
        Unchanged unchanged => $"unchanged {unchanged.Lock}",
        var other => other.GetType().Name,
    };

    private async Task<Operation> ParseAsync(string parameters)
    {
        folder.With("lock/name", "held\n").With("lock/metadata", "x").With("new/name", "new\n").With("new/metadata", "y");
        var build = Build.From(name => name is "BUILD_ID" ? "1" : name is "ATC_EXTERNAL_URL" ? "https://ci" : null);
        return new PutOperation((await Stdin.OutAsync($$"""{"params": {{parameters}} }""")).Parameters!, Answer.Here, new StepInputs(folder.Path), build, new Random(1)).Parse();
    }
}
