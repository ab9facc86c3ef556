namespace PoolResource.ServerTests;

public sealed class CertificatesOfAHost(Servers servers) : ServerTest(servers)
{
    [Fact]
    public async Task AreRefusedWhenNobodyVouchesForThem()
    {
        var pool = await WebPoolAsync();
        pool.Source.Remove("skip_ssl_verification");

        var check = await pool.CheckAsync();

        Assert.StartsWith("error: the host's certificate cannot be trusted", check.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AreAcceptedWhenTheWorkerVouchesForThem()
    {
        var pool = await WebPoolAsync(TrustingSteps());
        pool.Source.Remove("skip_ssl_verification");

        await pool.PlayTheLifeOfALockAsync();
    }

    [Fact]
    public async Task AreRefusedWhenTheyHaveExpired()
    {
        var pool = await WebPoolAsync(TrustingSteps());
        pool.Source.Remove("skip_ssl_verification");
        pool.Source["uri"] = "https://expired/locks.git";

        var check = await pool.CheckAsync();

        Assert.StartsWith("error: the host's certificate cannot be trusted", check.Refusal, StringComparison.Ordinal);
    }

    private ImageSteps TrustingSteps() =>
        new(Servers, Folder) { Options = ["--volume", $"{Servers.Certificates.TrustFolder}:/etc/ssl/certs:ro"] };
}
