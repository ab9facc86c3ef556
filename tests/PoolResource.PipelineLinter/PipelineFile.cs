using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PoolResource.PipelineLinter;

/// <summary>
/// Reads a pipeline as strictly as <c>fly validate-pipeline --strict</c> does, and somewhat further where this
/// resource is used.
/// </summary>
internal static class PipelineFile
{
    /// <summary>What is wrong with the fields of the pipeline, or, where nothing is, with what they say.</summary>
    public static IReadOnlyList<string> ProblemsIn(string yaml)
    {
        var problems = new Problems();
        if (Load(yaml, problems) is not { } root)
            return problems.Found;

        PipelineShapes.Pipeline.Check(root, "pipeline", problems);
        if (problems.Found.Count > 0 || root is not YamlMappingNode fields)
            return problems.Found;

        var pipeline = new Pipeline(fields);
        Names.Check(pipeline, problems);
        References.Check(pipeline, problems);
        PoolUse.Check(pipeline, problems);
        Artifacts.Check(pipeline, problems);
        return problems.Found;
    }

    private static YamlNode? Load(string yaml, Problems problems)
    {
        var stream = new YamlStream();
        try
        {
            // A duplicate key is an error here already.
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException unreadable)
        {
            problems.Add($"line {unreadable.Start.Line}", unreadable.Message);
            return null;
        }

        if (stream.Documents.Count == 1)
            return stream.Documents[0].RootNode;
        problems.Add("pipeline", "must be one YAML document");
        return null;
    }
}
