using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using NewsBot.Slack.Incoming;

namespace NewsBot.Slack.Web;

/// <summary>Slack's Web API. Arguments are sent as a form, which every method takes; lists and objects in them as JSON.</summary>
/// <remarks>https://docs.slack.dev/apis/web-api</remarks>
public sealed class SlackApi
{
    public static readonly Uri PublicAddress = new("https://slack.com/api/");

    /// <summary>How long a call may take, from its sending to the last byte of its answer.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private const int LongestAnswer = 4 * 1024 * 1024;

    private readonly HttpClient _http;
    private readonly SlackPace _pace;
    private readonly Uri _address;
    private readonly TimeProvider _clock;

    /// <param name="http">It must follow no redirects: they would carry the token to a stranger.</param>
    /// <param name="pace">Shared by all calls of the process.</param>
    /// <param name="address">Where the API is; <see cref="PublicAddress"/> but for tests.</param>
    /// <param name="clock">Times the calls; null for the machine's own, which no other clock hurries.</param>
    public SlackApi(HttpClient http, SlackPace pace, Uri? address = null, TimeProvider? clock = null)
    {
        _http = http;
        _pace = pace;
        _address = address ?? PublicAddress;
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>Calls a method.</summary>
    /// <param name="team">The workspace that the call is counted for.</param>
    /// <param name="token">Null for methods that take none.</param>
    /// <param name="method">Its name: <c>chat.postMessage</c>.</param>
    /// <param name="arguments">Null values are left out.</param>
    /// <param name="cancellationToken">Gives up; what was sent by then may have been done.</param>
    /// <returns>The answer, whose <c>ok</c> is true.</returns>
    /// <exception cref="SlackException">Every failure of the call.</exception>
    public async Task<JsonElement> CallAsync(
        string team, string? token, string method, JsonObject arguments, CancellationToken cancellationToken)
    {
        await _pace.WaitAsync(team, method, (string?)arguments["channel"], cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_address, method));
        request.Content = new FormUrlEncodedContent(Form(arguments));
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await WithinLimitAsync(
            async limit =>
            {
                using var response = await ExchangeAsync(request, method, limit);
                return await AnswerAsync(response, team, method, limit);
            },
            cancellationToken);
    }

    /// <summary>Whose token it is (<c>auth.test</c>), and the scopes that it holds, which Slack tells in a header.</summary>
    /// <exception cref="SlackException">Every failure of the call.</exception>
    public async Task<(JsonElement Answer, IReadOnlyList<string> Scopes)> WhoAmIAsync(string token, CancellationToken cancellationToken)
    {
        const string method = "auth.test";
        await _pace.WaitAsync("", method, null, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_address, method));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await WithinLimitAsync<(JsonElement, IReadOnlyList<string>)>(
            async limit =>
            {
                using var response = await ExchangeAsync(request, method, limit);
                var answer = await AnswerAsync(response, "", method, limit);
                var scopes = response.Headers.TryGetValues("x-oauth-scopes", out var values) ? string.Join(',', values) : "";
                return (answer, scopes.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            },
            cancellationToken);
    }

    /// <summary>Posts to an address that came with an interaction; it takes five posts within half an hour.</summary>
    /// <exception cref="SlackException">Every failure; the word is <c>used_url</c>, <c>expired_url</c> … as Slack has it.</exception>
    public async Task RespondAsync(Uri responseUrl, JsonObject message, CancellationToken cancellationToken)
    {
        const string method = "response_url";
        using var request = new HttpRequestMessage(HttpMethod.Post, responseUrl);
        request.Content = new StringContent(message.ToJsonString(), new MediaTypeHeaderValue("application/json", "utf-8"));
        await WithinLimitAsync(
            async limit =>
            {
                using var response = await ExchangeAsync(request, method, limit);
                Judge(response, (await BodyAsync(response, method, limit)).Trim(), method);
                return true;
            },
            cancellationToken);
    }

