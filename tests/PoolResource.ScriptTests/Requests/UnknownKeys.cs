using System.Text.Json.Nodes;

namespace PoolResource.ScriptTests.Requests;

public sealed class UnknownKeys : ScriptTest
{
    [Fact]
    public async Task OfAPutAreWarnedOfWithTheNearestAndTheStepGoesOn()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Aws.Source["retry_dellay"] = "1s";

        var put = await Aws.PutAsync(new { acquire = true, time_out = "5m" });

        Assert.Equal("env-1", put.LockName);
        Assert.Contains("warning: source.retry_dellay is not a key this resource knows; did you mean retry_delay?", put.Lines);
        Assert.Contains("warning: params.time_out is not a key this resource knows; did you mean timeout?", put.Lines);
    }

    [Fact]
    public async Task OfAGetAndACheckAreWarnedOfAndTheStepGoesOn()
    {
        var tip = Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Aws.Source["privat_key"] = new JsonObject { ["any"] = "value" };

        var check = await Aws.CheckAsync();
        var get = await Aws.GetAsync(tip, new { submodules = "all" });

        Assert.Equal(Versions(tip), check.Stdout);
        Assert.Equal(["warning: source.privat_key is not a key this resource knows; did you mean private_key?"], check.Lines);
        Assert.Equal(Response(tip, "env-1"), get.Stdout);
        Assert.Contains(get.Lines, line => line.StartsWith("warning: params.submodules ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task KnownToTheBaselineAreNotAmongThem()
    {
        var tip = Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Aws.Source["retry_delay"] = "10s";
        Aws.Source["skip_ssl_verification"] = true;
        Aws.Source["username"] = "robot";
        Aws.Source["password"] = "";
        Aws.Source["private_key"] = "";

        var get = await Aws.GetAsync(tip, new { depth = 1 });

        Assert.Equal("", get.Stderr);
    }

    [Fact]
    public async Task CannotWriteControlCharactersIntoTheLog()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Aws.Source["\e[2Jkey\nline"] = 1;

        var check = await Aws.CheckAsync();

        Assert.StartsWith("warning: source.?[2Jkey?line is not a key", Assert.Single(check.Lines), StringComparison.Ordinal);
    }
}
