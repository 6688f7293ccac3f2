using System.Collections.Concurrent;
using System.Net;
using System.Web;

namespace NewsBot.Tests.Channels.BotFramework;

/// <summary>Microsoft's login, and the machine's own identity, as the SDK asks them for the bot's token.</summary>
internal sealed class FakeLogin
{
    public const string Token = "token-of-the-login";

    private const string Machine = "http://169.254.169.254/metadata/identity/oauth2/token";

    /// <summary>Requests for a token: where they went, and for which scope.</summary>
    public ConcurrentQueue<(string Address, string Scope)> Asked { get; } = new();

    /// <summary>Form fields of the last request, by which the bot proves who it is.</summary>
    public IReadOnlyDictionary<string, string> Proof { get; private set; } = new Dictionary<string, string>();

    /// <returns>Null when the request is none for a login.</returns>
    public async Task<HttpResponseMessage?> AnswerAsync(HttpRequestMessage request)
    {
        var address = request.RequestUri!.GetLeftPart(UriPartial.Path);
        if (address.EndsWith("/discovery/instance", StringComparison.Ordinal))
            return Json($$"""{"tenant_discovery_endpoint":"https://{{request.RequestUri.Host}}/common/v2.0/.well-known/openid-configuration","api-version":"1.1","metadata":[]}""");
        if (address == Machine)
        {
            Asked.Enqueue((address, HttpUtility.ParseQueryString(request.RequestUri.Query)["resource"]!));
            return Json($$"""{"access_token":"{{Token}}","expires_in":"3600","expires_on":"{{ForgedToken.At(TimeSpan.FromHours(1))}}","resource":"r","token_type":"Bearer"}""");
        }

        if (!address.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal))
            return null;
        var form = HttpUtility.ParseQueryString(await request.Content!.ReadAsStringAsync());
        Proof = form.AllKeys.OfType<string>().ToDictionary(k => k, k => form[k]!);
        Asked.Enqueue((address, Proof["scope"]));
        return Json($$"""{"token_type":"Bearer","expires_in":3600,"access_token":"{{Token}}"}""");
    }

    private static HttpResponseMessage Json(string body) =>
        new(HttpStatusCode.OK) { Content = new StringContent(body, null, "application/json") };
}
