using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace PoolResource.Web.Pages;

/// <summary>A page as HTML, but for what stands around it.</summary>
/// <param name="Title">What its window is called.</param>
/// <param name="Parts">Its parts, in order.</param>
public sealed record RenderedPage(string Title, IReadOnlyList<RenderedPart> Parts)
{
    /// <summary>How many bytes it has.</summary>
    public long Length { get; } = Parts.Sum(part => (long)part.Utf8.Length);
}

/// <summary>A part as HTML.</summary>
public sealed partial class RenderedPart
{
    private readonly Lazy<UInt128> fingerprint;

    /// <param name="id">Its name in the page.</param>
    /// <param name="utf8">The HTML, in UTF-8.</param>
    public RenderedPart(string id, ReadOnlyMemory<byte> utf8)
    {
        (Id, Utf8) = (id, utf8);
        fingerprint = new(() => BitConverter.ToUInt128(SHA256.HashData(Encoding.UTF8.GetBytes(Age().Replace(Html, "$1<"))), 0));
    }

    /// <summary>Its name in the page.</summary>
    public string Id { get; }

    /// <summary>The HTML, in UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>The HTML.</summary>
    public string Html => Encoding.UTF8.GetString(Utf8.Span);

    /// <summary>The same for as long as nothing changes in it but ages, which change by themselves.</summary>
    public UInt128 Fingerprint => fingerprint.Value;

    /// <summary>A part of what is written.</summary>
    /// <param name="id">Its name in the page.</param>
    /// <param name="write">Writes the HTML.</param>
    public static RenderedPart Of(string id, Action<TextWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var text = new StreamWriter(bytes, new UTF8Encoding(false), leaveOpen: true))
        {
            write(text);
        }

        return new RenderedPart(id, bytes.ToArray());
    }

    [GeneratedRegex("(<time [^>]*>)[^<]*<", RegexOptions.CultureInvariant)]
    private static partial Regex Age();
}
