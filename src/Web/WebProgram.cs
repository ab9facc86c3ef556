using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using PoolResource.Configuration;
using PoolResource.Reading;
using PoolResource.Web.Branch;
using PoolResource.Web.Configuration;

namespace PoolResource.Web;

/// <summary><c>pool-web</c>: its words, and what they start.</summary>
public static class WebProgram
{
    private const int Failed = 1;

    private static readonly Option<string?> SourceOption = new("--source")
    {
        Description = "The file with the keys of source, in YAML or JSON; without it the one that POOL_SOURCE names",
        HelpName = "FILE",
    };

    private static readonly Option<string?> ConfigOption = new("--config")
    {
        Description = "The file that says who may do what, how to log in, and whom to tell; without it anyone may look",
        HelpName = "FILE",
    };

    private static readonly Option<string?> ListenOption = new("--listen")
    {
        Description = "Where to listen; 127.0.0.1:8080 when neither this nor the file says so",
        HelpName = "ADDRESS:PORT",
    };

    /// <summary>Runs it until it is told to end.</summary>
    /// <param name="args">Its words.</param>
    /// <param name="environment">Its environment.</param>
    public static Task<int> RunAsync(string[] args, Func<string, string?> environment)
    {
        var root = new RootCommand("Shows the pools of a git branch to people and programs.") { SourceOption, ConfigOption, ListenOption };
        root.SetAction(async (parsed, stop) =>
        {
            var log = new EngineLog(Console.Error) { IsColoured = false };
            try
            {
                var (options, branch) = await ReadAsync(parsed, environment, log, stop);
                RequireFree(options.Listen);
                await using var app = WebServer.Build(options, branch, TimeProvider.System);
                await app.StartAsync(stop);
                await Console.Out.WriteLineAsync($"pool-web {ProgramVersion.OfThisBuild} shows {branch.Source.Uri.WithoutQuery} on http://{options.Listen}/");
                await app.WaitForShutdownAsync(stop);
                return 0;
            }
            catch (Exception fault) when (fault is PoolException or IOException)
            {
                await Console.Error.WriteLineAsync($"error: {log.Masked(Quoted.Shown(fault.Message))}");
                return Failed;
            }
        });
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    // Before anything begins: the framework would say it with all that breaks off by it.
    private static void RequireFree(IPEndPoint address)
    {
        using var probe = new TcpListener(address);
        try
        {
            probe.Start();
        }
        catch (SocketException fault)
        {
            var why = fault.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "something else listens there",
                SocketError.AddressNotAvailable => "this machine has no such address",
                SocketError.AccessDenied => "this user may not",
                _ => fault.Message,
            };
            throw new PoolException($"listen: {address} cannot be listened on ({why}); choose another address or port", fault);
        }
    }

    private static async Task<(WebOptions Options, WatchedBranch Branch)> ReadAsync(ParseResult parsed, Func<string, string?> environment, EngineLog log, CancellationToken stop)
    {
        var sourcePath = parsed.GetValue(SourceOption) ?? environment(SourceFile.Variable)
            ?? throw new PoolException("nothing says which branch to show; give --source, a file with uri and branch");
        var file = await SourceFile.ReadAsync(sourcePath, stop);
        log.Hide(file.Document.ToSecrets());
        foreach (var warning in file.Warnings)
        {
            log.Warn(warning);
        }

        if (string.IsNullOrWhiteSpace(file.Document.Uri) || string.IsNullOrWhiteSpace(file.Document.Branch))
        {
            throw new PoolException($"{Quoted.Text(sourcePath)} has no {(string.IsNullOrWhiteSpace(file.Document.Uri) ? "uri" : "branch")}; write it into the file");
        }

        var options = parsed.GetValue(ConfigOption) is { } path ? Configured(path) : new WebOptions();
        if (parsed.GetValue(ListenOption) is { } listen)
        {
            options = options with { Listen = WebFile.Endpoint(listen, "--listen") };
        }

        log.Debug = file.Document.Debug ?? false;
        return (options, new WatchedBranch(file.Document, log, CacheShelf.In(environment)));
    }

    private static WebOptions Configured(string path)
    {
        try
        {
            return WebFile.Parse(File.ReadAllText(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new PoolException($"--config: the file {Quoted.Text(path)} cannot be read ({fault.Message.Split('\n')[0]}); name another", fault);
        }
        catch (PoolException fault)
        {
            throw new PoolException($"{Quoted.Line(path)}: {fault.Message}", fault);
        }
    }
}
