namespace PoolResource.Web.Pages;

/// <summary><c>/activity</c>: what happened, newest first.</summary>
internal static class ActivityPage
{
    public static PageView Of(PageContext context) => new("Activity",
    [
        Part.Of<ActivityForm>("asked", ("Context", context)),
        Part.Of<ActivityEvents>("events", ("Context", context), ("Activity", Activity.Of(context))),
    ]);
}
