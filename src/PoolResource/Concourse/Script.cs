using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PoolResource.Builds;
using PoolResource.Git;
using PoolResource.Git.Access;

namespace PoolResource.Concourse;

/// <summary>
/// The main of the three scripts: reads one JSON object from stdin, runs a command, writes one JSON value to stdout.
/// Exit codes: 0 done, 1 failed, 143 after SIGTERM, 130 after SIGINT.
/// </summary>
public static class Script
{
    private const int Failure = 1;

    public static Task<int> CheckAsync(string[] arguments) => MainAsync(
        arguments,
        Usage.Check,
        () => ProtocolJson.Default.CheckRequest,
        () => ProtocolJson.Default.IReadOnlyListVersion,
        async (request, log, _, answer, stop) => await answer(await new CheckCommand(log, TimeProvider.System).RunAsync(request, stop)));

    public static Task<int> InAsync(string[] arguments) => MainAsync(
        arguments,
        Usage.In,
        () => ProtocolJson.Default.InRequest,
        () => ProtocolJson.Default.Response,
        async (request, log, directory, answer, stop) => await answer(await new InCommand(log, TimeProvider.System).RunAsync(request, directory, stop)));

    public static Task<int> OutAsync(string[] arguments) => MainAsync(
        arguments,
        Usage.Out,
        () => ProtocolJson.Default.OutRequest,
        () => ProtocolJson.Default.Response,
        (request, log, directory, answer, stop) =>
        {
            var (build, here) = (Build.From(Environment.GetEnvironmentVariable), Environment.GetEnvironmentVariable("ATC_EXTERNAL_URL"));
            return new OutCommand(log, TimeProvider.System, build, Random.Shared, ProcessLeftBehind.Start)
            {
                Judge = async (access, claims, end) =>
                {
                    using var judge = new BuildJudge(access, here, TimeProvider.System);
                    return await judge.JudgeAsync(claims, end);
                },
                Ending = (access, end) => new OwnBuild(access, build, here, TimeProvider.System).EndAsync(end),
            }.RunAsync(request, directory, answer, stop);
        });

    // System.Text.Json puts a type together when it is first asked for, which takes as long as to read or write a
    // request: that is done while stdin is read, or git runs.
    private static async Task<int> MainAsync<TRequest, TResponse>(
        string[] arguments,
        Usage usage,
        Func<JsonTypeInfo<TRequest>> requestType,
        Func<JsonTypeInfo<TResponse>> responseType,
        Func<TRequest, StepLog, string, Func<TResponse, Task>, CancellationToken, Task> run)
        where TRequest : Request
    {
        if (await AskPass.TryAnswerAsync())
        {
            return 0;
        }

        if (Environment.GetEnvironmentVariable(ProcessLeftBehind.Variable) is not null)
        {
            return await ProcessLeftBehind.RunAsync();
        }

        if (arguments is ["--help" or "-h"])
        {
            await Console.Out.WriteAsync(usage.Text());
            return 0;
        }

        if (arguments is ["--version"])
        {
            await Console.Out.WriteAsync($"{usage.Name} {ProgramVersion.OfThisBuild}\n");
            return 0;
        }

        await using var stderr = new StreamWriter(Console.OpenStandardError()) { AutoFlush = true };
        var log = new StepLog(stderr);
        try
        {
            var directory = usage.Directory(arguments);
            await using var stdin = Console.OpenStandardInput();
            var request = await RequestReader.ReadAsync(stdin, requestType, log, StopSignal.Token);
            var running = run(request, log, directory, AnswerAsync, StopSignal.Token);
            _ = responseType();
            await running;
            return 0;
        }
        catch (OperationCanceledException aborted) when (StopSignal.Token.IsCancellationRequested)
        {
            log.Aborted((aborted as StepAborted)?.Done);
            return StopSignal.ExitCode;
        }
        catch (PoolException refusal)
        {
            log.Failed(refusal.Message);
        }
        catch (GitException fault)
        {
            log.Failed(fault.Failure.Sentence);
        }
        catch (Exception fault) when (ExhaustedResource.Of(fault) is { } used)
        {
            log.Failed(used);
        }
#pragma warning disable CA1031 // The last resort: a user never sees a stack trace.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.Unexpected(fault);
        }

        return Failure;

        async Task AnswerAsync(TResponse response)
        {
            try
            {
                byte[] answer = [.. JsonSerializer.SerializeToUtf8Bytes(response, responseType()), (byte)'\n'];
                await Task.Run(() => StandardOutput.Write(answer));
            }
            catch (IOException fault)
            {
                throw new PoolException($"the answer could not be written to stdout ({fault.Message}); run the step again where its stdout is read to the end", fault);
            }
        }
    }
}
