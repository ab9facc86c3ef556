namespace PoolResource.Tests;

/// <summary>Long expected texts, checked in as files.</summary>
internal static class ExpectedText
{
    public static string Of(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Expected", $"{name}.txt"));
}
