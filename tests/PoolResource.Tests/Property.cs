using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace PoolResource.Tests;

/// <summary>Claims about any value; a failure prints one it does not hold for, and the seed that finds it again.</summary>
internal static class Property
{
    /// <summary>The variable that holds a seed to replay, as a failure prints it: <c>(1234,5678,9)</c>.</summary>
    private const string Replay = "FSCHECK_REPLAY";

    public static void Holds<T>(Gen<T> values, int times, Action<T> claim)
    {
        var config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(times);
        if (Environment.GetEnvironmentVariable(Replay) is { Length: > 0 } seed
            && seed.Trim('(', ')').Split(',') is [var first, var second, .. var size])
        {
            var (one, two) = (ulong.Parse(first, CultureInfo.InvariantCulture), ulong.Parse(second, CultureInfo.InvariantCulture));
            config = size is [var last] ? config.WithReplay(one, two, int.Parse(last, CultureInfo.InvariantCulture)) : config.WithReplay(one, two);
        }

        Prop.ForAll(values.ToArbitrary(), claim).Check(config);
    }

    /// <summary>Strings of these pieces, up to so many of them.</summary>
    public static Gen<string> TextOf(int longest, params string[] pieces) =>
        Gen.Choose(0, longest).SelectMany(length => Gen.Elements(pieces).ArrayOf(length)).Select(string.Concat);
}
