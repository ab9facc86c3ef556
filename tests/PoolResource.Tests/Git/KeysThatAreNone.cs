using System.Diagnostics;
using System.Text;
using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Testing;

namespace PoolResource.Tests.Git;

public sealed class KeysThatAreNone : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly string key;
    private readonly string publicKey;

    public KeysThatAreNone()
    {
        using var made = Process.Start(new ProcessStartInfo("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", folder["key"]]))!;
        made.WaitForExit();
        key = File.ReadAllText(folder["key"]);
        publicKey = File.ReadAllText(folder["key.pub"]);
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("all on one line", "source.private_key is not a private key: it stands all on one line; …")]
    [InlineData("line ends in letters", "source.private_key is not a private key: it has \\n in letters …; …")]
    [InlineData("base64 of the whole", "source.private_key is not a private key: it is the base64 of a key; decode it")]
    [InlineData("a public key", "source.private_key is not a private key: it is a public key; …")]
    [InlineData("cut off", "source.private_key is not a private key: it is cut off; …")]
    [InlineData("cut in the middle", "source.private_key cannot be read by ssh (…): a part of it is missing or damaged; …")]
    [InlineData("damaged", "source.private_key cannot be read by ssh (…): a part of it is missing or damaged; …")]
    [InlineData("of PuTTY", "source.private_key is not a private key: it is a key of PuTTY's; …")]
    [InlineData("a certificate", "source.private_key is not a private key: it is a certificate; …")]
    [InlineData("nonsense", "source.private_key is not a private key: give the whole text, from -----BEGIN to -----END")]
    public async Task AreToldWithTheLikelyCauseBeforeTheHostIsAsked(string kind, string sentence)
    {
        var lines = key.TrimEnd().Split('\n');
        var refusal = await Assert.ThrowsAsync<PoolException>(() => OpenAsync(kind switch
        {
            "all on one line" => string.Join(' ', lines),
            "line ends in letters" => string.Join("\\n", lines),
            "base64 of the whole" => Convert.ToBase64String(Encoding.UTF8.GetBytes(key)),
            "a public key" => publicKey,
            "cut off" => string.Join('\n', lines[..^2]),
            "cut in the middle" => string.Join('\n', [lines[0], .. lines[2..]]),
            "damaged" => string.Join('\n', [lines[0], "AAAA" + lines[1][4..], .. lines[2..]]),
            "of PuTTY" => "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n",
            "a certificate" => "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
            _ => "nonsense",
        }));

        Sentence.Matches(sentence, refusal.Message);
        Assert.DoesNotContain(lines[2], refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nxx\n-----END PGP PRIVATE KEY BLOCK-----\n", "it is an OpenPGP key; give one of ssh's")]
    [InlineData("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nxx\n---- END SSH2 ENCRYPTED PRIVATE KEY ----", "it is in a form that ssh does not read; convert it to an OpenSSH key")]
    [InlineData("SSH PRIVATE KEY FILE FORMAT 1.1\n\0\0", "it is in a form that ssh does not read; convert it to an OpenSSH key")]
    [InlineData("((deploy.private_key))\n", "it is a var that nobody has filled in; see that the pipeline finds its value")]
    [InlineData("/home/ci/.ssh/id_ed25519", "it is the path of a file; give the text in it")]
    [InlineData("~/.ssh/id_rsa\n", "it is the path of a file; give the text in it")]
    [InlineData("C:\\Users\\ci\\id_rsa", "it is the path of a file; give the text in it")]
    [InlineData("\"-----BEGIN OPENSSH PRIVATE KEY-----\nxx\n-----END OPENSSH PRIVATE KEY-----\"", "it stands in quotes; take them off")]
    [InlineData("'-----BEGIN RSA PRIVATE KEY-----\nxx\n-----END RSA PRIVATE KEY-----\n'", "it stands in quotes; take them off")]
    [InlineData("ssh-ed25519-cert-v01@openssh.com AAAA ci", "it is a public key; …")]
    [InlineData("/////AAAAbase64", "give the whole text, from -----BEGIN to -----END")]
    public async Task AreToldFromWhatElseBeginsLikeThem(string text, string cause) =>
        Sentence.Matches($"source.private_key is not a private key: {cause}", (await Assert.ThrowsAsync<PoolException>(() => OpenAsync(text))).Message);

    [Theory]
    [InlineData("Bag Attributes\n    friendlyName: deploy\nKey Attributes: <No Attributes>\n", "")]
    [InlineData("", "\n\n# the end\n")]
    [InlineData("\ufeff\r\n  ", "\r\n")]
    [InlineData("\ufeff", "")]
    public async Task AreNotThoseWithSomethingAroundThem(string before, string behind) => await OpenAsync($"{before}{key}{behind}");

    private async Task OpenAsync(string text)
    {
        var source = new Source(RepositoryUri.Parse("git@host:x", "source.uri"), BranchName.Parse("main", "x"), PoolName.Parse("aws", "x"))
        {
            Credentials = new Credentials { PrivateKey = text },
        };
        using var step = await GitSession.OpenAsync(source, new StepLog(TextWriter.Null), TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
