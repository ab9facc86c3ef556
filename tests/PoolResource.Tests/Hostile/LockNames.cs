using System.Text;
using System.Text.Json;
using PoolResource.Concourse;
using PoolResource.Operations;
using PoolResource.Testing;
using PoolResource.Tests.Operations;

namespace PoolResource.Tests.Hostile;

public sealed class LockNames : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AreReadBackAsTheyWereWrittenAndNeverControlATerminal() => Generated.Hold("HOSTILE_NAMES", 500, random =>
    {
        var text = Generated.Text(random, 6, [.. HostileNames.Pieces]);
        if (!LockName.TryParse(text, out var name))
        {
            var refusal = Assert.Throws<PoolException>(() => LockName.Parse(text, "params.claim")).Message;
            Assert.DoesNotContain(refusal, char.IsControl);
            return;
        }

        folder.With("lock/name", $"{name}\n");
        var pools = PoolOf(name);
        Assert.Equal(name, Assert.IsType<Changed>(Read().Decide(pools)).Lock);
        folder.With("lock/claim.json", JsonSerializer.Serialize(new { pool = "aws", @lock = name.Value, @ref = new string('a', 40) }));
        Assert.Equal(name, new StepInputs(folder.Path).Name("lock", "params.release").Name);
        File.Delete(folder["lock/claim.json"]);

        using var stderr = new StringWriter();
        new StepLog(stderr).Waiting($"lock {name}", [EngineLog.HeldBy(new Lock(Answer.Aws, LockState.Claimed, name), null, default)], TimeSpan.Zero);
        Assert.Single(stderr.ToString(), char.IsControl);
        IsAddedOnlyWhenItIsLikeNoOther(name, LockName.TryParse(Generated.Text(random, 6, [.. HostileNames.Pieces]), out var other) ? other : name);
    });

    private static void IsAddedOnlyWhenItIsLikeNoOther(LockName name, LockName there)
    {
        try
        {
            new AddLock(Answer.Aws, name, LockState.Claimed, default).Decide(PoolOf(there));
            Assert.NotEqual(Quoted.Shown(name.Shown), Quoted.Shown(there.Shown));
            Assert.Equal(name.Value, name.Value.Trim());
        }
        catch (PoolException refusal)
        {
            Assert.DoesNotContain(Quoted.Shown(refusal.Message), char.IsControl);
        }
    }

    private Operation Read()
    {
        var parameters = new OutParams { Remove = "lock" };
        return new PutOperation(parameters, Answer.Here, new StepInputs(folder.Path), Build.From(_ => null), new Random(1)).Parse();
    }

    private static MemoryPools PoolOf(LockName name) => new(MemoryPools.Of("").Files.Add($"aws/claimed/{name}", [.. Encoding.UTF8.GetBytes("x")]));
}
