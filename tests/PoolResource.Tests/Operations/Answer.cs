using System.Text;
using PoolResource.Operations;
using PoolResource.Testing;

namespace PoolResource.Tests.Operations;

/// <summary>What an operation makes of a branch, in one line.</summary>
internal static class Answer
{
    public static PoolName Aws { get; } = PoolName.Parse("aws", "source.pool");

    /// <summary>A source whose pool it is.</summary>
    public static Source Here { get; } = new(
        RepositoryUri.Parse("/repository", "source.uri"), BranchName.Parse("main", "source.branch"), Aws);

    /// <summary>The build that asks.</summary>
    public static Build Build { get; } = new("1234", "42", "test", "deploy", "main", "https://ci/builds/1234");

    public static LockName Env1 { get; } = LockName.Parse("env-1", "params.claim");

    public static CommitId Commit { get; } =
        CommitId.TryParse(new string('1', 40), out var id) ? id : throw new InvalidOperationException();

    /// <summary>Fails unless the operation says exactly this of the branch; an ellipsis stands for any text.</summary>
    public static void Is(string expected, Operation operation, string branch) =>
        Sentence.Matches(expected, Of(operation, MemoryPools.Of(branch)));

    public static string Of(Operation operation, MemoryPools pools)
    {
        try
        {
            return Of(operation.Decide(pools));
        }
        catch (PoolException refusal)
        {
            return $"refused: {refusal.Message}";
        }
    }

    public static string Of(Outcome outcome) => outcome switch
    {
        Busy busy => $"busy: {busy.What}; held: {string.Join(", ", busy.Held)}",
        Unchanged { Warning: null } unchanged => $"unchanged: {unchanged.Lock}",
        NothingHeld nothing => $"nothing held as {nothing.Alias}",
        Unchanged unchanged => $"unchanged: {unchanged.Lock}; warning: {unchanged.Warning}",
        Changed changed => $"{changed.Subject}: {string.Join(", ", changed.Moves.Select(Of))}; {changed.Lock}{(changed.Claims ? " claimed" : "")}{(changed.Warning is { } warning ? $"; warning: {warning}" : "")}",
        var other => other.ToString(),
    };

    private static string Of(Move move) =>
        $"{move.From?.Path ?? "new"} -> {move.To?.Path ?? "gone"}{(move.Content is { } content ? $" = {Encoding.UTF8.GetString(content.Span)}" : "")}";
}
