using LibGit2Sharp;

namespace PoolResource.Git;

/// <summary>The pools in a commit's tree; a directory is read when a rule asks for it.</summary>
/// <param name="tip">The commit; null before the first one.</param>
/// <param name="tree">Opens its tree, which may have to be opened again after a fetch.</param>
/// <param name="claims">What history tells of claims.</param>
internal sealed class CommitPools(CommitId? tip, Func<Tree?> tree, ClaimHistory claims) : Pools
{
    private Tree? Root => tree();

    public override IReadOnlyList<PoolName> Names => Root is { } top ? [.. PoolsBelow(top, "")] : [];

    public override IReadOnlyCollection<LockName> Standing(PoolName pool, LockState state) =>
        [.. Below(pool.Directory(state)).Where(IsFile).Select(entry => NameOf(entry.Name)).OfType<LockName>()];

    public override bool Holds(Lock standing) => Root?[standing.Path] is { } entry && IsFile(entry);

    public override bool Has(PoolName pool) =>
        LockState.All.Any(state => Root?[pool.Directory(state)]?.TargetType == TreeEntryTargetType.Tree);

    public override IEnumerable<string> Strangers(PoolName pool) =>
        from state in LockState.All
        from entry in Below(pool.Directory(state))
        let fault = IsFile(entry) ? LockName.Fault(entry.Name) : entry.TargetType == TreeEntryTargetType.Tree ? "is a directory" : "is a submodule"
        where fault is not null && !entry.Name.StartsWith('.')
        select $"{pool.Directory(state)} holds something that is no lock: {Quoted.Text(entry.Name)} {fault}; rename or remove it";

    public override byte[] Read(Lock standing)
    {
        using var content = ((Blob)Root![standing.Path].Target).GetContentStream();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    public override Tenure TenureOf(Claim claim) => claims.TenureOf(claim, tip!);

    public override IEnumerable<StandingClaim> ClaimsIn(PoolName? pool) =>
        tip is null ? [] : HeldIn(pool).Select(held => claims.ClaimOf(held, tip)).OfType<StandingClaim>();

    internal static bool IsFile(TreeEntry entry) => entry.TargetType == TreeEntryTargetType.Blob;

    private static LockName? NameOf(string name) => LockName.TryParse(name, out var parsed) ? parsed : null;

    private IEnumerable<TreeEntry> Below(string directory) =>
        Root?[directory] is { TargetType: TreeEntryTargetType.Tree } entry ? (Tree)entry.Target : [];

    private static IEnumerable<PoolName> PoolsBelow(Tree directory, string path)
    {
        var children = directory.Where(entry => entry.TargetType == TreeEntryTargetType.Tree).ToList();
        if (children.Any(child => IsStateDirectory(child.Name)) && PoolName.TryParse(path, out var pool))
        {
            yield return pool;
        }

        foreach (var child in children.Where(child => !IsStateDirectory(child.Name)))
        {
            foreach (var below in PoolsBelow((Tree)child.Target, path.Length == 0 ? child.Name : $"{path}/{child.Name}"))
            {
                yield return below;
            }
        }
    }

    private static bool IsStateDirectory(string name) => LockState.All.Any(state => state.Directory == name);
}
