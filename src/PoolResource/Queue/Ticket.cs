using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Org.BouncyCastle.Crypto.Digests;

namespace PoolResource.Queue;

/// <summary>
/// A place in the line for a pool's locks. It is a ref on the git host whose name says all that the line needs:
/// <c>refs/pool-resource/queue/LINE/UUID/v1,priority=0,want=any,attempt=12,build=4711,as=…,run=…</c>, where LINE is the first
/// 32 hex digits of SHA-256 of branch, NUL and pool. What follows the known fields is passed over.
/// </summary>
/// <param name="Id">A UUID of version 7 in the order of whose time the line stands.</param>
/// <param name="Run">The run of a put that stands in the line: 8 hex digits, new for each.</param>
public sealed record Ticket(Guid Id, string Run)
{
    /// <summary>Where tickets of all lines are.</summary>
    public const string Refs = "refs/pool-resource/queue/";

    /// <summary>The highest priority; the lowest is its negative.</summary>
    public const int HighestPriority = PoolResource.Priority.Highest;

    /// <summary>What well-known hosts allow for the name of a ref.</summary>
    private const int Longest = 255;

    private const string Version = "v1";
    private const string AnyLock = "any";

    // 9999-12-31, the last day that .NET knows.
    private const long LastMillisecond = 253402300799999;

    /// <summary>So much earlier a step of priority makes a ticket.</summary>
    private static readonly TimeSpan PerPriority = TimeSpan.FromMinutes(10);

    /// <summary>A look that took longer than this is none that others wait for.</summary>
    public static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(60);

    private readonly TimeSpan attempt;

    /// <summary>−100 to 100.</summary>
    public int Priority { get; init; }

    /// <summary>The lock that is waited for, as <see cref="WantOf"/> writes it; null for any of the pool.</summary>
    public string? Want { get; init; }

    /// <summary>How long its owner may take to claim, in tenths of a second, a minute at most.</summary>
    public TimeSpan Attempt
    {
        get => attempt;
        init => attempt = TimeSpan.FromSeconds(Math.Ceiling(double.Clamp(value.TotalSeconds, 0, LongestAttempt.TotalSeconds) * 10) / 10);
    }

    /// <summary>BUILD_ID of the build; null when it has none.</summary>
    public string? Build { get; init; }

    /// <summary>Tells the puts of a build apart that are given a name by <c>as</c>, as <see cref="HashOf"/> writes it; null without.</summary>
    public string? As { get; init; }

    /// <summary>The name of the ref behind the line's, as it was read; null for one that was made here.</summary>
    private string? Name { get; init; }

    /// <summary>When its owner began to wait, in milliseconds since 1970.</summary>
    public long Time { get; } = TimeOf(Id);

    /// <summary>The time by which it stands in the line: <see cref="Time"/>, less ten minutes for each step of priority.</summary>
    public long Rank => Time - (Priority * (long)PerPriority.TotalMilliseconds);

    /// <summary>The prefix of the refs of the line for a pool's locks, with a slash at its end.</summary>
    public static string LineOf(BranchName branch, PoolName pool) => $"{Refs}{Hash($"{branch.Value}\0{pool.Value}", 32)}/";

    /// <summary>A lock as tickets name it: the first 16 hex digits of SHA-256 of its name.</summary>
    public static string WantOf(LockName name) => HashOf(name.Value);

    /// <summary>The first 16 hex digits of SHA-256 of a text.</summary>
    public static string HashOf(string text) => Hash(text, 16);

    /// <summary>The nonce of a run.</summary>
    public static string NewRun(Random random) => Hex(random, 4);

    /// <summary>A UUID of version 7.</summary>
    /// <param name="time">Milliseconds since 1970.</param>
    /// <param name="random">The rest of it.</param>
    public static Guid NewId(long time, Random random)
    {
        var hex = $"{time:x12}7{Hex(random, 10)}";
        return Guid.ParseExact($"{hex[..16]}{"89ab"[random.Next(4)]}{hex[16..31]}", "N");
    }

    /// <summary>The same place as another run of its owner states it.</summary>
    /// <param name="newRun">The run.</param>
    /// <param name="newAttempt">How long it may take to claim.</param>
    public Ticket Restated(string newRun, TimeSpan newAttempt) => this with { Run = newRun, Attempt = newAttempt, Name = null };

    /// <summary>The name of its ref.</summary>
    /// <param name="line">The line (see <see cref="LineOf"/>).</param>
    public string RefIn(string line) => line + (Name ?? $"{Id}/{Fields()}");

