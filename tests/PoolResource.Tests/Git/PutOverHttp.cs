using PoolResource.Concourse;
using PoolResource.Testing;
using PoolResource.Tests.Operations;
using PoolResource.Tests.Protocol;

namespace PoolResource.Tests.Git;

/// <summary>A put step in process, over http, with a clock that never keeps anybody waiting.</summary>
internal static class PutOverHttp
{
    public static async Task<Response> RunAsync(string uri, string parameters, TextWriter? stderr = null, string more = "")
    {
        var source = $$"""{"uri": "{{uri}}", "branch": "main", "pool": "aws", "username": "ci", "password": "secret"{{more}} }""";
        var request = await Stdin.OutAsync($$"""{"source": {{source}}, "params": {{parameters}} }""");
        Response? answered = null;
        await new OutCommand(
            new StepLog(stderr ?? TextWriter.Null), new HurriedTime(PoolResource.Git.GitCommand.LongSilence), Answer.Build, new Random(1), _ => { })
            .RunAsync(request, Path.GetTempPath(), AnswerAsync, TestContext.Current.CancellationToken);
        return answered!;

        Task AnswerAsync(Response response)
        {
            answered = response;
            return Task.CompletedTask;
        }
    }
}
