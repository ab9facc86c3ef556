using System.CommandLine;
using System.Text.Json.Serialization;
using PoolResource.Cli.Display;
using PoolResource.Cli.Repositories;
using PoolResource.Reports;

namespace PoolResource.Cli.Commands;

/// <summary><c>pool metrics</c>: the pools and their history in Prometheus's text format.</summary>
internal static class MetricsCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("metrics", "Print the pools and their history in Prometheus's text format, for node_exporter's textfile folder or a push");
        command.SetAction(async (parsed, stop) =>
        {
            var chosen = await ChosenBranch.OfAsync(parsed, terminal, stop);
            var now = terminal.Time.GetUtcNow();
            var text = await (await chosen.ReadAsync(view => PoolMetrics.Of(StatusReader.Of(view, chosen.Source.Branch), view.History, now), stop)).WriteAsync(stop);
            if (parsed.GetValue(CommonOptions.Json))
            {
                terminal.Answer(new MetricsDocument(text), MetricsJson.Default.MetricsDocument);
            }
            else
            {
                await terminal.Out.WriteAsync(text);
            }

            return ExitCode.Done;
        });
        return command.WithExamples("pool metrics > /var/lib/node_exporter/pools.prom", "pool metrics | curl --data-binary @- https://pushgateway.example.com/metrics/job/pools");
    }
}

/// <summary>What <c>pool metrics --json</c> answers: the text as it is.</summary>
internal sealed record MetricsDocument(string Text);

/// <summary>How it is written, generated at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(MetricsDocument))]
internal sealed partial class MetricsJson : JsonSerializerContext;
