using PoolResource.Cli;
using PoolResource.Cli.Display;
using PoolResource.Git.Access;

return await AskPass.TryAnswerAsync() ? ExitCode.Done : await PoolProgram.RunAsync(args, Terminal.OfThisProcess(), StopSignal.Listen());
