using PoolResource.Web.Branch;
using PoolResource.Web.Configuration;

namespace PoolResource.Web.Access;

/// <summary>Logins that people have ended, for as long as a cookie of theirs would count: kept where the keys are, since those outlast a start, too.</summary>
/// <param name="options">The configuration.</param>
/// <param name="branch">Where the keys are kept, and where it stands that one cannot be.</param>
internal sealed class EndedLogins(WebOptions options, WatchedBranch branch)
{
    private const string Name = "web-ended";

    private readonly string? folder = options.Logins.Count > 0 ? branch.Shelf.Place(Name) : null;

    /// <summary>Whether a login was ended.</summary>
    public bool Have(Session session) => folder is not null && File.Exists(Path.Combine(folder, session.Id));

    /// <summary>Keeps that it was ended.</summary>
    public void Add(Session session) => Try(() =>
    {
        if (folder is not null)
        {
            var file = Path.Combine(folder, session.Id);
            File.WriteAllBytes(file, []);
            File.SetLastWriteTimeUtc(file, session.Begun.UtcDateTime);
        }
    });

    /// <summary>Forgets those that are over by their age, too.</summary>
    public void Forget(DateTimeOffset now) => Try(() =>
    {
        foreach (var file in folder is null ? [] : new DirectoryInfo(folder).GetFiles().Where(file => now >= file.LastWriteTimeUtc + Session.Longest))
        {
            file.Delete();
        }
    });

    private void Try(Action act)
    {
        try
        {
            act();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            branch.Log.Warn($"which logins were ended cannot be kept ({fault.GetType().Name}): a copied cookie of one may count again when the server is started anew");
        }
    }
}
