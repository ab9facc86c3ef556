using System.Text;
using PoolResource.Configuration;
using PoolResource.Reading;
using PoolResource.Testing;
using PoolResource.Web.Branch;
using PoolResource.Web.Configuration;
using PoolResource.Web.Notices;

namespace PoolResource.WebTests.Notices;

public sealed class SendingNotices : IDisposable
{
    private readonly StringBuilder log = new();
    private readonly NoticeReceiver receiver = new();
    private readonly NoticeReceiver other = new();
    private readonly SemaphoreSlim said = new(0);
    private readonly PausesAreOver time = new(NoticeSender.TryLimit);

    public void Dispose()
    {
        receiver.Dispose();
        other.Dispose();
        said.Dispose();
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(408)]
    public async Task IsTriedAgain(int status)
    {
        receiver.Answer(status);
        receiver.Answer(status);
        using var sender = await SenderAsync();

        sender.Tell(About("one", receiver));

        Assert.Equal(["one", "one", "one"], [await NextAsync(receiver), await NextAsync(receiver), await NextAsync(receiver)]);
        Assert.Equal(2, time.Pauses.Count);
    }

    [Fact]
    public async Task WaitsAsLongAsTheHostAsks()
    {
        receiver.Answer(429, "Retry-After", "7");
        receiver.Answer(429, "Retry-After", "1000000");
        using var sender = await SenderAsync();

        sender.Tell(About("one", receiver));

        Assert.Equal(["one", "one", "one"], [await NextAsync(receiver), await NextAsync(receiver), await NextAsync(receiver)]);
        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromMinutes(5)], time.Pauses);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(302)]
    [InlineData(307)]
    public async Task IsNotTriedAgainWhereTheHostRefusesIt(int status)
    {
        receiver.Answer(status, "Location", "/elsewhere");
        using var sender = await SenderAsync();

        sender.Tell(About("one", receiver));
        sender.Tell(About("two", receiver));

        Assert.Equal(["one", "two"], [await NextAsync(receiver), await NextAsync(receiver)]);
        Assert.Equal(["/hooks/secret-path", "/hooks/secret-path"], receiver.Paths);
        Assert.Contains($"notices[0]: the host answered {status}; a notice about aws is lost", Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndsAfterSomeTriesAndSaysNoAddress()
    {
        for (var n = 0; n < 20; n++)
        {
            receiver.Answer(500);
        }

        using var sender = await SenderAsync();

        sender.Tell(About("one", receiver));
        sender.Tell(About("two", receiver));
        for (var n = 0; n < 6; n++)
        {
            Assert.Equal("one", await NextAsync(receiver));
        }

        Assert.Equal("two", await NextAsync(receiver));
        Assert.Contains("notices[0]: the host answered 500; a notice about aws is lost", Log, StringComparison.Ordinal);
        Assert.DoesNotMatch("secret-path|127\\.0\\.0\\.1|localhost|http", Log);
    }

    [Fact]
    public async Task SaysThatAHostCannotBeReachedAndNoAddress()
    {
        using var gone = new NoticeReceiver();
        gone.Dispose();
        using var sender = await SenderAsync();

        sender.Tell(About("one", gone));

        await said.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("notices[0]: the host cannot be reached (ConnectionError); a notice about aws is lost", Log, StringComparison.Ordinal);
        Assert.DoesNotMatch("secret-path|127\\.0\\.0\\.1|localhost|http", Log);
    }

    [Fact]
    public async Task EndsATryThatTakesTooLong()
    {
        using var silent = new NoticeReceiver { IsSilent = true };
        using var sender = await SenderAsync();

        sender.Tell(About("one", silent));
        for (var n = 0; n < 6; n++)
        {
            await silent.TextAsync();
            time.EndLimits();
        }

        sender.Tell(About("two", silent));

        Assert.Equal("two", await NextAsync(silent));
        Assert.Contains("notices[0]: the host did not answer within 10s; a notice about aws is lost", Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DoesNotWaitForAnotherAddress()
    {
        using var silent = new NoticeReceiver { IsSilent = true };
        using var sender = await SenderAsync();
        sender.Tell(About("one", silent));
        Assert.Equal("one", await NextAsync(silent));

        sender.Tell(About("two", other));

        Assert.Equal("two", await NextAsync(other));
    }

    [Fact]
    public void DropsTheOldestWhereTooManyWait()
    {
        using var sender = NewSender();

        for (var n = 0; n <= NoticeSender.Most; n++)
        {
            sender.Tell(About($"{n}", receiver));
        }

        Assert.Equal("warning: notices[0]: a notice was dropped, since 1000 wait to be sent\n", Log);
    }

    private string Log
    {
        get
        {
            lock (log)
            {
                return log.ToString();
            }
        }
    }

    private NoticeSender NewSender()
    {
        var engine = new EngineLog(TextWriter.Synchronized(new Lines(log, said))) { IsColoured = false };
        return new NoticeSender(new WatchedBranch(new SourceDocument { Uri = "/nowhere", Branch = "main" }, engine, CacheShelf.None), time);
    }

    private async Task<NoticeSender> SenderAsync()
    {
        var sender = NewSender();
        await sender.StartAsync(TestContext.Current.CancellationToken);
        return sender;
    }

    private static Notice About(string text, NoticeReceiver receiver)
    {
        var rule = WebFile.Parse($"notices: [{{taken_away: true, post: '{receiver.Address}', body: '{{text}}'}}]").Notices[0];
        return new Notice(rule, TimeSpan.Zero, new Occurrence(rule, text, PoolName.Parse("aws", "pool"), LockRepository.FirstCommit) { Sentence = _ => text });
    }

    private static async Task<string?> NextAsync(NoticeReceiver receiver) => (await receiver.JsonAsync()).GetString();

    private sealed class Lines(StringBuilder log, SemaphoreSlim said) : StringWriter(log)
    {
        public override void Write(string? value)
        {
            base.Write(value);
            said.Release();
        }
    }
}
