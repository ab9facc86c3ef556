using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace PoolResource.Testing;

/// <summary>A web server on this machine that hands requests to <c>git http-backend</c>.</summary>
public sealed class GitHttpServer : IDisposable
{
    private readonly HttpListener listener;
    private readonly string root;
    private readonly ConcurrentQueue<string> requests = new();

    /// <param name="root">The directory of the repositories.</param>
    public GitHttpServer(string root)
    {
        this.root = root;
        (listener, Origin) = Loopback.ListenToTheWeb();
        _ = Loopback.ServeAsync(listener, AnswerAsync);
    }

    /// <summary>Scheme, host and port.</summary>
    public string Origin { get; }

    /// <summary>Who may come in, as <c>user:password</c>; null for everybody.</summary>
    public string? Login { get; init; }

    /// <summary>Answers a request, told by its method and path, in git's place, with a status and, for a redirect, its target.</summary>
    public Func<string, (int Status, string? Location)?>? Instead { get; set; }

    /// <summary>Serves files as they lie there, as a web server without git does.</summary>
    public bool IsPlain { get; init; }

    /// <summary>The requests, each as method, path and query, and whether it carried a login.</summary>
    public IReadOnlyCollection<string> Requests => requests;

    public void Dispose() => listener.Close();

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var authorization = request.Headers["Authorization"];
        requests.Enqueue($"{request.HttpMethod} {request.RawUrl}{(authorization is null ? "" : " with a login")}");
        using var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body);
        var isIn = Login is null || authorization == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(Login))}";
        var instead = isIn ? Instead?.Invoke($"{request.HttpMethod} {request.Url!.AbsolutePath}") : null;
        if (!isIn)
        {
            response.StatusCode = (int)HttpStatusCode.Unauthorized;
            response.AddHeader("WWW-Authenticate", "Basic realm=\"git\"");
        }
        else if (instead is var (status, location))
        {
            response.StatusCode = status;
            response.RedirectLocation = location is null ? null : location + request.Url!.Query;
        }
        else if (IsPlain)
        {
            var file = root + request.Url!.AbsolutePath;
            response.StatusCode = request.HttpMethod == "GET" && File.Exists(file) ? 200 : 404;
            await response.OutputStream.WriteAsync(response.StatusCode == 200 ? await File.ReadAllBytesAsync(file) : []);
        }
        else
        {
            await PassOnAsync(request, body.ToArray(), response);
        }

        response.Close();
    }

    private async Task PassOnAsync(HttpListenerRequest request, byte[] body, HttpListenerResponse response)
    {
        var start = new ProcessStartInfo("git", ["http-backend"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var variables = new Dictionary<string, string?>
        {
            ["GIT_PROJECT_ROOT"] = root,
            ["GIT_HTTP_EXPORT_ALL"] = "1",
            ["GIT_PROTOCOL"] = request.Headers["Git-Protocol"],
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
            ["PATH_INFO"] = request.Url!.AbsolutePath,
            ["QUERY_STRING"] = request.Url.Query.TrimStart('?'),
            ["REQUEST_METHOD"] = request.HttpMethod,
            ["CONTENT_TYPE"] = request.ContentType,
            ["CONTENT_LENGTH"] = body.Length.ToString(CultureInfo.InvariantCulture),
            ["HTTP_CONTENT_ENCODING"] = request.Headers["Content-Encoding"],
            ["REMOTE_USER"] = "somebody",
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var backend = Process.Start(start)!;
        await backend.StandardInput.BaseStream.WriteAsync(body);
        backend.StandardInput.Close();
        using var answer = new MemoryStream();
        await backend.StandardOutput.BaseStream.CopyToAsync(answer);
        var bytes = answer.ToArray();
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var header in Encoding.ASCII.GetString(bytes, 0, end).Split("\r\n"))
        {
            var (name, value) = header.Split(": ", 2) is [var before, var after] ? (before, after) : (header, "");
            if (name == "Status")
            {
                response.StatusCode = int.Parse(value.AsSpan(0, 3), CultureInfo.InvariantCulture);
            }
            else
            {
                response.AddHeader(name, value);
            }
        }

        await response.OutputStream.WriteAsync(bytes.AsMemory(end + 4));
    }
}
