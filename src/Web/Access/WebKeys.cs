using Microsoft.AspNetCore.DataProtection;
using PoolResource.Reading;
using PoolResource.Web.Configuration;

namespace PoolResource.Web.Access;

/// <summary>The keys that cookies and forms are encrypted and signed with; kept, so that a start logs nobody out.</summary>
internal static class WebKeys
{
    private const string Name = "web-keys";

    /// <summary>Adds them.</summary>
    public static void Add(IServiceCollection services, WebOptions options, CacheShelf shelf, EngineLog log)
    {
        var protection = services.AddDataProtection().SetApplicationName("pool-web");
        if (options.Logins.Count > 0 && shelf.Place(Name) is { } folder)
        {
            protection.PersistKeysToFileSystem(new DirectoryInfo(folder));
            return;
        }

        protection.UseEphemeralDataProtectionProvider();
        if (options.Logins.Count > 0)
        {
            log.Warn("there is no place of this user's alone to keep keys in, so that everybody is logged out when the server is started anew; set XDG_CACHE_HOME");
        }
    }
}
