namespace PoolResource.Tests.Documents;

public sealed class FindingBrokenLinks
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["docs"] = "",
        ["docs/pace.md"] = "# Pace\n\n## What `check` costs\n\n## Twice\n\n## Twice\n",
        ["examples/lifecycle.yml"] = "# An example\n",
        ["README.md"] = "# Pool\n",
    };

    [Theory]
    [InlineData("[pace](docs/pace.md)")]
    [InlineData("[pace](docs/pace.md#what-check-costs) and [pace](docs/pace.md#twice-1 \"again\")")]
    [InlineData("[pages](docs/) of [an example](examples/lifecycle.yml)")]
    [InlineData("## Who holds my lock?\n\n[who](#who-holds-my-lock)")]
    [InlineData("[elsewhere](https://example.com/none.md), <https://example.com>, [mail](mailto:a@example.com)")]
    [InlineData("`[code](none.md)` and ``[`code`](none.md)``")]
    [InlineData("```sh\n[ -e none ] || [code](none.md)\n# no heading\n```\n")]
    [InlineData("<img src=\"docs/pace.md\" alt=\"\">")]
    public void FindsNone(string text) => Assert.Empty(BrokenLinks.Of("README.md", text, Files.GetValueOrDefault));

    [Theory]
    [InlineData("[none](docs/none.md)", "docs/none.md")]
    [InlineData("a line,\n[which\ngoes on](docs/none.md)", "docs/none.md")]
    [InlineData("[none](docs/pace.md#none)", "docs/pace.md#none")]
    [InlineData("[none](docs/pace.md#twice-2)", "docs/pace.md#twice-2")]
    [InlineData("[none](#none)", "#none")]
    [InlineData("```\n# In code\n```\n[none](#in-code)", "#in-code")]
    [InlineData("[outside](../README.md)", "../README.md")]
    [InlineData("[of the host](/docs/pace.md)", "/docs/pace.md")]
    [InlineData("![picture](docs/none.svg)", "docs/none.svg")]
    [InlineData("<source srcset=\"docs/none.svg\">", "docs/none.svg")]
    [InlineData("see [below][1]\n\n[1]: docs/none.md", "docs/none.md")]
    public void FindsOneThatLeadsNowhere(string text, string link) =>
        Assert.Equal([$"README.md: {link}"], BrokenLinks.Of("README.md", text, Files.GetValueOrDefault));

    [Theory]
    [InlineData("pace.md")]
    [InlineData("../README.md#pool")]
    [InlineData("../examples/lifecycle.yml")]
    public void StartsWhereThePageIs(string link) =>
        Assert.Empty(BrokenLinks.Of("docs/triggers.md", $"[there]({link})", Files.GetValueOrDefault));
}
