namespace PoolResource.Web.Contents;

/// <summary>What a lock holds, as a page shows it.</summary>
/// <param name="Lock">The lock.</param>
/// <param name="Text">The text; null for what is none, or too long.</param>
/// <param name="Size">How many bytes it has; null for more than are shown.</param>
public sealed record ContentView(Lock Lock, ContentText? Text, int? Size)
{
    /// <summary>Whether whoever looks may edit it.</summary>
    public bool MayEdit { get; init; }

    // Content is often a credential.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append($"Lock = {Lock}");
        return true;
    }
}
