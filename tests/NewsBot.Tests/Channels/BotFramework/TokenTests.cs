using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using NewsBot.Channels.BotFramework;
using Xunit;

namespace NewsBot.Tests.Channels.BotFramework;

/// <summary>Who gets in. The cases are those of the official suites and of the forgeries that the SDK answers wrongly.</summary>
public sealed class TokenTests : IClassFixture<GuardedHost>
{
    private static readonly TimeSpan JustInside = TimeSpan.FromSeconds(290);
    private static readonly TimeSpan JustOutside = TimeSpan.FromSeconds(310);
    private static readonly RSA Rogue = RSA.Create(2048);

    private readonly GuardedHost guarded;
    private readonly RSA key;

    public TokenTests(GuardedHost guarded)
    {
        this.guarded = guarded;
        key = guarded.Key;
        guarded.Bot.Seen.Clear();
        guarded.Microsoft.Journal.Clear();
    }

    [Theory]
    [InlineData("good")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("expired within the skew")]
    [InlineData("not yet valid within the skew")]
    [InlineData("more claims")]
    [InlineData("key with a good certificate")]
    public async Task Accepted(string name)
    {
        Assert.Equal(HttpStatusCode.OK, await guarded.PostAsync($"Bearer {Accepting(name)}"));
        var (line, authorization, body) = Assert.Single(guarded.Microsoft.Journal);
        Assert.Equal($"POST {FakeMicrosoft.Service}v3/conversations/conv%3A1/activities/in-1", line);
        Assert.Equal("Bearer our-token", authorization);
        Assert.Equal("heard: hi", (string?)body!["text"]);
    }

