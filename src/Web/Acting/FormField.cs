namespace PoolResource.Web.Acting;

/// <summary>What is typed into a form.</summary>
/// <param name="Name">Its name in what is posted.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Value">What stands in it.</param>
public sealed record FormField(string Name, string Label, string Value)
{
    /// <summary>What else there is to know of it.</summary>
    public string? Hint { get; init; }

    /// <summary>Whether it takes several lines.</summary>
    public bool IsArea { get; init; }

    /// <summary>So many characters it takes; null for as many as fit.</summary>
    public int? Longest { get; init; }

    /// <summary>Whether it may be left empty.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>What is proposed.</summary>
    public IReadOnlyList<string> Proposals { get; init; } = [];
}
