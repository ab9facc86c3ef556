using System.Text.Json.Serialization.Metadata;
using PoolResource.Concourse;

namespace PoolResource.Tests.Protocol;

public sealed class KeysNobodyKnows
{
    [Theory]
    [InlineData("retry_dely", "retry_delay")]
    [InlineData("private_ky", "private_key")]
    [InlineData("user", "uri")]
    [InlineData("URI", "uri")]
    [InlineData("skip_ssl_verify", "skip_ssl_verification")]
    [InlineData("branches", "branch")]
    public async Task OfTheSourceAreNamedWithTheNearestKnownOne(string key, string nearest) =>
        await IsWarnedOfAsync("source", key, nearest, ProtocolJson.Default.CheckRequest);

    [Theory]
    [InlineData("aquire", "acquire")]
    [InlineData("add_claim", "add_claimed")]
    [InlineData("check-unclaimed", "check_unclaimed")]
    [InlineData("time_out", "timeout")]
    [InlineData("realease", "release")]
    public async Task OfAPutAreNamedWithTheNearestKnownOne(string key, string nearest) =>
        await IsWarnedOfAsync("params", key, nearest, ProtocolJson.Default.OutRequest);

    [Theory]
    [InlineData("dept", "depth")]
    [InlineData("fullclone", "full_clone")]
    [InlineData("require_claim", "require_claimed")]
    public async Task OfAGetAreNamedWithTheNearestKnownOne(string key, string nearest) =>
        await IsWarnedOfAsync("params", key, nearest, ProtocolJson.Default.InRequest);

    [Theory]
    [InlineData("secrets")]
    [InlineData("missing")]
    [InlineData("git_configs_value")]
    public async Task OfTheSourceAreKnownToNobodyWhateverTheLibraryCallsItsOwnParts(string key)
    {
        var log = await Stdin.LogOfAsync($$"""{"source": {"{{key}}": "x"} }""", ProtocolJson.Default.CheckRequest);

        Assert.Contains($"warning: source.{key} is not a key", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("patience")]
    [InlineData("missing")]
    public async Task OfAPutAreKnownToNobodyWhateverTheLibraryCallsItsOwnParts(string key)
    {
        var log = await Stdin.LogOfAsync($$"""{"params": {"{{key}}": "10s"} }""", ProtocolJson.Default.OutRequest);

        Assert.Contains($"warning: params.{key} is not a key", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("mising")]
    public async Task AreNeverAnsweredWithAPartOfTheLibrary(string key)
    {
        var log = await Stdin.LogOfAsync($$"""{"source": {"{{key}}": "x"} }""", ProtocolJson.Default.CheckRequest);

        Assert.DoesNotMatch("did you mean (secrets|missing|unknown)", log);
    }

    [Fact]
    public async Task HaveEachALineOfTheirOwn()
    {
        var log = await Stdin.LogOfAsync("""{"source": {"aa": 1, "bb": 2}, "params": {"cc": 3} }""", ProtocolJson.Default.OutRequest);

        Assert.Equal(3, log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task CannotSmuggleControlCharactersIntoTheLog() =>
        Assert.DoesNotContain(
            "\e[2J",
            await Stdin.LogOfAsync("""{"source": {"\u001b[2J\n": 1} }""", ProtocolJson.Default.CheckRequest),
            StringComparison.Ordinal);

    private static async Task IsWarnedOfAsync<T>(string section, string key, string nearest, JsonTypeInfo<T> type)
        where T : Request =>
        Assert.Equal(
            $"\e[33mwarning: {section}.{key} is not a key this resource knows; did you mean {nearest}?\e[0m\n",
            await Stdin.LogOfAsync($$"""{"{{section}}": {"{{key}}": "value"} }""", type));
}
