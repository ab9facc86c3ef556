namespace PoolResource.Tests.Puts;

public sealed class LongTimeouts
{
    [Theory]
    [InlineData("1200h")]
    [InlineData("8760h")]
    public async Task AreLongerThanATimerTakes(string timeout)
    {
        using var put = new Put();
        put.Branch.Then("aws/claimed/.gitkeep aws/unclaimed/a");

        await put.RunAsync($$"""{"claim": "a", "timeout": "{{timeout}}"}""");

        Assert.Equal("aws/claimed/.gitkeep aws/claimed/a aws/unclaimed/.gitkeep", put.Branch.Files);
    }
}
