using PoolResource.Git.Objects;

namespace PoolResource.Git.Graph;

/// <summary>The pools in a commit's tree; a directory is read when a rule asks for it.</summary>
/// <param name="tip">The commit; null before the first one.</param>
/// <param name="root">The id of its tree.</param>
/// <param name="objects">Reads trees and files.</param>
/// <param name="claims">What history tells of claims.</param>
internal sealed class CommitPools(CommitId? tip, string? root, GitObjects objects, ClaimHistory claims) : Pools
{
    private readonly TreeReader trees = objects.Trees;

    // Beyond what a path can be no pool is looked for: a tree may be as deep as somebody likes.
    private const int Deepest = 4096;

    private int passed;

    public override IReadOnlyList<PoolName> Names
    {
        get
        {
            passed = 0;
            return root is null ? [] : [.. PoolsBelow(root, "")];
        }
    }

    public override IReadOnlyCollection<LockName> Standing(PoolName pool, LockState state) =>
        [.. Named(pool, state, isFile: true)];

    public override bool Contains(Lock standing) => Find(standing.Path) is { IsFile: true };

    public override bool IsTaken(Lock place) => Find(place.Path) is { IsFile: false };

    public override bool Has(PoolName pool) => LockState.All.Any(state => Find(pool.Directory(state)) is { IsTree: true });

    public override IEnumerable<string> NonLocks(PoolName pool) =>
        from state in root is null ? [] : LockState.All
        from item in trees.Below(root!, pool.Directory(state))
        let fault = !item.IsFile ? item.IsTree ? "is a directory" : "is a submodule" : item.IsText ? LockName.Fault(item.Name) : "is not UTF-8"
        where fault is not null && !item.Name.StartsWith('.')
        select $"{pool.Directory(state)} holds something that is no lock: {Quoted.Text(item.Name)} {fault}; rename or remove it";

    /// <summary>The content of a lock; of a symbolic link that of the file it leads to, or what is written in it when it leads to none.</summary>
    public override byte[] Read(Lock standing) => Find(standing.Path) switch
    {
        { IsLink: true } link => objects.Content(new TreeLinks(Find, objects.Text).Follow(standing.Path) ?? link.Id),
        var file => objects.Content(file!.Id),
    };

    public override bool HasContent(Lock standing, ReadOnlyMemory<byte> content) => Find(standing.Path)!.Id == objects.WriteContent(content);

    public override string? ContentId(Lock standing) => Find(standing.Path)?.Id;

    public override ClaimStatus StatusOf(Claim claim) => claims.StatusOf(claim, tip!, this);

    public override IEnumerable<StandingClaim> ClaimsIn(PoolName? pool) =>
        tip is null ? [] : HeldIn(pool).Select(held => claims.ClaimOf(held, tip)).OfType<StandingClaim>();

    public override StandingClaim? ClaimOf(Lock held) => tip is null ? null : claims.ClaimOf(held, tip);

    protected override IEnumerable<LockName> NamesTaken(PoolName pool, LockState state) => Named(pool, state, isFile: false);

    private IEnumerable<LockName> Named(PoolName pool, LockState state, bool isFile) =>
        root is null ? [] : trees.Below(root, pool.Directory(state)).Where(item => item.IsText && item.IsFile == isFile).Select(item => NameOf(item.Name)).OfType<LockName>();

    private static LockName? NameOf(string name) => LockName.TryParse(name, out var parsed) ? parsed : null;

    private Standing? Find(string path) => root is null ? null : trees.FindInAnyOrder(root, path);

    private IEnumerable<PoolName> PoolsBelow(string directory, string path)
    {
        TreeReader.Pass(ref passed);
        var children = trees.Items(directory).Where(item => item is { IsTree: true, IsText: true }).ToList();
        if (children.Any(child => IsStateDirectory(child.Name)) && PoolName.TryParse(path, out var pool))
        {
            yield return pool;
        }

        foreach (var child in children.Where(child => !IsStateDirectory(child.Name) && path.Length < Deepest))
        {
            foreach (var below in PoolsBelow(child.Id, path.Length == 0 ? child.Name : $"{path}/{child.Name}"))
            {
                yield return below;
            }
        }
    }

    private static bool IsStateDirectory(string name) => LockState.All.Any(state => state.Directory == name);
}
