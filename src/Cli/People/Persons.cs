using System.CommandLine;
using PoolResource.Cli.Display;
using PoolResource.Cli.Repositories;

namespace PoolResource.Cli.People;

/// <summary>Who acts: whom <c>--as</c> names, or else the person that git knows here.</summary>
internal static class Persons
{
    /// <exception cref="PoolException">Nobody is named.</exception>
    /// <exception cref="MisuseException">What names somebody cannot be read.</exception>
    public static async Task<Person> OfAsync(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        if (parsed.GetValue(PersonOptions.As) is { } named)
        {
            return Given.As(Person.Parse, named, PersonOptions.As.Name);
        }

        var git = new OwnGit(terminal);
        var (name, email) = (await git.AskAsync(stop, "config", "--get", "user.name"), await git.AskAsync(stop, "config", "--get", "user.email"));
        return Person.Of(name, email) ?? throw (name?.Trim().Length > 0 && email?.Trim().Length > 0
            ? new PoolException("git's user.name or user.email cannot stand in a commit; make them shorter, or give --as \"Name <email>\"")
            : new PoolException("git does not know who you are; set its user.name and user.email, or give --as \"Name <email>\""));
    }

    /// <summary>Why they act; null when they do not say.</summary>
    /// <exception cref="MisuseException">It is more than a short line.</exception>
    public static Reason? ReasonOf(ParseResult parsed) =>
        parsed.GetValue(PersonOptions.Reason) is { } text ? Given.As(Reason.Parse, text, PersonOptions.Reason.Name) : null;
}
