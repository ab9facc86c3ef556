namespace PoolResource.SchedulerTests;

public sealed class RulesOfTheScheduler
{
    private readonly VersionHistory versions = new();

    [Theory]
    [InlineData("a b", "b", "a b")]
    [InlineData("a b", "b a", "a b")]
    [InlineData("a b", "a c", "b a c")]
    [InlineData("a b c", "c a d", "b c a d")]
    [InlineData("a b", "", "a b")]
    [InlineData("", "a b", "a b")]
    public void MoveAllThatIsToldToTheEndWhenOneOfItIsNew(string known, string told, string then)
    {
        Save(known);
        Save(told);

        Assert.Equal(Versions(then), versions.Ordered);
        Assert.Equal(Versions(then)[^1], versions.Newest);
    }

    [Fact]
    public void GiveEveryVersionABuildButToTheFirstTheNewestAlone()
    {
        var job = new TriggeredJob("job");
        Save("a b");
        Assert.Equal(["b"], Scheduled(job));
        Save("b c d");
        Assert.Equal(["c", "d"], Scheduled(job));
        Save("d");
        Assert.Empty(Scheduled(job));
    }

    [Fact]
    public void GiveOneBuildToSeveralVersionsOfLatest()
    {
        var job = new TriggeredJob("job", takesEvery: false);
        Save("a");
        Assert.Equal(["a"], Scheduled(job));
        Save("a b c");
        Assert.Equal(["c"], Scheduled(job));
    }

    [Fact]
    public void PassOverWhatAUsedVersionIsMovedBehind()
    {
        var job = new TriggeredJob("job");
        Save("a");
        Scheduled(job);
        Save("b a");
        Assert.Empty(Scheduled(job));
        Save("a c");
        Assert.Equal(["c"], Scheduled(job));
    }

    [Fact]
    public void DecideWhichVersionABuildGetsWhenItStarts()
    {
        var job = new TriggeredJob("job", mostInFlight: 1);
        Save("a");
        Scheduled(job);
        Save("a b");
        Assert.Empty(Scheduled(job));
        Save("b a c");
        job.Running.Single().End();

        Assert.Equal(["c"], Scheduled(job));
    }

    [Fact]
    public void LetEachJobSeeEveryVersion()
    {
        var (one, other) = (new TriggeredJob("one"), new TriggeredJob("other"));
        Save("a");
        Assert.Equal(["a"], Scheduled(one));
        Assert.Equal(["a"], Scheduled(other));
        Save("a b");
        Assert.Equal(["b"], Scheduled(other));
        Assert.Equal(["b"], Scheduled(one));
    }

    private static List<Version> Versions(string refs) =>
        [.. refs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => new Version(name))];

    private void Save(string refs) => versions.Save(Versions(refs));

    private List<string?> Scheduled(TriggeredJob job)
    {
        var refs = new List<string?>();
        while (job.Schedule(versions) is { } build)
        {
            refs.Add(build.Version.Ref);
        }

        return refs;
    }
}
