namespace PoolResource.ScriptTests.Hosts;

/// <summary>The image sets GIT_SSL_CAINFO, which git takes before every setting.</summary>
public sealed class TrustStoresOfAnImage : ScriptTest
{
    [Fact]
    public async Task ReachGitAsSettings()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        BeforeGit($"echo \"$GIT_SSL_CAINFO\" $(git config --get-urlmatch http.sslCAInfo https://a.example/) $(git config --get-urlmatch http.sslCAInfo https://b.example/) >>{Folder["trusted"]}");
        Scripts.Build["GIT_SSL_CAINFO"] = "/image/ca.pem";
        Aws.Source["git_config"] = new System.Text.Json.Nodes.JsonArray(
            new System.Text.Json.Nodes.JsonObject { ["name"] = "http.https://b.example/.sslCAInfo", ["value"] = "/of/b.pem" });

        var result = await Aws.CheckAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["/image/ca.pem /of/b.pem"], (await File.ReadAllLinesAsync(Folder["trusted"], TestContext.Current.CancellationToken)).Select(line => line.Trim()).Distinct());
    }
}
