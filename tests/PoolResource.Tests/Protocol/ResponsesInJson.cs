using System.Text.Json;
using PoolResource.Concourse;

namespace PoolResource.Tests.Protocol;

public sealed class ResponsesInJson
{
    private static readonly Version First = new(new string('1', 40));
    private static readonly Version Second = new(new string('a', 64));

    [Fact]
    public void OfAGetOrPutAreTheVersionAndTwoFields() => Is(
        "response",
        JsonSerializer.Serialize(Response.For(First, "env-1", PoolName.Parse("cf-deployment/fresh", "pool")), ProtocolJson.Default.Response));

    [Fact]
    public void OfAGetAreTheSameWhereNoLockIs() => Is(
        "response-without-lock",
        JsonSerializer.Serialize(Response.For(First, "", PoolName.Parse("aws", "pool")), ProtocolJson.Default.Response));

    [Fact]
    public void OfACheckAreVersions() =>
        Is("versions", JsonSerializer.Serialize([First, Second], ProtocolJson.Default.IReadOnlyListVersion));

    [Fact]
    public void OfACheckMayBeEmpty() => Is("no-versions", JsonSerializer.Serialize([], ProtocolJson.Default.IReadOnlyListVersion));

    [Fact]
    public void KeepEveryCharacterOfAName()
    {
        const string Name = "a \"b\" \\ <c> & 'd' + ü 日本 \ud83d\udd12";

        var response = JsonSerializer.Serialize(Response.For(First, Name, PoolName.Parse("aws", "pool")), ProtocolJson.Default.Response);

        using var read = JsonDocument.Parse(response);
        Assert.Equal(Name, read.RootElement.GetProperty("metadata")[0].GetProperty("value").GetString());
    }

    private static void Is(string expected, string json) => Assert.Equal(ExpectedText.Of(expected), $"{json}\n");
}
