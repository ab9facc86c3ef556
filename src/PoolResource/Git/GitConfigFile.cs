using System.Text;
using System.Text.RegularExpressions;

namespace PoolResource.Git;

/// <summary>Writes a git configuration file; git's own command would pass values, secrets among them, in argv.</summary>
public static partial class GitConfigFile
{
    /// <summary>The file's text for settings such as <c>user.name</c> or <c>http.https://host/.proxy</c>.</summary>
    /// <exception cref="PoolException">A name is not one of git's form.</exception>
    public static string Write(IEnumerable<GitSetting> settings)
    {
        var text = new StringBuilder();
        foreach (var setting in settings)
        {
            var name = SettingName().Match(setting.Name);
            if (!name.Success)
            {
                throw new PoolException($"source.git_config: {Quoted.Text(setting.Name)} is not the name of a git setting; write it as in user.name");
            }

            text.Append('[').Append(name.Groups["section"].Value);
            if (name.Groups["subsection"].Success)
            {
                text.Append(" \"").Append(Escaped(name.Groups["subsection"].Value)).Append('"');
            }

            text.Append("]\n\t").Append(name.Groups["key"].Value).Append(" = \"").Append(Escaped(setting.Value)).Append("\"\n");
        }

        return text.ToString();
    }

    private static string Escaped(string value) => value
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", @"\n", StringComparison.Ordinal)
        .Replace("\t", @"\t", StringComparison.Ordinal);

    [GeneratedRegex(@"^(?<section>[A-Za-z0-9-]+)(\.(?<subsection>[^\n\0]+))?\.(?<key>[A-Za-z][A-Za-z0-9-]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex SettingName();
}
