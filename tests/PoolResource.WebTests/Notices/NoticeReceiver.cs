using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using PoolResource.Testing;

namespace PoolResource.WebTests.Notices;

/// <summary>Whoever is told: a web server on this machine.</summary>
internal sealed class NoticeReceiver : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly HttpListener listener;
    private readonly Channel<string> told = Channel.CreateUnbounded<string>();
    private readonly Queue<(int Status, string? Header, string? Value)> answers = new();
    private readonly List<string> paths = [];

    public NoticeReceiver()
    {
        (listener, var origin) = Loopback.ListenToTheWeb();
        Address = $"{origin}/hooks/secret-path";
        _ = Loopback.ServeAsync(listener, AnswerAsync);
    }

    public string Address { get; }

    /// <summary>Whether it never answers.</summary>
    public bool IsSilent { get; init; }

    /// <summary>The paths that were asked for.</summary>
    public IReadOnlyList<string> Paths => paths;

    /// <summary>Answers the next request so; those without such an answer are answered by 200.</summary>
    public void Answer(int status, string? header = null, string? value = null) => answers.Enqueue((status, header, value));

    /// <summary>What is told next.</summary>
    public async Task<string> TextAsync() => await told.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Long, TestContext.Current.CancellationToken);

    public async Task<JsonElement> JsonAsync() => JsonDocument.Parse(await TextAsync()).RootElement;

    public void Dispose() => listener.Close();

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        var text = await reader.ReadToEndAsync();
        paths.Add(context.Request.RawUrl!);
        var (status, header, value) = answers.TryDequeue(out var answer) ? answer : (200, null, null);
        context.Response.StatusCode = status;
        if (header is not null)
        {
            context.Response.AddHeader(header, value!);
        }

        told.Writer.TryWrite(text);
        if (!IsSilent)
        {
            context.Response.ContentLength64 = 0;
            context.Response.Close();
        }
    }
}
