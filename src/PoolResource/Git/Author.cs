namespace PoolResource.Git;

/// <summary>Who commits: the baseline's name and address, unless <c>git_config</c> sets others.</summary>
public sealed record Author(string Name, string Email)
{
    public static Author Of(Source source) => new(
        Setting(source, "user.name") ?? "CI Pool Resource",
        Setting(source, "user.email") ?? "ci-pool@localhost");

    // Angle brackets and line ends delimit the parts of a signature; git drops them from names, too.
    private static string? Setting(Source source, string name) =>
        source.GitConfig.LastOrDefault(setting => setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value is { } value
        && string.Concat(value.Where(c => !char.IsControl(c) && c is not ('<' or '>'))).Trim() is { Length: > 0 } clean
            ? clean
            : null;
}
