namespace PoolResource.Web.Pages;

/// <summary>Which page stands under which path.</summary>
public static class Site
{
    /// <summary>Finds a page; null where there is none, or none that the viewer may see.</summary>
    /// <param name="path">The path's segments, each as it is meant.</param>
    /// <param name="context">What it is made of.</param>
    public static PageView? Find(IReadOnlyList<string> path, PageContext context) => path switch
    {
        [] => PoolsPage.Of(context),
        ["pools", var pool] => PoolPage.Of(context, pool),
        ["pools", var pool, "locks", var one] => LockPage.Of(context, pool, one),
        ["activity"] => ActivityPage.Of(context),
        ["holders", var team, var pipeline] => HolderPage.Of(context, team, pipeline),
        _ => null,
    };
}
