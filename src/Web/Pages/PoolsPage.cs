namespace PoolResource.Web.Pages;

/// <summary><c>/</c>: every pool, and every lock of it.</summary>
internal static class PoolsPage
{
    public static PageView Of(PageContext context)
    {
        var pools = context.OwnPools;
        return new PageView("Pools",
        [
            Part.Of<PoolsSummary>("summary", ("Context", context)),
            .. pools.Count == 0 ? (Part[])[] : [Part.Of<FilterForm>("filter", ("Context", context))],
            .. pools.Select(pool => Part.Of<PoolSection>(Part.Named("pool", pool.Name.Value), ("Context", context), ("Pool", pool))),
        ]);
    }
}
