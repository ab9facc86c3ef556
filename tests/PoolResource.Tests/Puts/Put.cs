using PoolResource.Builds;
using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Testing;
using PoolResource.Tests.Operations;
using PoolResource.Tests.Protocol;

namespace PoolResource.Tests.Puts;

/// <summary>A put step in process, on a branch on disk, with a clock that never keeps anybody waiting.</summary>
internal sealed class Put : IDisposable
{
    private readonly StringWriter stderr = new();

    public HostedBranch Branch { get; } = new();

    public HurriedTime Time { get; } = new(GitCommand.LongSilence);

    /// <summary>The clock of the put.</summary>
    public TimeProvider Clock { get; set; }

    public string Log => stderr.ToString();

    /// <summary>The lines of the log, without colours.</summary>
    public IReadOnlyList<string> Lines => LinesOf(Log);

    /// <summary>The lines of a log, without colours.</summary>
    public static IReadOnlyList<string> LinesOf(string log) =>
        [.. System.Text.RegularExpressions.Regex.Replace(log, "\e\\[\\d+m", "").Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Whether each git command is shown in the log.</summary>
    public bool Debug { get; set; }

    /// <summary>What is done when the answer is given.</summary>
    public Action<Response> Answering { get; set; } = _ => { };

    /// <summary>What the step left to the process it left behind.</summary>
    public List<UnfinishedWorkDocument> Left { get; } = [];

    /// <summary>Starts the process that is left behind.</summary>
    public Action<UnfinishedWorkDocument> Leaving { get; set; }

    public Put() => (Leaving, Clock) = (Left.Add, Time);

    /// <summary>Tells the put that its build is over.</summary>
    public Func<ConcourseAccess?, CancellationToken, Task<string>>? Ending { get; set; }

    /// <summary>The url of the cluster in which the put runs.</summary>
    public string? ExternalUrl { get; set; }

    public Build Build { get; set; } = Answer.Build;

    public Task<Response> RunAsync(string parameters, string pool = "aws", string? inputs = null) =>
        RunUntilAsync(parameters, TestContext.Current.CancellationToken, pool, inputs);

    /// <summary>Runs the put until it is done or stopped.</summary>
    /// <param name="parameters">Its params, as JSON.</param>
    /// <param name="stop">Asks it to end.</param>
    /// <param name="pool">The resource's pool.</param>
    /// <param name="inputs">The directory of its inputs; the host's repository when there is none.</param>
    public async Task<Response> RunUntilAsync(string parameters, CancellationToken stop, string pool = "aws", string? inputs = null)
    {
        var source = Branch.SourceJson.Replace("\"aws\"", $"\"{pool}\"", StringComparison.Ordinal);
        var request = await Stdin.OutAsync($$"""{"source": {{source}}, "params": {{parameters}} }""");
        Response? answered = null;
        await new OutCommand(new StepLog(stderr) { Debug = Debug }, Clock, Build, new Random(1), Leaving) { Ending = Ending, Judge = JudgeAsync }.RunAsync(request, inputs ?? Branch.Repository, AnswerAsync, stop);
        return answered!;

        async Task<IReadOnlyList<JudgedClaim>> JudgeAsync(ConcourseAccess? access, IReadOnlyCollection<StandingClaim> claims, CancellationToken end)
        {
            using var judge = new BuildJudge(access, ExternalUrl, Clock);
            return await judge.JudgeAsync(claims, end);
        }

        Task AnswerAsync(Response response)
        {
            answered = response;
            Answering(response);
            return Task.CompletedTask;
        }
    }

    /// <summary>Gets a version into an artifact of the next put.</summary>
    public Task<Response> GetAsync(Version version, string artifact = "env", string parameters = "null") =>
        GetAsync($$"""{"source": {{Branch.SourceJson}}, "version": {{System.Text.Json.JsonSerializer.Serialize(version, ProtocolJson.Default.Version)}}, "params": {{parameters}} }""", artifact);

    /// <summary>The text of a file in an artifact; null when it is not there.</summary>
    public string? Read(string artifact, string file) =>
        File.Exists(Path.Combine(Branch.Repository, artifact, file)) ? File.ReadAllText(Path.Combine(Branch.Repository, artifact, file)) : null;

    private async Task<Response> GetAsync(string request, string artifact) => await new InCommand(new StepLog(stderr), Time).RunAsync(
        await Stdin.InAsync(request), Path.Combine(Branch.Repository, artifact), TestContext.Current.CancellationToken);

    public async Task<string> RefusalAsync(string parameters) =>
        (await Assert.ThrowsAsync<PoolException>(() => RunAsync(parameters))).Message;

    public void Dispose()
    {
        Branch.Dispose();
        stderr.Dispose();
    }
}
