using System.Reflection;

namespace PoolResource;

/// <summary>Which version of the resource this is, and the commit it was built of where the build knew that.</summary>
public static class ProgramVersion
{
    private const int Abbreviated = 7;

    /// <summary>What this build was told: <c>Version</c> of Directory.Build.props, and <c>SourceRevisionId</c>.</summary>
    public static string OfThisBuild =>
        Describe(typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");

    /// <summary>For people: <c>1.4.0 (3f2c1ab)</c>.</summary>
    /// <param name="informational">As the compiler writes it: <c>1.4.0+</c> and the commit's id.</param>
    public static string Describe(string informational) =>
        informational.Split('+', 2) is [var version, { Length: > 0 } revision]
            ? $"{version} ({revision[..Math.Min(revision.Length, Abbreviated)]})"
            : informational.TrimEnd('+');
}
