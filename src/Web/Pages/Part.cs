using Microsoft.AspNetCore.Components;

namespace PoolResource.Web.Pages;

/// <summary>A part of a page that is shown anew when it changes.</summary>
/// <param name="Id">Its name in the page: letters, digits and dashes, or whatever <see cref="Named"/> makes of a name.</param>
/// <param name="Component">What shows it.</param>
/// <param name="Parameters">What of.</param>
public sealed record Part(string Id, Type Component, IReadOnlyDictionary<string, object?> Parameters)
{
    /// <summary>A part that a component shows.</summary>
    public static Part Of<T>(string id, params (string Name, object? Value)[] parameters)
        where T : IComponent => new(id, typeof(T), parameters.ToDictionary(one => one.Name, one => one.Value));

    /// <summary>An id for a part about something whose name anybody may have chosen.</summary>
    public static string Named(string kind, string name) => $"{kind}-{Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(name))}";
}

/// <summary>A page: its parts, in order.</summary>
/// <param name="Title">What its window is called.</param>
/// <param name="Parts">The parts.</param>
public sealed record PageView(string Title, IReadOnlyList<Part> Parts);
