using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using PoolResource.Configuration;
using PoolResource.Testing;
using PoolResource.Web.Access;

namespace PoolResource.WebTests.Acting;

/// <summary>A repository with pools, the web view of it, and people who may do this and that.</summary>
public sealed class ActingSite : IAsyncDisposable
{
    public const string Anna = "Anna <anna@example.com>";

    /// <summary>Anna may act on aws and gcp, Lea may do all, Rita may read, and Max may look; but for Lea, at aws and gcp alone.</summary>
    private const string Access = """
        login:
          - github: {client_id: id, client_secret: not-used-here}
        access:
          - to: anyone
            pools: [aws, gcp]
            may: look
          - to: github:acme/ops
            pools: [aws, gcp]
            may: act
          - to: github:acme/lead
            may: [act, content, force]
          - to: github:acme/read
            pools: aws
            may: content
        """;

    /// <summary>The header that stands for a login: account, name, e-mail and groups, with semicolons between.</summary>
    public const string Header = "X-Test-Login";

    private readonly TestFolder folder;

    private ActingSite(TestFolder folder, LockRepository locks, RunningWeb web) => (this.folder, Locks, Web) = (folder, locks, web);

    public LockRepository Locks { get; }

    public RunningWeb Web { get; }

    /// <summary>Starts it: aws has env-1 and env-2 free and env-3 held, gcp has vm-1.</summary>
    public static async Task<ActingSite> StartAsync(
        Action<LockRepository>? more = null, Func<LockRepository, SourceDocument>? source = null, TimeProvider? time = null, Action<WebApplication>? before = null)
    {
        var folder = new TestFolder();
        var locks = new LockRepository(folder["locks.git"]);
        locks.CommitPool("aws", ["env-1", "env-2"]);
        locks.CommitPool("gcp", ["vm-1"]);
        locks.Commit(
            "main/deploy/test build 42 claiming: env-3\n\nPool: aws\nClaim-Id: claim-of-build\n", Change.Put("aws/claimed/env-3", "content of env-3\n"));
        more?.Invoke(locks);
        return new ActingSite(folder, locks, await RunningWeb.StartAsync(locks, Access, time, source?.Invoke(locks), more: app =>
        {
            before?.Invoke(app);
            LogIn(app);
        }));
    }

    public Visitor As(string account, string name, string email, params string[] groups)
    {
        var client = Web.NewClient();
        client.DefaultRequestHeaders.Add(Header, string.Join(';', [account, name, email, .. groups]));
        return new Visitor(client);
    }

    public Visitor AsAnna() => As("github:1", "Anna", "anna@example.com", "github:acme/ops");

    public Visitor AsLea() => As("github:9", "Lea", "lea@example.com", "github:acme/lead");

    /// <summary>Who may read, and act as Anna may.</summary>
    public Visitor AsRita() => As("github:5", "Rita", "rita@example.com", "github:acme/ops", "github:acme/read");

    public Visitor AsMax() => As("github:7", "Max", "max@example.com");

    public Visitor AsNobody() => new(Web.NewClient());

    /// <summary>Does something, and says whether the branch has moved.</summary>
    public async Task<(T Answer, bool Changed)> WatchAsync<T>(Func<Task<T>> act)
    {
        var tip = Locks.Tip;
        return (await act(), Locks.Tip != tip);
    }

    /// <summary>Waits until the hook of the host has begun that writes a file <c>arrived</c>.</summary>
    public async Task ArrivedAsync()
    {
        while (!File.Exists(Path.Combine(Locks.Path, "arrived")))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The ticket in the line of a pool; null for none.</summary>
    public string? Ticket(string pool) =>
        Locks.Git("for-each-ref", "--format=%(refname)", StandingInALine.LineOf(Locks, pool).TrimEnd('/')).Split('\n')[0].Split('/') is [_, _, _, _, var id, ..] ? id : null;

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        folder.Dispose();
    }

    // In place of a login: the claims that one leaves behind.
    private static void LogIn(WebApplication app) => app.Use((http, next) =>
    {
        if (http.Request.Headers[Header].ToString() is { Length: > 0 } login && login.Split(';') is [var account, var name, var email, .. var groups])
        {
            http.User = new ClaimsPrincipal(new ClaimsIdentity(
                [
                    new System.Security.Claims.Claim(ClaimTypes.NameIdentifier, account), new System.Security.Claims.Claim(Viewers.AccountClaim, account), new System.Security.Claims.Claim(Viewers.NameClaim, name), new System.Security.Claims.Claim(Viewers.EmailClaim, email),
                    .. groups.Select(group => new System.Security.Claims.Claim(Viewers.GroupClaim, group)),
                ],
                "test"));
        }

        return next(http);
    });
}
