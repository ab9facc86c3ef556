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
    /// <param name="make">Answers it, and tells how many bytes that takes; what takes none is not kept.</param>
    public T Get(long version, DateTimeOffset now, PageKey key, Func<Action<long>, T> make)
    {
        var minute = MinuteOf(now);
        var current = Volatile.Read(ref shelf);
        if (current.Version != version || current.Minute != minute)
        {
            Volatile.Write(ref shelf, current = new Shelf(version, minute));
        }

        return current.Get(key, make);
    }

    /// <summary>The minute, by which answers change that tell of the time.</summary>
    public static long MinuteOf(DateTimeOffset now) => now.ToUnixTimeSeconds() / 60;

    private sealed class Shelf(long version, long minute)
    {
        private readonly Dictionary<PageKey, Kept> answers = [];
        private long uses;

        public long Version => version;

        public long Minute => minute;

        public T Get(PageKey key, Func<Action<long>, T> make)
        {
            Kept? kept;
            lock (answers)
            {
                if (!answers.TryGetValue(key, out kept))
                {
                    answers.Add(key, kept = new Kept(one => make(length => Weigh(key, one, length))));
                }

                kept.Used = ++uses;
            }

            try
            {
                return kept.Answer;
            }
            catch
            {
                Weigh(key, kept, 0);
                throw;
            }
        }

        private void Weigh(PageKey key, Kept kept, long length)
        {
            lock (answers)
            {
                kept.Length = length;
                if (length == 0 && answers.GetValueOrDefault(key) == kept)
                {
                    answers.Remove(key);
                }

                while (answers.Count > 1 && (answers.Count > Most || answers.Values.Sum(one => one.Length) > MostBytes))
                {
                    answers.Remove(answers.MinBy(one => one.Value.Used).Key);
                }
            }
        }
    }

    private sealed class Kept
    {
        private readonly Lazy<T> answer;

        public Kept(Func<Kept, T> make) => answer = new Lazy<T>(() => make(this));

        public T Answer => answer.Value;

        public long Length { get; set; }

        public long Used { get; set; }
    }
}