    private static void Judge(HttpResponseMessage response, string body, string method)
    {
        if (response.IsSuccessStatusCode && (body.Length == 0 || body == "ok" || SlackJson.Parse(body)?.Flag("ok") == true))
            return;
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
            throw new SlackException(method, "ratelimited", SlackRemedy.Pause) { RetryAfter = RetryAfterOf(response) };
        if ((int)response.StatusCode >= 500)
            throw new SlackException(method, "http_" + (int)response.StatusCode, SlackRemedy.Unknown);
        var word = Word(SlackJson.Parse(body)?.Text("error") ?? body);
        // An address that is not there any more answers 404 with whatever text.
        throw response.StatusCode == HttpStatusCode.NotFound || word is null
            ? new SlackException(method, word ?? "expired_url", SlackRemedy.Late)
            : new SlackException(method, word, SlackError.RemedyOf(word));
    }

    private async Task<JsonElement> AnswerAsync(HttpResponseMessage response, string team, string method, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            var pause = RetryAfterOf(response);
            _pace.Pause(team, method, pause);
            throw new SlackException(method, "ratelimited", SlackRemedy.Pause) { RetryAfter = pause };
        }

        var body = await BodyAsync(response, method, cancellationToken);
        var answer = SlackJson.Parse(body);
        if (answer?.Flag("ok") == true)
            return answer.Value;
        if (answer?.Text("error") is { } error)
        {
            if (SlackError.RemedyOf(error) == SlackRemedy.Done)
                return answer.Value;
            throw Failure(method, Word(error) ?? "unreadable_error", answer.Value);
        }

        // A gateway before Slack answers 5xx in HTML, also after the call has reached Slack. What else is not Slack's own word, as the 403 of
        // a proxy here, has not reached it.
        var mayBeDone = (int)response.StatusCode is >= 500 or 408 || response.IsSuccessStatusCode;
        throw new SlackException(
            method, "http_" + (int)response.StatusCode, mayBeDone && SlackTier.IsOnce(method) ? SlackRemedy.Unknown : SlackRemedy.Retry);
    }

    // The client's own limit ends with the head of an answer.
    private async Task<T> WithinLimitAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        return await call(either.Token);
    }

    private async Task<HttpResponseMessage> ExchangeAsync(HttpRequestMessage request, string method, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            throw new SlackException(method, "failed_connecting", SlackRemedy.Retry, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            throw Lost(method, e);
        }
    }

    private static async Task<string> BodyAsync(HttpResponseMessage response, string method, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(LongestAnswer, cancellationToken);
            return await response.Content.ReadAsStringAsync(cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            throw Lost(method, e);
        }
    }

    private static SlackException Lost(string method, Exception inner) =>
        new(method, SlackError.LostAnswer, SlackTier.IsOnce(method) || method == "response_url" ? SlackRemedy.Unknown : SlackRemedy.Retry, inner);

    private static SlackException Failure(string method, string error, JsonElement answer)
    {
        var remedy = SlackError.RemedyOf(error);
        var details = new[] { Said("needed", answer.Text("needed")), Said("provided", answer.Text("provided")) }
            .Concat(answer.Items("response_metadata", "messages").Where(m => m.ValueKind == JsonValueKind.String).Select(m => m.GetString()))
            .OfType<string>()
            .ToList();
        return new SlackException(method, error, remedy is SlackRemedy.Unknown && !SlackTier.IsOnce(method) ? SlackRemedy.Retry : remedy)
        {
            Detail = details.Count == 0 ? null : string.Join("; ", details),
            RetryAfter = remedy == SlackRemedy.Pause ? SlackPace.DefaultPause : null,
        };
    }

    private static string? Said(string name, string? value) => value is null ? null : $"{name}: {value}";

    private static IEnumerable<KeyValuePair<string, string>> Form(JsonObject arguments)
    {
        foreach (var (name, value) in arguments)
        {
            switch (value)
            {
                case null:
                    break;
                case JsonValue one when one.GetValueKind() == JsonValueKind.String:
                    yield return new(name, one.GetValue<string>());
                    break;
                default:
                    yield return new(name, value.ToJsonString());
                    break;
            }
        }
    }

    private static TimeSpan RetryAfterOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Retry-After", out var values)
        && double.TryParse(values.FirstOrDefault(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 1, 3600))
            : SlackPace.DefaultPause;

    // What comes from outside is shown in logs and to people: only a word passes.
    private static string? Word(string error) =>
        error.Length is > 0 and <= 80 && error.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? error : null;
}
