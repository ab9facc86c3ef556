namespace PoolResource.Web.Acting;

/// <summary>How many wait, in words.</summary>
internal static class WaitingCount
{
    public static string Of(int count) => count == 1 ? "1 build or person waits" : $"{count} builds or people wait";
}