    [Theory]
    [InlineData("no expiry")]
    [InlineData("expired")]
    [InlineData("not yet valid")]
    [InlineData("alg none")]
    [InlineData("HS256 with the public key")]
    [InlineData("PS256")]
    [InlineData("unknown key id")]
    [InlineData("no key id")]
    [InlineData("rogue key under a known id")]
    [InlineData("key without endorsements")]
    [InlineData("key endorsed for others")]
    [InlineData("key whose certificate has expired")]
    [InlineData("good certificate of a key that is not endorsed")]
    [InlineData("no audience")]
    [InlineData("empty audience")]
    [InlineData("foreign audience")]
    [InlineData("two audiences")]
    [InlineData("no issuer")]
    [InlineData("issuer with a slash")]
    [InlineData("emulator's issuer")]
    [InlineData("skill's token")]
    [InlineData("no serviceurl")]
    [InlineData("foreign serviceurl")]
    [InlineData("serviceUrl misspelt")]
    [InlineData("serviceurl in another case")]
    [InlineData("government's issuer")]
    [InlineData("agent's token")]
    public async Task Refused(string name)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await guarded.PostAsync($"Bearer {Forging(name)}"));
        Assert.Empty(guarded.Bot.Seen);
        Assert.Empty(guarded.Microsoft.Journal);
    }

    [Fact]
    public async Task The_body_of_a_forger_is_not_read()
    {
        const string torn = "{\"type\":";
        Assert.Equal(HttpStatusCode.Unauthorized, await guarded.PostAsync($"Bearer {new ForgedToken(Rogue)}", torn));
        Assert.Equal(HttpStatusCode.BadRequest, await guarded.PostAsync($"Bearer {new ForgedToken(key)}", torn));
    }

    [Fact]
    public async Task A_tampered_payload_is_refused()
    {
        var parts = new ForgedToken(key).ToString().Split('.');
        var other = new ForgedToken(key).Set("serviceurl", "https://evil.test/").ToString().Split('.');
        Assert.Equal(HttpStatusCode.Unauthorized, await guarded.PostAsync($"Bearer {parts[0]}.{other[1]}.{parts[2]}", GuardedHost.Activity(service: "https://evil.test/")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer not a jwt")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Basic eDp5")]
    [InlineData("bearer {good}")]
    [InlineData("{good}")]
    [InlineData("Bearer {good}, Bearer {good}")]
    [InlineData("Bearer {good} {good}")]
    public async Task A_header_that_is_not_one_bearer_token_is_refused(string? header) =>
        Assert.Equal(HttpStatusCode.Unauthorized, await guarded.PostAsync(header?.Replace("{good}", new ForgedToken(key).ToString())));

    [Fact]
    public async Task Two_headers_are_refused()
    {
        var good = "Bearer " + new ForgedToken(key);
        using var request = GuardedHost.Request(GuardedHost.Activity());
        request.Headers.TryAddWithoutValidation("Authorization", [good, good]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await guarded.Host.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task An_oversized_header_is_refused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await guarded.PostAsync($"Bearer {new ForgedToken(key).Set("padding", new string('x', 20_000))}"));

    [Fact]
    public async Task A_header_of_a_megabyte_never_gets_to_the_bot()
    {
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, await EarlyAnswer.JsonAsync(guarded.Host.Client.BaseAddress!, "/api/messages", GuardedHost.Activity(), new string('x', 1 << 20)));
        Assert.Empty(guarded.Bot.Seen);
    }

    [Fact]
    public async Task An_invoke_is_checked_like_a_message()
    {
        var invoke = GuardedHost.Activity().Replace("\"message\"", "\"invoke\"", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await guarded.PostAsync(null, invoke));
        Assert.Equal(HttpStatusCode.Unauthorized, await guarded.PostAsync($"Bearer {new ForgedToken(key).Set("serviceurl", "https://evil.test/")}", invoke));
        Assert.Empty(guarded.Bot.Seen);
    }

    [Fact]
    public async Task A_token_of_the_public_cloud_is_refused_where_a_sovereign_one_is_set()
    {
        using var microsoft = new FakeMicrosoft { Rule = guarded.Microsoft.Rule with { Issuer = "https://api.botframework.us" } };
        using var data = new DataFolder();
        var own = microsoft.AddKey("k1", "msteams");
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot(), more: microsoft.Serve);
        foreach (var (issuer, expected) in new[] { ("https://api.botframework.com", HttpStatusCode.Unauthorized), ("https://api.botframework.us", HttpStatusCode.OK) })
        {
            using var request = GuardedHost.Request(GuardedHost.Activity());
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {new ForgedToken(own).Set("iss", issuer)}");
            Assert.Equal(expected, (await host.Client.SendAsync(request)).StatusCode);
        }
    }

    [Theory]
    [InlineData("", FakeMicrosoft.Service)]
    [InlineData("MSTEAMS", FakeMicrosoft.Service)]
    [InlineData("slack", FakeMicrosoft.Service)]
    [InlineData("msteams", "")]
    [InlineData("msteams", "http://smba.test/amer/tenant/")]
    [InlineData("msteams", "not an address")]
    [InlineData("msteams", "https://user@smba.test/amer/tenant/")]
    public async Task A_channel_or_an_address_that_the_token_does_not_cover_is_refused(string channel, string service)
    {
        var token = new ForgedToken(key).Set("serviceurl", service);
        Assert.Equal(HttpStatusCode.Unauthorized, await guarded.PostAsync($"Bearer {token}", GuardedHost.Activity(channel, service)));
        Assert.Empty(guarded.Bot.Seen);
    }

    [Fact]
    public async Task A_token_that_was_accepted_still_brings_nothing_for_another_channel_or_address_and_nothing_longer_than_itself()
    {
        var token = $"Bearer {new ForgedToken(key)}";
        Assert.Equal(HttpStatusCode.OK, await guarded.PostAsync(token));
        Assert.Equal(HttpStatusCode.Unauthorized, await guarded.PostAsync(token, GuardedHost.Activity("slack")));
        Assert.Equal(HttpStatusCode.Unauthorized, await guarded.PostAsync(token, GuardedHost.Activity(service: "https://smba.test/emea/")));
        Assert.Equal(HttpStatusCode.Unauthorized, await guarded.PostAsync(token + "A"));
        Assert.Equal(HttpStatusCode.Unauthorized, await guarded.PostAsync(token[..^2]));
        Assert.Single(guarded.Bot.Seen);
        Assert.Equal(HttpStatusCode.OK, await guarded.PostAsync(token));
    }

    [Fact]
    public void What_was_found_of_a_token_holds_until_it_expires_and_for_its_own_key()
    {
        var (tokens, signer, ends) = (new KnownTokens(), new JsonWebKey { KeyId = "k1" }, Now.UtcDateTime);
        Assert.Null(tokens.Find("Bearer a"));
        tokens.Keep("Bearer a", new KnownToken(new VerifiedToken(signer, FakeMicrosoft.Service, new ClaimsIdentity()), ends));
        var known = tokens.Find("Bearer a")!;
        Assert.True(known.Holds(signer, ends + JustInside));
        Assert.False(known.Holds(signer, ends + JustOutside));
        Assert.False(known.Holds(new JsonWebKey { KeyId = "k1" }, ends));
        Assert.NotSame(known.Token.Identity, known.Fresh().Identity);
        Assert.Null(tokens.Find("Bearer b"));
    }

    [Fact]
    public void However_many_tokens_are_good_few_are_kept()
    {
        var (tokens, token) = (new KnownTokens(), new KnownToken(new VerifiedToken(new JsonWebKey(), null, new ClaimsIdentity()), Now.UtcDateTime));
        for (var i = 0; i < 5000; i++)
            tokens.Keep("Bearer " + i, token);
        Assert.InRange(tokens.Count, 1, 1000);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private ForgedToken Accepting(string name) => name switch
    {
        "good" => new(key),
        "RS384" or "RS512" => new ForgedToken(key).Algorithm(name),
        "expired within the skew" => new ForgedToken(key).Set("nbf", ForgedToken.At(-JustInside * 2)).Set("exp", ForgedToken.At(-JustInside)),
        "not yet valid within the skew" => new ForgedToken(key).Set("nbf", ForgedToken.At(JustInside)),
        "key with a good certificate" => new ForgedToken(guarded.CertifiedKey, "k-cert"),
        "more claims" => new ForgedToken(key).Set("ver", "1.0").Set("appid", "somebody"),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private ForgedToken Forging(string name) => name switch
    {
        "no expiry" => new ForgedToken(key).Without("exp"),
        "expired" => new ForgedToken(key).Set("nbf", ForgedToken.At(-JustOutside * 2)).Set("exp", ForgedToken.At(-JustOutside)),
        "not yet valid" => new ForgedToken(key).Set("nbf", ForgedToken.At(JustOutside)),
        "alg none" => new ForgedToken(key).Algorithm("none"),
        "HS256 with the public key" => new ForgedToken(key).Algorithm("HS256"),
        "PS256" => new ForgedToken(key).Algorithm("PS256"),
        "unknown key id" => new ForgedToken(Rogue, "k9"),
        "no key id" => new ForgedToken(key, null),
        "rogue key under a known id" => new ForgedToken(Rogue),
        "key without endorsements" => new ForgedToken(guarded.Microsoft.AddKey("k-none", null), "k-none"),
        "key whose certificate has expired" => new ForgedToken(guarded.Microsoft.AddCertifiedKey("k-old", Now.AddDays(-1), "msteams"), "k-old"),
        "good certificate of a key that is not endorsed" => new ForgedToken(guarded.Microsoft.AddCertifiedKey("k-un", Now.AddYears(1), "slack"), "k-un"),
        "key endorsed for others" => new ForgedToken(guarded.Microsoft.AddKey("k-other", "slack"), "k-other"),
        "no audience" => new ForgedToken(key).Without("aud"),
        "empty audience" => new ForgedToken(key).Set("aud", ""),
        "foreign audience" => new ForgedToken(key).Set("aud", "99999999-2222-3333-4444-555555555555"),
        "two audiences" => new ForgedToken(key).Set("aud", new[] { FakeMicrosoft.AppId, "other" }),
        "no issuer" => new ForgedToken(key).Without("iss"),
        "issuer with a slash" => new ForgedToken(key).Set("iss", "https://api.botframework.com/"),
        "emulator's issuer" => new ForgedToken(key).Set("iss", "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/").Set("appid", FakeMicrosoft.AppId),
        "skill's token" => new ForgedToken(key).Set("iss", "https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0").Set("azp", "other").Set("ver", "2.0"),
        "government's issuer" => new ForgedToken(key).Set("iss", "https://api.botframework.us"),
        "agent's token" => new ForgedToken(key).Set("iss", "https://login.microsoftonline.com/69e9b82d-4842-4902-8d1e-abc5b98a55e8/v2.0").Set("tid", "69e9b82d-4842-4902-8d1e-abc5b98a55e8").Set("azp", FakeMicrosoft.AppId),
        "no serviceurl" => new ForgedToken(key).Without("serviceurl"),
        "foreign serviceurl" => new ForgedToken(key).Set("serviceurl", "https://evil.test/"),
        "serviceUrl misspelt" => new ForgedToken(key).Without("serviceurl").Set("serviceUrl", FakeMicrosoft.Service),
        "serviceurl in another case" => new ForgedToken(key).Set("serviceurl", FakeMicrosoft.Service.ToUpperInvariant()),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
