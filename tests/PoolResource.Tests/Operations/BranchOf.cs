namespace PoolResource.Tests.Operations;

/// <summary>The states in which lock <c>env-1</c> of pool <c>aws</c> can be, as the files of a branch.</summary>
internal static class BranchOf
{
    public const string LockNowhere = "aws/claimed/held aws/unclaimed/spare gcp/unclaimed/env-1 aws-lifecycle/claimed/dirty";
    public const string LockUnclaimed = "aws/claimed/held aws/unclaimed/env-1 gcp/claimed/env-1";
    public const string LockClaimed = "aws/claimed/env-1 aws/claimed/held aws/unclaimed/.gitkeep gcp/unclaimed/env-1";
    public const string LockInBoth = "aws/claimed/env-1 aws/unclaimed/env-1 gcp/unclaimed/spare";
    public const string LockToBeCleaned = "aws/claimed/held aws-lifecycle/unclaimed/env-1";
    public const string LockBeingCleaned = "aws/claimed/held aws-lifecycle/claimed/env-1";
    public const string OnlyTheLifecycle = "aws-lifecycle/unclaimed/env-1 gcp/unclaimed/spare";
    public const string NoSuchPool = "README.md aws gcp/unclaimed/env-1 team/azure/claimed/held";
    public const string PoolEmpty = "aws/claimed/.gitkeep aws/unclaimed/.gitkeep gcp/unclaimed/env-1";
    public const string Nothing = "";
}
