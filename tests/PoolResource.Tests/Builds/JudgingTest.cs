using PoolResource.Builds;
using PoolResource.Testing;

namespace PoolResource.Tests.Builds;

/// <summary>A test that asks a stand-in for Concourse, whose own url is <see cref="Claims.Cluster"/>.</summary>
public abstract class JudgingTest : IDisposable
{
    protected ConcourseServer Concourse { get; } = new() { ExternalUrl = Claims.Cluster };

    /// <summary>A clock on which pauses are over at once; nobody is waited for too long.</summary>
    protected HurriedTime Time { get; } = new(TimeSpan.FromMinutes(1));

    /// <summary>Where it is asked, and who asks.</summary>
    protected ConcourseAccess Access { get; set; }

    protected JudgingTest() => Access = new ConcourseAccess { Url = new Uri(Concourse.Origin) };

    protected async Task<Verdict> JudgeAsync(StandingClaim claim, string? here = null) => (await JudgeAsync([claim], here))[0].Verdict;

    protected async Task<IReadOnlyList<JudgedClaim>> JudgeAsync(IReadOnlyCollection<StandingClaim> claims, string? here = null)
    {
        using var judge = new BuildJudge(Access, here, Time);
        return await judge.JudgeAsync(claims, TestContext.Current.CancellationToken);
    }

    /// <summary>Lets a user log in.</summary>
    protected void LogIn(string teams, string password = "hunter two+&")
    {
        (Concourse.Users["me"], Concourse.Teams["me"]) = (password, teams);
        Access = Access with { Username = "me", Password = password };
    }

    protected static void CannotTell(bool isAnswered, string why, Verdict verdict)
    {
        var told = Assert.IsType<CannotTell>(verdict);
        Sentence.Matches(why, told.Why);
        Assert.Equal(isAnswered, told.IsAnswered);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Concourse.Dispose();
}
