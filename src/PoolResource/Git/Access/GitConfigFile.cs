using System.Text;
using System.Text.RegularExpressions;

namespace PoolResource.Git.Access;

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

    /// <summary>A sentence for each setting that does nothing here, because git is asked for what it is about in another way.</summary>
    public static IEnumerable<string> Warnings(IEnumerable<GitSetting> settings) => settings
        .Select(setting => (setting.Name, Why: WhyIdle(setting.Name.ToUpperInvariant())))
        .Where(setting => setting.Why is not null)
        .Select(setting => $"source.git_config: {Quoted.Text(setting.Name)} does nothing here; {setting.Why}");

    // What git reads when it commits, checks out, merges or names a remote, none of which it does here.
    private static string? WhyIdle(string name) => name switch
    {
        "CORE.SSHCOMMAND" or "SSH.VARIANT" => "ssh is set up from source.private_key, source.known_hosts and source.ssh_options",
        "COMMIT.GPGSIGN" or "USER.SIGNINGKEY" => "give source.signing_key to have commits signed",
        _ when name.StartsWith("GPG.", StringComparison.Ordinal) => "give source.signing_key to have commits signed",
        "CORE.HOOKSPATH" or "I18N.COMMITENCODING" or "I18N.LOGOUTPUTENCODING" or "USER.USECONFIGONLY" => "commits are written without git's own commands, in UTF-8, and without hooks",
        "PUSH.DEFAULT" or "PUSH.FOLLOWTAGS" or "PUSH.GPGSIGN" => "one commit is pushed to one branch, by its name",
        _ when Idle.Any(section => name.StartsWith(section, StringComparison.Ordinal)) => "no command that reads it is run",
        _ => null,
    };

    private static readonly string[] Idle =
        ["COMMIT.", "TAG.", "INIT.", "MERGE.", "REBASE.", "PULL.", "ALIAS.", "BRANCH.", "REMOTE.", "TRAILER.", "COLOR.", "DIFF.", "SENDEMAIL.", "FORMAT.", "RERERE.", "SUBMODULE.",
        "CORE.EDITOR", "CORE.PAGER", "PAGER.", "SEQUENCE.EDITOR", "LOG.", "STATUS.", "STASH.", "NOTES.", "BLAME.", "GUI."];

    private static string Escaped(string value) => value
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", @"\n", StringComparison.Ordinal)
        .Replace("\t", @"\t", StringComparison.Ordinal);

    [GeneratedRegex(@"^(?<section>[A-Za-z0-9-]+)(\.(?<subsection>[^\n\0]+))?\.(?<key>[A-Za-z][A-Za-z0-9-]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex SettingName();
}
