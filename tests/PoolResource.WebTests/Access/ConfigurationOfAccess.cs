using System.Net;
using PoolResource.Web.Access;
using PoolResource.Web.Configuration;

namespace PoolResource.WebTests.Access;

public sealed class ConfigurationOfAccess
{
    private const string GitHub = "login: [{github: {client_id: x, client_secret: yyyy}}]";

    [Theory]
    [InlineData("login: [{}]", "login[0]: one way to log in is expected; write github, openid or oauth")]
    [InlineData("login: [{github: {client_id: x}}]", "login[0].github.client_secret is missing; write the secret that the provider gave for this server")]
    [InlineData("login: [{github: {client_secret: x}}]", "login[0].github.client_id is missing; write what the provider calls this server")]
    [InlineData("login: [{github: {client_id: x, client_secret: y, name: GitHub}}]", "login[0].github.name: \"GitHub\" is no name of a login; write it in lower-case letters, digits and dashes, 40 at most")]
    [InlineData("login: [{github: {client_id: x, client_secret: y, name: token}}]", "login[0].github.name: token is what access calls programs; choose another")]
    [InlineData("login: [{github: {client_id: x, client_secret: y, url: \"http://github.example.com\"}}]", "login[0].github.url: secrets go there, so that it has to be https, without a query; write https://…")]
    [InlineData("login: [{openid: {name: corp, client_id: x, client_secret: y}}]", "login[0].openid.issuer is missing; write the address by which the provider calls itself")]
    [InlineData("login: [{openid: {issuer: \"https://x\", client_id: x, client_secret: y}}]", "login[0].openid.name is missing; write how access is to call it")]
    [InlineData("login: [{oauth: {name: a, client_id: x, client_secret: y, authorize_url: \"https://x\", token_url: \"https://x\"}}]", "login[0].oauth.userinfo_url is missing; write the address where the token tells who it is")]
    [InlineData("login: [{github: {client_id: x, client_secret: y}}, {github: {client_id: x, client_secret: y}}]", "login[1].github.name: another login is named github already; give each a name of its own")]
    [InlineData(GitHub + "\naccess: [{to: anyone}, {to: \"gitlab:a/b\"}]", "access[1].to: there is no login named gitlab; write github")]
    [InlineData("access: [{to: anyone, may: []}]", "access[0].may: an empty list says nothing; write something into it, or leave the key out")]
    [InlineData("access: [{to: anyone, may: look, pools: []}]", "access[0].pools: an empty list says nothing; write something into it, or leave the key out")]
    [InlineData("access: [{to: anyone, may: look, pools: }]", "access[0].pools: nothing is written there; write something, or leave the key out")]
    [InlineData("access:", "access: nothing is written there; write something, or leave the key out")]
    [InlineData("access: [{to: anyone, may: look, pools: a, pools: b}]", "the file has the key \"pools\" twice in one place; leave one of them out")]
    [InlineData("access: [{to: \"github:a/b\"}]", "access[0].to: there is no login named github; write one into login")]
    [InlineData(GitHub + "\naccess: [{to: \"github:acme\"}]", "access[0].to: \"github:acme\" names no team; write github:ORGANISATION/TEAM, the team as its address spells it")]
    [InlineData("access: [{to: \"token:ci\"}]", "access[0].to: there is no token named \"ci\"; write it into tokens, or leave it out")]
    [InlineData("tokens: {ci: hunter2}", "tokens.ci: a SHA-256 of 64 hexadecimal digits is expected; make it by: printf %s TOKEN | sha256sum")]
    [InlineData("tokens: {\"a b\": x}", "tokens: \"a b\" is no name of a program; write it in letters, digits, dots, dashes and underscores, 40 at most")]
    [InlineData("listen: [1]", "listen: must be a text")]
    [InlineData("url: https://example.com/pools", "url: the pages stand at the root of their host; write it without a path")]
    public void IsRefusedWithASentence(string text, string sentence) => Assert.Equal(sentence, Assert.Throws<PoolException>(() => WebFile.Parse(text)).Message);

    [Fact]
    public void NeedsAnAddressToSendPeopleBackTo()
    {
        var options = WebFile.Parse(GitHub) with { Listen = new IPEndPoint(IPAddress.Any, 8080) };

        Assert.StartsWith("url is missing; write where people reach the pages", Assert.Throws<PoolException>(options.Require).Message, StringComparison.Ordinal);
        (options with { Url = new Uri("https://pools.example.com") }).Require();
        (options with { Listen = new IPEndPoint(IPAddress.IPv6Loopback, 8080) }).Require();
    }

    [Theory]
    [InlineData("", "https://api.github.com")]
    [InlineData(", url: \"https://github.example.com/\"", "https://github.example.com/api/v3")]
    [InlineData(", url: \"https://github.example.com\", api_url: \"https://api.example.com/v3/\"", "https://api.example.com/v3")]
    public void KnowsWhereGitHubIsAsked(string keys, string api) =>
        Assert.Equal(api, ((GitHubLogin)WebFile.Parse($"login: [{{github: {{client_id: x, client_secret: yyyy{keys}}}}}]").Logins.Single()).ApiUrl);
}
