using System.Collections.Concurrent;

namespace PoolResource.Web.Pages;

/// <summary>Keeps answers while nothing changes: the branch, or the minute. What is asked by several at once is made once.</summary>
/// <typeparam name="T">An answer.</typeparam>
internal sealed class KeptAnswers<T>
{
    // Each may be a megabyte, and anybody may ask anything.
    private const int Most = 64;
    private const long MostBytes = 32 << 20;

    private Shelf shelf = new(-1, -1);

    /// <summary>The answer to a question.</summary>
    /// <param name="version">What is known of the branch.</param>
    /// <param name="now">The time.</param>
    /// <param name="key">The question.</param>
    /// <param name="make">Answers it, and tells how many bytes that takes.</param>
    public T Get(long version, DateTimeOffset now, PageKey key, Func<Action<long>, T> make)
    {
        var minute = MinuteOf(now);
        var current = Volatile.Read(ref shelf);
        if (current.Version != version || current.Minute != minute)
        {
            Volatile.Write(ref shelf, current = new Shelf(version, minute));
        }

        return (current.Answers.Count >= Most || current.Bytes >= MostBytes) && !current.Answers.ContainsKey(key)
            ? make(_ => { })
            : current.Answers.GetOrAdd(key, _ => new Lazy<T>(() => make(current.Weigh))).Value;
    }

    /// <summary>The minute, by which answers change that tell of the time.</summary>
    public static long MinuteOf(DateTimeOffset now) => now.ToUnixTimeSeconds() / 60;

    private sealed record Shelf(long Version, long Minute)
    {
        private long bytes;

        public ConcurrentDictionary<PageKey, Lazy<T>> Answers { get; } = [];

        public long Bytes => Interlocked.Read(ref bytes);

        public void Weigh(long length) => Interlocked.Add(ref bytes, length);
    }
}
