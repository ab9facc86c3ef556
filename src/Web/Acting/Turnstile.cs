namespace PoolResource.Web.Acting;

/// <summary>Lets in so many acts at a time, and one of each person: each starts several processes.</summary>
public sealed class Turnstile
{
    /// <summary>So many at a time.</summary>
    public const int Most = 8;

    private readonly HashSet<string> inside = new(StringComparer.Ordinal);

    /// <summary>Lets somebody in.</summary>
    /// <param name="who">The account.</param>
    /// <returns>What lets them out.</returns>
    /// <exception cref="RefusedException">They are inside, or too many are.</exception>
    public IDisposable Enter(string who)
    {
        lock (inside)
        {
            if (inside.Contains(who))
            {
                throw new RefusedException("another act of yours is under way; nothing was changed by this one: look at what came of the other first");
            }

            if (inside.Count >= Most)
            {
                throw new RefusedException("too many people act right now; nothing was changed: try it again in a moment");
            }

            inside.Add(who);
        }

        return new Inside(this, who);
    }

    private sealed class Inside(Turnstile turnstile, string who) : IDisposable
    {
        public void Dispose()
        {
            lock (turnstile.inside)
            {
                turnstile.inside.Remove(who);
            }
        }
    }
}
