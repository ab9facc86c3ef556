using System.CommandLine;
using System.CommandLine.Invocation;

namespace PoolResource.Cli;

/// <summary>The answer to <c>--version</c>, as the resource's own executables give it.</summary>
internal sealed class VersionLine : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public static void Show(RootCommand root) => root.Options.OfType<VersionOption>().Single().Action = new VersionLine();

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.Write($"pool {ProgramVersion.OfThisBuild}\n");
        return ExitCode.Done;
    }
}
