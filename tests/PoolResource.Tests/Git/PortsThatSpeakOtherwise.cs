using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Testing;

namespace PoolResource.Tests.Git;

/// <summary>Real answers of git to a port with TLS, to one without, and to a proxy that is not there.</summary>
public sealed class PortsThatSpeakOtherwise : IDisposable
{
    private readonly Testing.TestFolder folder = new(nameof(PortsThatSpeakOtherwise));
    private readonly GitHttpServer plain;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 certificate;

    public PortsThatSpeakOtherwise()
    {
        plain = new GitHttpServer(folder.Path);
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=other.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("other.example");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        listener.Start();
        _ = ServeAsync();
    }

    private string Tls => $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture)}";

    [Fact]
    public Task AreToldWhenTheyWantHttps() => TellsAsync($"http://{Tls}/x.git", "the port in source.uri speaks TLS; write https://, or the port for http");

    [Fact]
    public Task AreToldWhenTheyWantHttp() => TellsAsync(
        plain.Origin.Replace("http:", "https:", StringComparison.Ordinal) + "/x.git", "the port in source.uri speaks no TLS; write http://, or the port for https");

    [Fact]
    public Task AreToldWhenNobodyVouchesForThem() => TellsAsync($"https://{Tls}/x.git", "the host's certificate cannot be trusted");

    [Theory]
    [InlineData("http.sslCAInfo")]
    [InlineData("http.https://127.0.0.1/.sslCAInfo")]
    [InlineData("HTTP.SSLCAINFO")]
    public async Task AreToldWhenTheirCertificateIsForAnotherName(string setting)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "ca.pem"), certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);

        await TellsAsync(
            $"https://{Tls}/x.git", "the host's certificate cannot be trusted: it is for another name", (setting.Replace("127.0.0.1", Tls, StringComparison.Ordinal), Path.Combine(folder.Path, "ca.pem")));
    }

    [Theory]
    [InlineData("http.sslCAInfo")]
    [InlineData("http.https://127.0.0.1/.sslCAInfo")]
    [InlineData("HTTP.SSLCAINFO")]
    public async Task AreNotAskedWhenTheFileOfAnAuthorityIsMissing(string setting)
    {
        var fault = await Assert.ThrowsAsync<PoolException>(() => TellsAsync($"https://{Tls}/x.git", "", (setting, "/nowhere/ca.pem")));

        Sentence.Matches("source.git_config: … names the file \"/nowhere/ca.pem\", which cannot be read; give one that is in the image", fault.Message);
    }

    [Fact]
    public Task AreNotBlamedForTheirProxy() => TellsAsync(
        $"{plain.Origin}/x.git", $"the proxy 127.0.0.1:9 cannot be reached", ("http.proxy", "http://127.0.0.1:9"));

    [Fact]
    public async Task AreNotBlamedForAProxyThatNobodyHasSet()
    {
        var (redirecting, origin) = Loopback.ListenToTheWeb();
        using var closing = redirecting;
        var answering = AnswerAsync();

        await TellsAsync($"{origin}/x.git", "the host of source.uri redirects to 127.0.0.2:9, which cannot be reached", isRefusal: false);
        redirecting.Close();
        await answering;

        async Task AnswerAsync()
        {
            try
            {
                while (true)
                {
                    var exchange = await redirecting.GetContextAsync();
                    exchange.Response.Redirect("http://127.0.0.2:9/x.git/info/refs?service=git-upload-pack");
                    exchange.Response.Close();
                }
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }

    [Fact]
    public Task AreNotBlamedForABlank() => TellsAsync($"{plain.Origin}/a b.git", "source.uri holds a blank");

    public void Dispose()
    {
        plain.Dispose();
        listener.Dispose();
        certificate.Dispose();
        folder.Dispose();
    }

    private static Task TellsAsync(string uri, string sentence, params (string Name, string Value)[] settings) => TellsAsync(uri, sentence, isRefusal: true, settings);

    private static async Task TellsAsync(string uri, string sentence, bool isRefusal, params (string Name, string Value)[] settings)
    {
        var address = RepositoryUri.Parse(uri, "source.uri");
        var source = new Source(address, BranchName.Parse("main", "source.branch"), PoolName.Parse("aws", "source.pool"))
        {
            GitConfig = [.. settings.Select(setting => new GitSetting(setting.Name, setting.Value))],
        };
        using var step = await GitSession.OpenAsync(source, new StepLog(TextWriter.Null), TimeProvider.System, TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<GitException>(() => step.TipAsync(TestContext.Current.CancellationToken));

        Assert.StartsWith(sentence, fault.Failure.Sentence, StringComparison.Ordinal);
        Assert.Equal(isRefusal, fault.IsRefusal);
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync();
                await using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(certificate);
            }
            catch (Exception fault) when (fault is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client speaks no TLS, or trusts nobody.
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