    /// <summary>Reads a ref.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="line">The line (see <see cref="LineOf"/>) whose ticket it is to be.</param>
    /// <param name="ticket">The ticket.</param>
    /// <returns>False when it is none of this line: whatever somebody has put there stands in nobody's way.</returns>
    public static bool TryParse(string name, string line, [NotNullWhen(true)] out Ticket? ticket)
    {
        ticket = null;
        if (name.Length > Longest || !name.All(char.IsAscii) || !name.StartsWith(line, StringComparison.Ordinal) || name[line.Length..].Split('/') is not [var id, var fields] || !IsId(id, out var uuid))
        {
            return false;
        }

        var parts = fields.Split(',');
        if (parts.Length < 7 || parts[0] != Version
            || Value(parts[1], "priority") is not { } priority || Number(priority, -HighestPriority, HighestPriority) is not { } steps
            || Value(parts[2], "want") is not { } want || !(want == AnyLock || IsHex(want, 16))
            || Value(parts[3], "attempt") is not { } tenths || Number(tenths, 0, (int)LongestAttempt.TotalSeconds * 10) is not { } attempt
            || Value(parts[4], "build") is not { } build || !build.All(IsOfABuild)
            || Value(parts[5], "as") is not { } alias || !(alias.Length == 0 || IsHex(alias, 16))
            || Value(parts[6], "run") is not { } run || !IsHex(run, 8))
        {
            return false;
        }

        ticket = new Ticket(uuid, run)
        {
            Priority = steps,
            Want = want == AnyLock ? null : want,
            Attempt = TimeSpan.FromSeconds(attempt / 10.0),
            Build = NothingWhereEmpty(build),
            As = NothingWhereEmpty(alias),
            Name = name[line.Length..],
        };
        return true;
    }

    /// <summary>The tickets of a line among refs; whatever else stands there is passed over.</summary>
    /// <param name="names">The names of the refs.</param>
    /// <param name="line">The line (see <see cref="LineOf"/>).</param>
    /// <param name="known">Tickets of the line that were read before: a line mostly changes little from look to look.</param>
    public static IEnumerable<Ticket> Among(IEnumerable<string> names, string line, IEnumerable<Ticket>? known = null)
    {
        var read = known?.ToDictionary(ticket => ticket.RefIn(line)) ?? [];
        return names.Select(name => read.TryGetValue(name, out var ticket) || TryParse(name, line, out ticket) ? ticket : null).OfType<Ticket>();
    }

    /// <summary>The BUILD_ID as a ticket may name it; null when it has none, or one that cannot stand in a ref.</summary>
    public static string? BuildOf(Build? build) => build?.Id is { Length: <= 20 } id && id.All(IsOfABuild) ? id : null;

    private string Fields() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Version},priority={Priority},want={Want ?? AnyLock},attempt={Math.Round(Attempt.TotalSeconds * 10)},build={Build},as={As},run={Run}");

    private static bool IsId(string text, out Guid id) =>
        Guid.TryParseExact(text, "D", out id)
        && id.ToString() == text
        && id.Version == 7
        && text[19] is '8' or '9' or 'a' or 'b'
        && TimeOf(id) <= LastMillisecond;

    private static long TimeOf(Guid id) => Convert.ToInt64(id.ToString("N")[..12], 16);

    private static string? Value(string part, string field) =>
        part.Length > field.Length && part[field.Length] == '=' && part.StartsWith(field, StringComparison.Ordinal) ? part[(field.Length + 1)..] : null;

    private static int? Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
        && number.ToString(CultureInfo.InvariantCulture) == text
            ? number
            : null;

    private static bool IsOfABuild(char character) => char.IsAsciiLetterOrDigit(character) || character == '-';

    private static bool IsHex(string text, int length) => text.Length == length && text.All(char.IsAsciiHexDigitLower);

    private static string? NothingWhereEmpty(string text) => text.Length == 0 ? null : text;

    private static string Hex(Random random, int bytes)
    {
        var drawn = new byte[bytes];
        random.NextBytes(drawn);
        return Convert.ToHexStringLower(drawn);
    }

    // To hash by .NET is to load OpenSSL for it: 3 ms on the way to every claim.
    private static string Hash(string text, int digits)
    {
        var digest = new Sha256Digest();
        digest.BlockUpdate(Encoding.UTF8.GetBytes(text));
        Span<byte> hash = stackalloc byte[digest.GetDigestSize()];
        digest.DoFinal(hash);
        return Convert.ToHexStringLower(hash)[..digits];
    }
}
