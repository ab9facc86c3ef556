using System.Collections.Concurrent;
using PoolResource.Web.Pages;

namespace PoolResource.Web.Api;

/// <summary>Keeps answers while nothing changes: the branch, or the minute.</summary>
internal sealed class AnswerShelf
{
    // Each may be a megabyte, and anybody may ask anything.
    private const int Most = 64;

    private Shelf shelf = new(-1, -1);

    /// <summary>The answer to a question.</summary>
    /// <param name="version">What is known of the branch.</param>
    /// <param name="minute">The minute.</param>
    /// <param name="key">The question.</param>
    /// <param name="make">Answers it.</param>
    public byte[]? Get(long version, long minute, PageKey key, Func<byte[]?> make)
    {
        var current = Volatile.Read(ref shelf);
        if (current.Version != version || current.Minute != minute)
        {
            Volatile.Write(ref shelf, current = new Shelf(version, minute));
        }

        return current.Answers.Count >= Most && !current.Answers.ContainsKey(key)
            ? make()
            : current.Answers.GetOrAdd(key, _ => new Lazy<byte[]?>(make)).Value;
    }

    private sealed record Shelf(long Version, long Minute)
    {
        public ConcurrentDictionary<PageKey, Lazy<byte[]?>> Answers { get; } = [];
    }
}
