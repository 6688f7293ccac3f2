using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Channels.BotFramework.SignIn;
using Xunit;

namespace NewsBot.Tests.Channels.BotFramework;

/// <summary>How the bot proves that it is itself.</summary>
public sealed class SignInTests : IDisposable
{
    private readonly DataFolder data = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly CountedTokens tokens = new();
    private readonly FakeMicrosoft microsoft;

    public SignInTests() => microsoft = new FakeMicrosoft { Credentials = tokens };

    public void Dispose()
    {
        microsoft.Dispose();
        data.Dispose();
    }

    [Fact]
    public async Task A_refused_token_is_fetched_anew_once_and_the_post_made_with_it()
    {
        await using var host = await StartAsync();
        microsoft.Answers.Enqueue(Unauthorized);
        Assert.Equal("posted-2", await PostAsync(host));
        Assert.Equal(["Bearer token-0", "Bearer token-1"], microsoft.Journal.Select(j => j.Authorization));
        Assert.Equal("news", (string?)microsoft.Journal.Last().Body!["text"]);
    }

    [Fact]
    public async Task A_bot_that_is_no_longer_registered_does_not_storm_the_login()
    {
        microsoft.Answer = HttpStatusCode.Unauthorized;
        await using var host = await StartAsync();
        for (var i = 0; i < 5; i++)
            await Assert.ThrowsAsync<ErrorResponseException>(() => PostAsync(host));
        Assert.Equal(1, tokens.Forced);
        clock.Advance(RefreshableCredentials.Pause);
        await Assert.ThrowsAsync<ErrorResponseException>(() => PostAsync(host));
        Assert.Equal(2, tokens.Forced);
        Assert.Equal(8, microsoft.Journal.Count);
    }

    [Theory]
    [InlineData("bot.pem")]
    [InlineData("bot.pfx")]
    public void A_certificate_is_read_with_its_private_key(string file)
    {
        var path = Path.Combine(data.Path, file);
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=NewsBot", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(clock.GetUtcNow(), clock.GetUtcNow().AddYears(1));
        if (file.EndsWith("pem", StringComparison.Ordinal))
            File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        else
            File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, "secret"));
        using var http = new HttpClient();
        Assert.IsType<CertificateServiceClientCredentialsFactory>(Identity(path, "secret").Credentials(http));
    }

    [Theory]
    [InlineData(null, "cannot be read")]
    [InlineData("nonsense", "cannot be read")]
    public void A_certificate_that_is_none_stops_the_start_and_is_named(string? content, string says)
    {
        var path = Path.Combine(data.Path, "bot.pem");
        if (content is not null)
            File.WriteAllText(path, content);
        using var http = new HttpClient();
        var failure = Assert.Throws<FormatException>(() => Identity(path, null).Credentials(http));
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
        Assert.Contains("MicrosoftAppCertificatePath", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_managed_identity_that_vouches_for_the_bot_is_taken_as_federated_credentials()
    {
        using var http = new HttpClient();
        var identity = BotIdentity.From(Settings(("MicrosoftAppClientId", "c")));
        Assert.Equal(Credential.Federated, identity.Credential);
        Assert.IsType<FederatedServiceClientCredentialsFactory>(identity.Credentials(http));
    }

    private static BotIdentity Identity(string path, string? password) =>
        BotIdentity.From(Settings(("MicrosoftAppCertificatePath", path), ("MicrosoftAppCertificatePassword", password)));

    private static IConfiguration Settings(params (string Name, string? Value)[] more) => new ConfigurationBuilder().AddInMemoryCollection(
        more.Append(("MicrosoftAppId", "a")).Append(("MicrosoftAppTenantId", "t")).Append(("MicrosoftAppType", "SingleTenant"))
            .Select(m => new KeyValuePair<string, string?>(m.Item1, m.Item2))).Build();

    private Task<ChannelHost> StartAsync() => ChannelHost.StartAsync(data.Path, new TestBot(), more: services =>
    {
        microsoft.Serve(services);
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
    });

    private static async Task<string?> PostAsync(ChannelHost host)
    {
        var conversation = await host.Conversations.JoinAsync(
            new Activity(ActivityTypes.Message)
            {
                Id = "in-1",
                ChannelId = "msteams",
                ServiceUrl = FakeMicrosoft.Service,
                From = new ChannelAccount("29:1"),
                Recipient = new ChannelAccount("28:bot"),
                Conversation = new ConversationAccount(false, "personal", "a:1"),
            },
            default);
        return await host.Doors.PostAsync(conversation, MessageFactory.Text("news"), default);
    }

    private static HttpResponseMessage Unauthorized() => new(HttpStatusCode.Unauthorized) { Content = new StringContent("") };

    /// <summary>Tokens that are numbered: a forced one is the next.</summary>
    private sealed class CountedTokens : AppCredentials, IAuthenticator
    {
        public CountedTokens()
            : base(channelAuthTenant: null, customHttpClient: null, logger: null, oAuthScope: null) => MicrosoftAppId = FakeMicrosoft.AppId;

        public int Forced { get; private set; }

        Task<AuthenticatorResult> IAuthenticator.GetTokenAsync(bool forceRefresh)
        {
            if (forceRefresh)
                Forced++;
            return Task.FromResult(new AuthenticatorResult { AccessToken = $"token-{Forced}" });
        }

        protected override Lazy<IAuthenticator> BuildIAuthenticator() => new(this);
    }
}
