using PoolResource.Web.Pages;

namespace PoolResource.Web.Live;

/// <summary>A page that somebody has open. Whoever reads or changes it does so in its turn.</summary>
/// <param name="key">The page.</param>
/// <param name="address">Where it was opened first.</param>
#pragma warning disable CA1001 // A semaphore on which nobody waits with a handle holds nothing to let go.
internal sealed class OpenPage(PageKey key, string address)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim turn = new(1, 1);

    public PageKey Key => key;

    public string Address => address;

    public List<LiveReader> Readers { get; } = [];

    public ShownPage? Shown { get; set; }

    /// <summary>Whether nobody reads it any more, and another one stands for it.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Waits for the turn, which ends when what it returns is disposed of.</summary>
    public async Task<IDisposable> EnterAsync()
    {
        await turn.WaitAsync();
        return new Leaving(turn);
    }

    private sealed class Leaving(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}

/// <summary>What readers of a page have, without the megabyte that it may be.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Parts">Its parts; none of a page that does not exist.</param>
internal sealed record ShownPage(string Version, IReadOnlyList<(string Id, UInt128 Fingerprint)> Parts)
{
    /// <summary>The event that tells the version.</summary>
    public LiveEvent Mark { get; } = new("version", Version, Version);

    public static ShownPage Of(PageAt at) => new(at.Version, [.. (at.Page?.Parts ?? []).Select(part => (part.Id, part.Fingerprint))]);
}
