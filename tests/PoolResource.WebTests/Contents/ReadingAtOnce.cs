using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PoolResource.Testing;
using PoolResource.Web.Acting;
using PoolResource.WebTests.Acting;
using PoolResource.WebTests.Live;

namespace PoolResource.WebTests.Contents;

public sealed class ReadingAtOnce
{
    private const string Page = "/pools/aws/locks/env-1/content";

    private readonly FakeTimeProvider time = new(LockRepository.FirstCommit);

    [Theory]
    [InlineData(Page)]
    [InlineData($"{Page}/file")]
    [InlineData("/pools/aws/locks/env-1/act/edit")]
    public async Task IsRefusedWhereAllPlacesAreTaken(string path)
    {
        await using var site = await ActingSite.StartAsync(time: time);
        var places = site.Web.Services.GetRequiredService<Places>();
        var inside = new List<IDisposable>();
        while (inside.Count < ActRunner.MostReads)
        {
            inside.Add(await places.EnterAsync(TestContext.Current.CancellationToken));
        }

        var waiting = site.AsLea().GetAsync(path);
        while (!waiting.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var (status, html) = await waiting;
        inside.ForEach(one => one.Dispose());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("too many people read", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await site.AsLea().GetAsync(path)).Status);
    }

    [Fact]
    public async Task WaitsTenSecondsForAPlace()
    {
        using var places = new Places(1, time);
        using var gone = new CancellationTokenSource();
        var inside = await places.EnterAsync(TestContext.Current.CancellationToken);
        var (patient, impatient) = (places.EnterAsync(TestContext.Current.CancellationToken), places.EnterAsync(gone.Token));

        await gone.CancelAsync();
        time.Advance(TimeSpan.FromSeconds(9));
        var last = places.EnterAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        await Assert.ThrowsAsync<RefusedException>(() => patient);
        inside.Dispose();
        inside.Dispose();
        (await last).Dispose();
    }

    [Fact]
    public async Task IsNotHinderedByThoseWhoTakeTheirFilesSlowly()
    {
        using var taking = new SemaphoreSlim(0);
        await using var site = await ActingSite.StartAsync(before: app => TakenBody.Use(app, "/content/file", async (_, _, stop) =>
        {
            taking.Release();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }));
        using var end = new CancellationTokenSource();
        var downloads = Enumerable.Range(0, ActRunner.MostReads + 1).Select(_ => site.AsLea().Client.GetAsync(new Uri($"{Page}/file", UriKind.Relative), end.Token)).ToList();
        foreach (var _ in downloads)
        {
            await taking.WaitAsync(TestContext.Current.CancellationToken);
        }

        var (status, _) = await site.AsLea().GetAsync(Page);
        await end.CancelAsync();

        Assert.Equal(HttpStatusCode.OK, status);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(downloads));
    }

    [Fact]
    public async Task IsCutOffWhereTheFileIsNotTakenWithinAMinute()
    {
        var taking = new TaskCompletionSource();
        await using var site = await ActingSite.StartAsync(time: time, before: app => TakenBody.Use(app, "/content/file", async (_, _, stop) =>
        {
            taking.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }));
        var download = site.AsLea().Client.GetAsync(new Uri($"{Page}/file", UriKind.Relative), TestContext.Current.CancellationToken);
        await taking.Task;

        time.Advance(TimeSpan.FromMinutes(1));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => download);
    }
}
