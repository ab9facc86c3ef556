using System.Text;

namespace PoolResource;

/// <summary>The text of a commit that is made here: subject, the build's page, and trailers; what is null is left out.</summary>
internal sealed class MessageText
{
    private readonly StringBuilder text = new();

    public MessageText(string? title, string subject, string? page)
    {
        text.Append(title is null ? subject : $"{title} {subject}").Append("\n\n");
        if (page is not null)
        {
            text.Append("Build URL: ").Append(page).Append("\n\n");
        }
    }

    public MessageText Trailer(string key, string? value)
    {
        if (value is not null)
        {
            text.Append(key).Append(": ").Append(value).Append('\n');
        }

        return this;
    }

    /// <summary>The trailers of a person.</summary>
    public MessageText Person(Person? person) => Trailer("Person", person?.ToString()).Trailer("Account", person?.Account);

    public override string ToString() => text.ToString();
}
