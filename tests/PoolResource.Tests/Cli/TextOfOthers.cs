using PoolResource.Cli.Display;
using PoolResource.Testing;

namespace PoolResource.Tests.Cli;

public sealed class TextOfOthers
{
    [Theory]
    [InlineData("env-1", "env-1")]
    [InlineData("[/]", "[/]")]
    [InlineData("[bold]x", "[bold]x")]
    [InlineData("[link=https://example.com]x[/]", "[link=https://example.com]x[/]")]
    [InlineData("\e[31mred", "<U+001B>[31mred")]
    [InlineData("\e]8;;https://example.com\a", "<U+001B>]8;;https://example.com<U+0007>")]
    [InlineData("a\rb\nc\td\0", "a<U+000D>b<U+000A>c<U+0009>d<U+0000>")]
    [InlineData("\u009b31m\u007f", "<U+009B>31m<U+007F>")]
    [InlineData("a\u202eb", "a<U+202E>b")]
    [InlineData("\u2066\u2069\u200b\ufeff\u00ad", "<U+2066><U+2069><U+200B><U+FEFF><U+00AD>")]
    [InlineData("a\u2028b\u2029", "a<U+2028>b<U+2029>")]
    [InlineData("a\u00a0b\u3000", "a<U+00A0>b<U+3000>")]
    [InlineData("x\ufe0f\u3164", "x<U+FE0F><U+3164>")]
    [InlineData("\U000e0041\U000f0000", "<U+E0041><U+F0000>")]
    [InlineData("grün 緑 🔒", "grün 緑 🔒")]
    [InlineData(null, "")]
    public void IsShownAsText(string? text, string shown)
    {
        var safe = SafeText.Of(text);
        using var writer = new StringWriter();
        Terminal.On(writer, isColoured: false, width: 200).Write(safe.In());

        Assert.Equal(shown, safe.Value);
        Assert.Equal(shown, writer.ToString().TrimEnd('\n'));
    }

    [Fact]
    public void IsShownWhereItIsHalfACharacter() => Assert.Equal("a<U+D83D>b<U+DD12>", SafeText.Of("a\ud83db\udd12").Value);

    [Theory]
    [InlineData("[bold]x")]
    [InlineData("[bold]")]
    [InlineData("[[]]")]
    [InlineData("a\u202eb")]
    [InlineData("{0}")]
    [InlineData("$(id) `id`")]
    public async Task IsALocksNameInEveryAnswer(string name)
    {
        using var folder = new TestFolder();
        var repository = new LockRepository(folder["locks.git"]);
        repository.CommitPool("aws", unclaimed: [name], claimed: [$"{name}2"]);
        var shown = SafeText.Of(name).Value;

        var piped = await PoolRun.InAsync(folder, "status", "--uri", repository.Path, "--branch", "main");
        var seen = await PoolRun.InAsync(folder.Path, new() { ["TERM"] = "xterm" }, 120, "status", "--uri", repository.Path, "--branch", "main");

        Assert.Equal(0, piped.ExitCode);
        Assert.Contains($"  {shown}   unclaimed ", piped.Stdout, StringComparison.Ordinal);
        Assert.Contains($"  {shown}2  claimed", piped.Stdout, StringComparison.Ordinal);
        Assert.Contains($"{shown}2", seen.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', piped.Stdout + seen.Stdout);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("history")]
    [InlineData("history", "aws/env-1")]
    [InlineData("stats", "--by", "lock")]
    [InlineData("stats", "--by", "job")]
    public async Task CannotCommandTheTerminal(params string[] words)
    {
        using var folder = new TestFolder();
        var repository = new LockRepository(folder["locks.git"]);
        repository.CommitPool("aws", unclaimed: ["env-1"]);
        repository.Commit(
            "[/]/\e[1m/\u202e build 1 claiming: env-1\n\nBuild URL: https://example.com/\e[2J\u202e\n\nClaim-Id: 1\nReason: [/] [red]\e]0;title\a\n",
            Change.Delete("aws/unclaimed/env-1"), Change.Put("aws/claimed/env-1", "x"));

        var run = await PoolRun.InAsync(folder.Path, new() { ["TERM"] = "xterm", ["NO_COLOR"] = "1" }, 300, [.. words, "--uri", repository.Path, "--branch", "main"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(words[0] == "stats" ? words[^1] == "job" ? "[/]/?[1m/?" : "aws/env-1" : "[/] [red]", run.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Stdout, character => char.IsControl(character) && character != '\n');
        Assert.DoesNotContain('\u202e', run.Stdout);
    }
}
