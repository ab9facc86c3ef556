namespace PoolResource.Web.Pages;

/// <summary><c>/</c>: every pool, and every lock of it.</summary>
internal static class PoolsPage
{
    public static PageView Of(PageContext context)
    {
        var pools = context.Pools.ToList();
        return new PageView("Pools",
        [
            Part.Of<PoolsSummary>("summary", ("Context", context)),
            Part.Of<FilterForm>("filter", ("Context", context)),
            .. pools.Where(pool => pool.Name.OfLifecycle is not { } cleaned || pools.All(other => other.Name != cleaned))
                .Select(pool => Part.Of<PoolSection>(Part.Named("pool", pool.Name.Value), ("Context", context), ("Pool", pool))),
        ]);
    }
}
