using System.Globalization;
using PoolResource.Git;

namespace PoolResource.Tests.Puts;

/// <summary>A refusal may be the host's own trouble: it is borne with growing pauses, and each is told.</summary>
public sealed class HostsThatRefuseForAWhile : IDisposable
{
    private const string GivingBack = """{"release": "."}""";
    private const string Taking = """{"claim": "a"}""";

    private readonly Put put = new();

    public HostsThatRefuseForAWhile()
    {
        var claim = put.Branch.Then("aws/claimed/held aws/unclaimed/a");
        File.WriteAllText(In("name"), "held");
        File.WriteAllText(In("claim.json"), $$"""{"pool": "aws", "lock": "held", "ref": "{{claim}}"}""");
        put.Branch.Hook("update", "test -e sound || { echo $3 >>pushed; echo disk quota exceeded >&2; exit 1; }");
    }

    public void Dispose() => put.Dispose();

    [Theory]
    [InlineData(GivingBack, 9)]
    [InlineData(Taking, 1)]
    public async Task AreBorneLongerWhereALockIsGivenBack(string parameters, int minutes)
    {
        put.Time.Paused = elapsed => SoundAfter(elapsed, minutes);

        var response = await put.RunAsync(parameters);

        Assert.Equal(put.Branch.Tip.Value, response.Version.Ref);
        Assert.Equal(2, put.Branch.Commits);
        Assert.Equal(Pushed, put.Lines.Count(line => line.Contains("disk quota exceeded", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(GivingBack, 10)]
    [InlineData(Taking, 2)]
    public async Task EndTheStepWhenTheyGoOn(string parameters, int minutes)
    {
        var refusal = await put.RefusalAsync(parameters);

        Sentence.Matches("the host does not accept the commit (…disk quota exceeded…); the quota at the host is used up; make room there, or have it raised…", refusal);
        Assert.InRange(Elapsed, TimeSpan.FromMinutes(minutes), TimeSpan.FromMinutes(minutes) + TimeSpan.FromSeconds(20));
        Assert.Equal(Pushed - 1, put.Lines.Count(line => line.Contains("disk quota exceeded", StringComparison.Ordinal)));
        Assert.All(put.Time.Pauses.Skip(8), pause => Assert.InRange(pause, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(20)));
    }

    [Theory]
    [InlineData(GivingBack, "12m", 720)]
    [InlineData(Taking, "12m", 720)]
    [InlineData(Taking, "30s", 30)]
    [InlineData(GivingBack, "30s", 30)]
    public async Task EndTheStepWithItsTimeout(string parameters, string timeout, int seconds)
    {
        await put.RefusalAsync($"{parameters[..^1]}, \"timeout\": \"{timeout}\"}}");

        Assert.Equal(TimeSpan.FromSeconds(seconds), Elapsed);
    }

    [Fact]
    public async Task AreSaidToBeSilentWhereTheOnlyPushHadNoAnswer()
    {
        put.Branch.Hook("pre-receive", "kill -9 $PPID");
        put.Time.Asked = () =>
        {
            put.Time.Asked = null;
            put.Time.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(20), Timeout.InfiniteTimeSpan);
        };

        var refusal = await put.RefusalAsync("""{"acquire": true, "timeout": "2s"}""");

        Sentence.Matches("gave up after …: the host does not answer pushes: …; raise params.timeout…", refusal);
    }

    [Theory]
    [InlineData(GivingBack)]
    [InlineData(Taking)]
    public async Task MayBeToldFromOthersWhoWereFasterAtTheEnd(string parameters)
    {
        put.Branch.Hook(
            "update",
            "if test -e late; then git update-ref $1 $(git -c user.name=x -c user.email=x commit-tree -p $2 -m faster $2^{tree}) $2; else echo disk quota exceeded >&2; exit 1; fi");
        put.Time.Paused = elapsed =>
        {
            if (elapsed >= TimeSpan.FromSeconds(20))
            {
                File.WriteAllText(In("late"), "");
            }
        };

        var refusal = await put.RefusalAsync($"{parameters[..^1]}, \"timeout\": \"20s\"}}");

        Sentence.Matches("gave up after 20s: somebody else was faster at the last of … pushes; raise params.timeout", refusal);
    }

    [Theory]
    [InlineData(GivingBack, 9)]
    [InlineData("""{"acquire": true, "timeout": "10m"}""", 9)]
    public async Task MayRefuseToBeReadOnceTheyHaveAnswered(string parameters, int minutes)
    {
        var away = $"{put.Branch.Repository}.away";
        put.Time.Paused = elapsed =>
        {
            if (put.Time.Pauses.Count == 1)
            {
                Directory.Move(put.Branch.Repository, away);
            }
            else if (Directory.Exists(away) && elapsed > TimeSpan.FromMinutes(minutes))
            {
                Directory.Move(away, put.Branch.Repository);
                SoundAfter(elapsed, 0);
            }
        };

        var response = await put.RunAsync(parameters);

        Assert.Equal(put.Branch.Tip.Value, response.Version.Ref);
        Assert.True(put.Lines.Count(line => line.Contains("there is no git repository at source.uri", StringComparison.Ordinal)) > 10);
    }

    [Fact]
    public async Task MayRefuseToBeReadAtOnceWhereTheBuildHoldsAClaim()
    {
        var away = $"{put.Branch.Repository}.away";
        var inputs = Directory.CreateDirectory($"{put.Branch.Repository}.inputs").FullName;
        foreach (var file in new[] { "name", "claim.json" })
        {
            File.Copy(In(file), Path.Combine(inputs, file));
        }

        SoundAfter(TimeSpan.MaxValue, 0);
        Directory.Move(put.Branch.Repository, away);
        put.Time.Paused = elapsed =>
        {
            if (elapsed > TimeSpan.FromMinutes(9) && Directory.Exists(away))
            {
                Directory.Move(away, put.Branch.Repository);
            }
        };

        await put.RunAsync(GivingBack, inputs: inputs);

        Assert.Equal("aws/claimed/.gitkeep aws/unclaimed/a aws/unclaimed/held", put.Branch.Files);
    }

    [Fact]
    public async Task EndAtOnceWhatTakesALockFromThemFirst()
    {
        Directory.Move(put.Branch.Repository, $"{put.Branch.Repository}.away");

        var refusal = await Assert.ThrowsAsync<GitException>(() => put.RunAsync(Taking));

        Assert.True(refusal.IsRefusal);
        Assert.Empty(put.Time.Pauses);
    }

    private int Pushed => File.ReadAllLines(In("pushed")).Length;

    private TimeSpan Elapsed => put.Time.Pauses.Aggregate(TimeSpan.Zero, (one, two) => one + two);

    private string In(string file) => Path.Combine(put.Branch.Repository, file);

    private void SoundAfter(TimeSpan elapsed, int minutes)
    {
        if (elapsed >= TimeSpan.FromMinutes(minutes))
        {
            File.WriteAllText(In("sound"), elapsed.ToString("c", CultureInfo.InvariantCulture));
        }
    }
}
