using PoolResource.Concourse;
using PoolResource.Configuration;
using PoolResource.Git;

namespace PoolResource.Tests.Hostile;

public sealed class Uris
{
    private const string Secret = "s3cretTok3n";

    private static readonly string[] Schemes = ["http", "https", "HTTPS", "git", "ftp", "ssh"];

    private static readonly string[] Pieces = ["a", "7", ":", "/", "@", "?", "#", "%", "%40", " ", "[", "]", "=", "+", "\\", "'", "\"", "\u00fc", "\n", "..", "22"];

    [Fact]
    public void NeverShowASecretWhereverItStandsInALogin() => Generated.Hold("HOSTILE_URIS", 500, random =>
    {
        var scheme = Schemes[random.Next(Schemes.Length)];
        var (before, behind) = (Generated.Text(random, 3, Pieces), Generated.Text(random, 3, Pieces));
        // Who logs in over ssh is no secret, and stands in ssh's arguments.
        var isUser = scheme != "ssh" && random.Next(2) == 0;
        var login = isUser ? $"{before}{Secret}{behind}{(random.Next(2) == 0 ? ":" : "")}" : $"ci:{before}{Secret}{behind}";
        var uri = $"{scheme}://{login}@git.example.com/team/x.git";
        var document = new SourceDocument { Uri = uri, Branch = "main", Pool = "aws" };
        using var stderr = new StringWriter();
        var log = new StepLog(stderr) { Debug = true };
        log.Hide(document.ToSecrets());
        foreach (var warning in document.ToWarnings())
        {
            log.Warn(warning);
        }

        try
        {
            var source = document.ToSource();
            // "https://host/team@corp/x.git" is a uri like any other.
            var mayBeAPath = login.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash && slash < login.IndexOf(Secret, StringComparison.Ordinal) + Secret.Length + behind.Length + 1;
            Assert.True(mayBeAPath || !source.Uri.Value.Contains(Secret, StringComparison.Ordinal), $"git is given {source.Uri.Value} for {uri}");
            log.Failed($"there is no branch main at {source.Uri}");
            log.Git(["fetch", source.Uri.Value], TimeSpan.Zero, 1, $"fatal: unable to access '{source.Uri.Value}/': not found\n{GitFailure.WordsOf(source.Uri.Value)}");
        }
        catch (PoolException refusal)
        {
            log.Failed(refusal.Message);
        }

        log.Failed(uri);
        log.Warn($"the login {login} was refused");
        Assert.DoesNotContain(Secret, stderr.ToString(), StringComparison.Ordinal);
    });
}
