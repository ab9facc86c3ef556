using Microsoft.AspNetCore.Components;

namespace PoolResource.Web.Acting;

/// <summary>The page on which an act is asked for.</summary>
/// <param name="Title">What is done to what.</param>
/// <param name="Facts">What will happen, and who holds the lock now: a sentence each.</param>
/// <param name="Button">What the button says.</param>
/// <param name="Action">Where the form is posted to.</param>
/// <param name="Back">Where whoever does not want it goes.</param>
public sealed record ActView(string Title, IReadOnlyList<string> Facts, string Button, string Action, string Back)
{
    /// <summary>Why it was refused; null while it was not.</summary>
    public string? Refusal { get; init; }

    /// <summary>Why it cannot be asked for, in a sentence, where there is no form then; null where it can.</summary>
    public string? Hindrance { get; init; }

    /// <summary>What is typed.</summary>
    public IReadOnlyList<FormField> Fields { get; init; } = [];

    /// <summary>What tells that it is a form of this server.</summary>
    public RenderFragment? Token { get; init; }

    /// <summary>What is posted along.</summary>
    public IReadOnlyList<(string Name, string Value)> Hidden { get; init; } = [];
}
