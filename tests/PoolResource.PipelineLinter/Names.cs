using System.Globalization;
using System.Text.RegularExpressions;

namespace PoolResource.PipelineLinter;

/// <summary>What may be called what, and what may be called the same.</summary>
internal static partial class Names
{
    public static void Check(Pipeline pipeline, Problems problems)
    {
        var jobs = pipeline.Jobs.Select(job => new Declared(job.Name, job.Node, job.Place)).ToList();
        foreach (var section in new[]
                 {
                     pipeline.Groups, pipeline.VarSources, pipeline.Resources, pipeline.ResourceTypes, jobs,
                 })
        {
            foreach (var declared in section)
                CheckIdentifier(declared.Name, declared.Place, problems);
            foreach (var name in Repeated(section.Select(declared => declared.Name)))
                problems.Add(section[0].Place.Split('.')[0], $"two are called '{name}'");
        }

        foreach (var job in pipeline.Jobs)
        {
            var steps = job.Plan.All().Where(step => step.Kind is not ("do" or "try" or "in_parallel")).ToList();
            foreach (var step in steps.Where(step => !IsNamedByAcross(step)))
                CheckIdentifier(step.Name, step.Place, problems);
            foreach (var name in Repeated(steps.Where(step => step.Kind == "get").Select(step => step.Name)))
                problems.Add(job.Place, $"two gets are called '{name}'");
        }
    }

    private static bool IsNamedByAcross(Step step) => step.IsAcross && step.Kind is "task" or "set_pipeline";

    private static IEnumerable<string> Repeated(IEnumerable<string> names) =>
        names.GroupBy(name => name).Where(same => same.Count() > 1).Select(same => same.Key);

    private static void CheckIdentifier(string name, string place, Problems problems)
    {
        var literal = Var().Replace(name, "");
        var odd = literal.FirstOrDefault(c => !IsLowerCaseLetterOrDigit(c) && c is not ('-' or '_' or '.'));
        if (name.Length == 0)
            problems.Add(place, "a name must not be empty");
        else if (!name.StartsWith("((", StringComparison.Ordinal) && !IsLowerCaseLetterOrDigit(name[0]))
            problems.Add(place, $"'{name}' must start with a lower-case letter or a digit");
        else if (odd != default)
            problems.Add(place, $"'{name}' must not have '{odd}' in it");
        else if (literal.Length > 0 && literal.All(char.IsAsciiDigit))
            problems.Add(place, $"'{name}' must not be digits alone");
    }

    /// <summary>A letter of a script that knows no cases counts as lower case.</summary>
    private static bool IsLowerCaseLetterOrDigit(char c) => char.IsAsciiDigit(c) || char.GetUnicodeCategory(c) is
        UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter;

    [GeneratedRegex(@"\(\([^()]+\)\)")]
    private static partial Regex Var();
}
