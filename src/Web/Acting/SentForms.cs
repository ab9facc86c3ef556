namespace PoolResource.Web.Acting;

/// <summary>Forms by which something was done: whoever goes back and sends one again does not mean a second lock.</summary>
/// <param name="time">The clock.</param>
public sealed class SentForms(TimeProvider time)
{
    // Whoever goes back further than that has to be shown anew what there is.
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly Dictionary<string, DateTimeOffset> sent = new(StringComparer.Ordinal);

    /// <summary>The name of a form that is shown.</summary>
    public static string NewName() => Guid.NewGuid().ToString("N");

    /// <summary>Refuses a form by which something was done.</summary>
    /// <param name="form">Its name.</param>
    /// <exception cref="RefusedException">It is one.</exception>
    public void Require(string form)
    {
        lock (sent)
        {
            if (sent.ContainsKey(form))
            {
                throw new RefusedException("this form was sent already, and what it asks for was done (open it anew to do it once more); nothing was changed");
            }
        }
    }

    /// <summary>Notes that what it asks for was done.</summary>
    /// <param name="form">Its name; nothing for one that has none.</param>
    public void Add(string form)
    {
        lock (sent)
        {
            var now = time.GetUtcNow();
            foreach (var old in sent.Where(one => now - one.Value >= Kept).Select(one => one.Key).ToList())
            {
                sent.Remove(old);
            }

            if (form.Length > 0)
            {
                sent[form] = now;
            }
        }
    }
}
