namespace PoolResource.History;

/// <summary>A list that grows at its end and shares what came before with every list it has grown from.</summary>
/// <param name="last">The newest.</param>
/// <param name="before">All that came before it.</param>
internal sealed class Chain<T>(T last, Chain<T>? before)
{
    public T Last { get; } = last;

    public Chain<T>? Before { get; } = before;

    public int Count { get; } = (before?.Count ?? 0) + 1;
}

internal static class Chain
{
    /// <summary>The list with one more.</summary>
    public static Chain<T> Then<T>(this Chain<T>? before, T last) => new(last, before);

    /// <summary>Its elements, newest first, as far as they are asked for.</summary>
    public static IEnumerable<T> NewestFirst<T>(this Chain<T>? chain)
    {
        for (; chain is not null; chain = chain.Before)
        {
            yield return chain.Last;
        }
    }

    /// <summary>All of it, oldest first.</summary>
    public static IReadOnlyList<T> All<T>(this Chain<T>? chain)
    {
        var all = new T[chain?.Count ?? 0];
        for (var (n, one) = (all.Length - 1, chain); one is not null; n--, one = one.Before)
        {
            all[n] = one.Last;
        }

        return all;
    }
}
