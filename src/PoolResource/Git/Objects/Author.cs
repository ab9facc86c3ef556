namespace PoolResource.Git.Objects;

/// <summary>Who commits: the baseline's name and address, unless <c>git_config</c> sets others.</summary>
public sealed record Author(string Name, string Email)
{
    /// <summary>Who is named as committer, where it is somebody else.</summary>
    public Author? Committer { get; init; }

    /// <summary>Signs the text of a commit, until it is stopped; null leaves commits unsigned.</summary>
    public Func<string, CancellationToken, string>? Sign { get; init; }

    /// <summary>As git would choose: author.name and committer.name go before user.name.</summary>
    public static Author Of(Source source)
    {
        var (author, committer) = (Of(source, "author"), Of(source, "committer"));
        return author == committer ? author : author with { Committer = committer };
    }

    /// <summary>Of a commit that is made for a person: author is who acts.</summary>
    public Author For(Person person) => this with { Name = person.Name, Email = person.Email, Committer = Committer ?? new Author(Name, Email) };

    private static Author Of(Source source, string role) => new(
        Setting(source, $"{role}.name") ?? Setting(source, "user.name") ?? "CI Pool Resource",
        Setting(source, $"{role}.email") ?? Setting(source, "user.email") ?? CommitFacts.ToolsEmail);

    // Angle brackets and line ends delimit the parts of a signature; git drops them from names, too.
    private static string? Setting(Source source, string name) =>
        source.GitConfig.LastOrDefault(setting => setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value is { } value
            ? Person.Clean(value)
            : null;
}
