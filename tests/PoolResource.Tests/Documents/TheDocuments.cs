using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using PoolResource.Concourse;
using PoolResource.Testing;

namespace PoolResource.Tests.Documents;

public sealed partial class TheDocuments
{
    private static readonly Lazy<string> Source = new(() => string.Concat(In("src", "*.cs").Select(Read)));

    public static TheoryData<string> Pages =>
        ["README.md", "CHANGELOG.md", .. In("docs", "*.md"), .. In(".github", "*.md"), .. In("ci", "*.md")];

    public static TheoryData<string> Examples => [.. In("examples", "*")];

    public static TheoryData<string> Guides => [.. In("docs", "*.md").Where(page => !page.EndsWith("TEMPLATE.md", StringComparison.Ordinal))];

    public static TheoryData<string> Sentences =>
        [.. Read("docs/credentials.md")!.Split('\n').Where(row => row.StartsWith("| `", StringComparison.Ordinal)).Select(row => row.Split('`')[1])];

    public static TheoryData<string> Keys =>
    [
        .. new JsonTypeInfo[] { ProtocolJson.Default.SourceDocument, ProtocolJson.Default.InParams, ProtocolJson.Default.OutParams }
            .SelectMany(document => document.Properties)
            .Where(property => !property.IsExtensionData)
            .Select(property => property.Name)
            .Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void LinkToNothingThatIsNotThere(string page) =>
        Assert.Empty(BrokenLinks.Of(page, Read(page)!, Read));

    [Theory]
    [MemberData(nameof(Examples))]
    public void NameInExamplesOnlyWhatIsThere(string example) =>
        Assert.All(
            Named().Matches(Read(example)!).Select(name => name.Groups["path"].Value)
                .Select(path => path.StartsWith("docs/", StringComparison.Ordinal) ? path : $"examples/{path}"),
            path => Assert.True(Read(path) is not null, $"{example} names {path}, which is not there"));

    [Theory]
    [MemberData(nameof(Guides))]
    [MemberData(nameof(Examples))]
    public void AreReachedFromTheReadme(string page) => Assert.Contains(page, Reached());

    [Theory]
    [MemberData(nameof(Keys))]
    public void NameEveryKeyInTheReadme(string key) =>
        Assert.Matches($"(?m)^\\| [^|]*`{key}[`:]", Read("README.md")!);

    /// <summary>As much of it as has no value in it: half of the words, in one piece.</summary>
    [Theory]
    [MemberData(nameof(Sentences))]
    public void QuoteTheLogAsItIs(string sentence)
    {
        var words = sentence.Split(' ');
        var half = (words.Length + 1) / 2;
        var pieces = Enumerable.Range(0, words.Length - half + 1).Select(start => string.Join(' ', words.Skip(start).Take(half)));

        Assert.True(pieces.Any(Source.Value.Contains), $"docs/credentials.md quotes what no file of src says: {sentence}");
    }

    private static HashSet<string> Reached()
    {
        var reached = new HashSet<string> { "README.md" };
        var next = new Queue<string>(reached);
        while (next.TryDequeue(out var page))
        {
            var links = new Markdown(Read(page) ?? "").Links.Select(link => BrokenLinks.Target(page, link));
            foreach (var target in links.OfType<string>().Where(reached.Add).Where(target => target.EndsWith(".md", StringComparison.Ordinal)))
            {
                next.Enqueue(target);
            }
        }

        return reached;
    }

    private static string? Read(string name)
    {
        var path = Path.Combine(Scripts.Root, name);
        return File.Exists(path) ? File.ReadAllText(path) : Directory.Exists(path) ? "" : null;
    }

    private static IEnumerable<string> In(string folder, string pattern) =>
        Directory.Exists(Path.Combine(Scripts.Root, folder))
            ? Directory.EnumerateFiles(Path.Combine(Scripts.Root, folder), pattern, SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Scripts.Root, path))
                .Order(StringComparer.Ordinal)
            : [];

    [GeneratedRegex("\\bsee (?<path>[a-z-]+\\.(yml|sh))|(?<path>docs/[A-Za-z-]+\\.(md|svg))")]
    private static partial Regex Named();
}
