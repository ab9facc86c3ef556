using System.Diagnostics;
using PoolResource.Git.Access;

namespace PoolResource.Tests.Git;

public sealed class FoldersOfAStep
{
    // A name that is no UTF-8 cannot be spelt in .NET, and so not be deleted: one of many reasons.
    private const string Undeletable = "touch \"$HOME/$(printf '\\377')\"";

    [Theory]
    [InlineData("/tmp/it's")]
    [InlineData("/tmp/\"x\"")]
    [InlineData("/tmp/back\\slash")]
    [InlineData("/tmp/two\nlines")]
    public void ThatNoLineOfShellCanNameAreRefused(string parent) => Sentence.Matches(
        "the temporary directory … cannot be used: git and ssh take no quotation mark, backslash or control character in its path; set TMPDIR to one without",
        Assert.Throws<PoolException>(() => PrivateFolder.RequirePlain(parent)).Message);

    [Fact]
    public void ThatHaveABlankInTheirPathAreNot() => PrivateFolder.RequirePlain("/tmp/a b/c$d");

    [Fact]
    public void ThatAreGoneAlreadyAreNotMissed()
    {
        var folder = new PrivateFolder();
        Directory.Delete(folder.Path);

        folder.Dispose();

        Assert.Null(folder.Leftover);
    }

    [Fact]
    public async Task ThatCannotBeEmptiedAreAWarningAfterWhatWasDone()
    {
        using var put = new Puts.Put();
        put.Branch.Then("aws/claimed/.gitkeep aws/unclaimed/a");
        put.Branch.Hook("update", $"echo \"$HOME\" >home; {Undeletable}");

        var response = await put.RunAsync("""{"claim": "a"}""");

        var home = (await File.ReadAllTextAsync(Path.Combine(put.Branch.Repository, "home"), TestContext.Current.CancellationToken)).Trim();
        await Process.Start("rm", ["-rf", Path.GetDirectoryName(home)!]).WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(put.Branch.Tip.Value, response.Version.Ref);
        Assert.Contains(put.Lines, line => line.StartsWith("warning: the private directory ", StringComparison.Ordinal));
    }
}
