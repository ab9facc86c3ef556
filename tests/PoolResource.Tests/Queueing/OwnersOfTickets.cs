using PoolResource.Queue;

namespace PoolResource.Tests.Queueing;

public sealed class OwnersOfTickets
{
    private const string Job = """{"cluster":"https://ci.example.com","team":"main","pipeline":"deploy","job":"test"}""";

    [Fact]
    public void AreBuildsOfAJob()
    {
        var waiter = Waiter.Read(Job)!;

        Assert.Equal(("main", "deploy", "test", "main/deploy/test"), (waiter.Team, waiter.Pipeline, waiter.Job, waiter.Who));
        Assert.Null(waiter.Person);
        Assert.Equal("https://ci.example.com/builds/42", waiter.PageOf("42"));
        Assert.Null(waiter.PageOf(null));
    }

    [Fact]
    public void AreOneOfSeveralPipelinesByItsVars() => Assert.Equal(
        "main/deploy/branch:x/test", Waiter.Read("""{"team":"main","pipeline":"deploy","vars":"{\"branch\":\"x\"}","job":"test"}""")!.Who);

    [Theory]
    [InlineData("""{"cluster":"https://ci.example.com","pipeline":"deploy","job":"test"}""")]
    [InlineData("""{"cluster":"https://ci.example.com","team":"main","job":"test"}""")]
    [InlineData("""{"cluster":"https://ci.example.com","team":"main","pipeline":"deploy"}""")]
    [InlineData("""{"cluster":"https://ci.example.com","team":"","pipeline":"deploy","job":"test"}""")]
    [InlineData("{}")]
    public void AreNobodyWhereAPartIsMissing(string text) => Assert.Null(Waiter.Read(text)!.Who);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"cluster":"javascript:alert(1)"}""")]
    [InlineData("""{"cluster":"ci.example.com"}""")]
    public void HaveNoPageWhereTheirClusterIsNone(string text) => Assert.Null(Waiter.Read(text)!.PageOf("42"));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"team":"main","pipeline":1}""")]
    [InlineData("""{"team":{"a":"b"}}""")]
    [InlineData("""{"team":null}""")]
    [InlineData("""{"team":"\ud800"}""")]
    public void AreNobodyInWhatIsNoSuchFile(string text) => Assert.Null(Waiter.Read(text));

    [Fact]
    public void AreWhatIsSaidFirst() => Assert.Equal("main", Waiter.Read("""{"team":"main","team":"other"}""")!.Team);
}
