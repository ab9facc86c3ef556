using System.Text.Json.Serialization;
using PoolResource.Git.Graph;

namespace PoolResource.Cli.Verifying;

/// <summary>What <c>pool verify --json</c> answers.</summary>
internal sealed record VerifyDocument(string Uri, string Branch, string Ref, IReadOnlyList<FaultDocument> Faults)
{
    public static VerifyDocument Of(BranchFaults faults, Source source) =>
        new(source.Uri.WithoutQuery, source.Branch.Value, faults.Tip.Value, [.. faults.All.Select(FaultDocument.Of)]);
}

/// <summary>Something that is wrong; <c>kind</c> is one of those of the documentation.</summary>
internal sealed record FaultDocument(string Kind, string Path, string Sentence)
{
    public static FaultDocument Of(BranchFault fault) => new(NameOf(fault.Kind), fault.Path, fault.Sentence);

    private static string NameOf(BranchFaultKind kind) => kind switch
    {
        BranchFaultKind.BothStates => "both_states",
        BranchFaultKind.NoLock => "no_lock",
        BranchFaultKind.LockName => "lock_name",
        BranchFaultKind.PoolName => "pool_name",
        BranchFaultKind.MissingDirectory => "missing_directory",
        _ => "trigger_leftover",
    };
}

/// <summary>What is wrong in a branch.</summary>
/// <param name="Tip">The commit.</param>
/// <param name="Pools">How many pools there are.</param>
/// <param name="All">What is wrong in them.</param>
internal sealed record BranchFaults(CommitId Tip, int Pools, IReadOnlyList<BranchFault> All);

/// <summary>How it is written, generated at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(VerifyDocument))]
internal sealed partial class VerifyJson : JsonSerializerContext;
