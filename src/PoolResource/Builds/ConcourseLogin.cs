using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace PoolResource.Builds;

/// <summary>The token by which the API knows who asks: got when it is first needed, kept, and got anew when it is refused.</summary>
internal sealed class ConcourseLogin(ConcourseAccess? access, ConcourseHttp http)
{
    // The program fly, as which everybody logs in who gives a password.
    private static readonly AuthenticationHeaderValue Fly = new("Basic", Convert.ToBase64String("fly:Zmx5"u8));

    private readonly System.Threading.Lock gate = new();
    private Task<string>? token;

    /// <summary>Whether somebody asks at all.</summary>
    public bool IsGiven => access is { Token: not null } or { Username: not null };

    /// <summary>The token.</summary>
    /// <exception cref="ApiException">There is none to be had.</exception>
    public Task<string> TokenAsync(CancellationToken stop)
    {
        lock (gate)
        {
            // What failed for a reason that passes is tried again.
            return token is null or { IsCanceled: true } || token.Exception is { InnerException: not ApiException { IsLasting: true } } ? token = GetAsync(stop) : token;
        }
    }

    /// <summary>Another token than one that was refused.</summary>
    /// <exception cref="ApiException">There is none to be had.</exception>
    public async Task<string> AnotherAsync(string refused, CancellationToken stop)
    {
        var seen = TokenAsync(stop);
        if (await seen is var known && known != refused)
        {
            return known;
        }

        Task<string> next;
        lock (gate)
        {
            // Somebody else may have got another one meanwhile.
            next = token = token != seen ? token! : access?.Token is null ? GetAsync(stop) : Task.FromException<string>(Refused());
        }

        return await next;
    }

    /// <summary>Asks with this token no more, for a new one was refused at once.</summary>
    public ApiException GiveUp()
    {
        var refused = Refused();
        lock (gate)
        {
            token = Task.FromException<string>(refused);
        }

        return refused;
    }

    private async Task<string> GetAsync(CancellationToken stop)
    {
        if (access!.Token is { } given)
        {
            return IsSound(given) ? given : throw Refused();
        }

        var answer = await http.SendAsync(
            "/sky/issuer/token",
            [
                KeyValuePair.Create("grant_type", "password"), KeyValuePair.Create("username", access.Username!), KeyValuePair.Create("password", access.Password!),
                KeyValuePair.Create("scope", "openid profile email federated:id groups"),
            ],
            Fly,
            stop);
        return answer.Status switch
        {
            200 => Read(answer.Body) is { } got && IsSound(got) ? got : throw new ApiException($"{http.Host} answers a login with what is no token"),
            400 or 401 or 403 => throw Refused(),
            404 => throw new ApiException($"{http.Host} knows no login at /sky/issuer/token") { IsLasting = true },
            var status => throw new ApiException($"{http.Host} answers a login with {status.ToString(CultureInfo.InvariantCulture)}"),
        };
    }

    private ApiException Refused() => new($"{http.Host} refuses the login; correct source.concourse.{(access?.Token is null ? "username and source.concourse.password" : "token")}") { IsLasting = true };

    private static string? Read(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return BuildAnswer.Text(json.RootElement, "access_token");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // It goes into a header.
    private static bool IsSound(string token) => Ascii.IsValid(token) && token.All(character => character is > ' ' and < '\x7f');
}
