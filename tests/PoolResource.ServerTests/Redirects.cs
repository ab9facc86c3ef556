namespace PoolResource.ServerTests;

public sealed class Redirects(Servers servers) : ServerTest(servers)
{
    [Theory]
    [InlineData("at-once")]
    [InlineData("after-login")]
    public async Task DoNotCarryThePasswordToAnotherHost(string when)
    {
        var path = $"{when}/{Guid.NewGuid():n}.git";
        var pool = await WebPoolAsync();
        pool.Source["uri"] = $"https://redirect/{path}";

        var check = await pool.CheckAsync();

        Assert.StartsWith("error: the host ", check.Refusal, StringComparison.Ordinal);
        var requests = await Servers.Web.RequestsAsync("elsewhere", path);
        Assert.NotEmpty(requests);
        Assert.All(requests, request => Assert.EndsWith("authorization=[-]", request, StringComparison.Ordinal));
    }
}
