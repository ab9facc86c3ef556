using PoolResource.Web.Configuration;

namespace PoolResource.WebTests.Notices;

public sealed class NoticeConfiguration
{
    private const string Secret = "https://hooks.slack.com/services/T0/B0/secret";

    [Theory]
    [InlineData("slack: X", "notices[0] does not say when; write one of held_longer_than, no_free_lock_for, waits_longer_than or taken_away")]
    [InlineData("slack: X, taken_away: false", "notices[0].taken_away: only true says something; write true, or leave the rule out")]
    [InlineData("slack: X, taken_away: true, held_longer_than: 1h", "notices[0] has several conditions; write a rule for each of held_longer_than, no_free_lock_for, waits_longer_than or taken_away")]
    [InlineData("slack: X, no_free_lock_for: 1h, held_longer_than: 1h", "notices[0] has several conditions; write a rule for each of held_longer_than, no_free_lock_for, waits_longer_than or taken_away")]
    [InlineData("slack: X, held_longer_than: soon", "notices[0].held_longer_than: \"soon\" is not a duration; write 10s, 30m or 1h30m")]
    [InlineData("taken_away: true", "notices[0] tells nobody; write slack, or post, with an address")]
    [InlineData("slack: X, post: X, taken_away: true", "notices[0] has both slack and post; write a rule for each")]
    [InlineData("slack: 'ftp://secret', taken_away: true", "notices[0].slack: what is written there is no address of a page; write it as https://…, without a login in it")]
    [InlineData("post: 'https://me:secret@example.com/', taken_away: true", "notices[0].post: what is written there is no address of a page; write it as https://…, without a login in it")]
    [InlineData("slack: X, taken_away: true, body: {a: [{b: 'of {pol}'}]}", "notices[0].body: {pol} is nothing that can be filled in; write one of {pool}, {lock}, {holder}, {since}, {for}, {reason}, {commit}, {url}, {text}")]
    [InlineData("slack: X, taken_away: true, pols: aws", "notices[0].pols is no key of this file; did you mean pools?")]
    public void SaysWhatIsWrongAndNoAddress(string rule, string error)
    {
        var refused = Assert.Throws<PoolException>(() => WebFile.Parse($"notices: [{{{rule.Replace("X", $"'{Secret}'", StringComparison.Ordinal)}}}]"));

        Assert.Equal(error, refused.Message);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ShowsNoAddress() =>
        Assert.DoesNotContain("secret", $"{WebFile.Parse($"notices: [{{taken_away: true, slack: '{Secret}'}}]")} {WebFile.Parse($"notices: [{{taken_away: true, slack: '{Secret}'}}]").Notices[0]}", StringComparison.Ordinal);
}
