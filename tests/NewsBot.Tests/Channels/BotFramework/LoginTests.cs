using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Configuration;
using NewsBot.Channels.BotFramework;
using Xunit;

namespace NewsBot.Tests.Channels.BotFramework;

/// <summary>Where a bot gets its token, by its own settings alone: a turn and a post with the SDK's credentials.</summary>
public sealed class LoginTests : IDisposable
{
    private const string KeyService = "ToBotFromChannelTokenIssuer=https://api.botframework.com ToBotFromChannelOpenIdMetadataUrl=https://keys.test/metadata";
    private const string ToGovernment = "ChannelService=https://botframework.azure.us";
    private const string ToChina = "ChannelService=https://botframework.azure.cn MicrosoftAppType=SingleTenant MicrosoftAppTenantId=t-1";
    private const string Public = "https://login.microsoftonline.com/botframework.com";
    private const string Government = "https://login.microsoftonline.us/microsoftservices.onmicrosoft.us";

    private readonly DataFolder data = new();

    // The library keeps tokens for the whole process by it.
    private readonly string appId = Guid.NewGuid().ToString();

    public void Dispose() => data.Dispose();

    [Theory]
    [InlineData("", Public, "https://api.botframework.com")]
    [InlineData(KeyService, Public, "https://api.botframework.com")]
    [InlineData(KeyService + " OAuthUrl=https://oauth.test", Public, "https://api.botframework.com")]
    [InlineData("ToBotFromChannelTokenIssuer=https://issuer.test ToBotFromChannelOpenIdMetadataUrl=https://keys.test/metadata", Public, "https://api.botframework.com")]
    [InlineData("OAuthUrl=https://oauth.test", Public, "https://api.botframework.com")]
    [InlineData("CallerId=urn:somebody", Public, "https://api.botframework.com")]
    [InlineData("ToBotFromEmulatorOpenIdMetadataUrl=https://emulator.test", Public, "https://api.botframework.com")]
    [InlineData(KeyService + " MicrosoftAppType=SingleTenant MicrosoftAppTenantId=t-1", "https://login.microsoftonline.com/t-1", "https://api.botframework.com")]
    [InlineData("MicrosoftAppType=SingleTenant MicrosoftAppTenantId=t-1", "https://login.microsoftonline.com/t-1", "https://api.botframework.com")]
    [InlineData("ToChannelFromBotLoginUrl=https://login.test/t-2", "https://login.test/t-2", "https://api.botframework.com")]
    [InlineData("ToChannelFromBotOAuthScope=https://scope.test", Public, "https://scope.test")]
    [InlineData(ToGovernment, Government, "https://api.botframework.us")]
    [InlineData(ToGovernment + " " + KeyService, Government, "https://api.botframework.us")]
    [InlineData(ToGovernment + " OAuthUrl=https://oauth.test", Government, "https://api.botframework.us")]
    [InlineData(ToGovernment + " ToChannelFromBotLoginUrl=https://login.test/t-2", "https://login.test/t-2", "https://api.botframework.us")]
    [InlineData(ToGovernment + " CallerId=urn:somebody MicrosoftAppType=SingleTenant MicrosoftAppTenantId=t-1", "https://login.microsoftonline.us/t-1", "https://api.botframework.us")]
    [InlineData(ToChina, "https://login.partner.microsoftonline.cn/t-1", "https://api.botframework.azure.cn")]
    [InlineData(ToChina + " " + KeyService, "https://login.partner.microsoftonline.cn/t-1", "https://api.botframework.azure.cn")]
    public async Task A_secret_buys_the_token_of_its_cloud(string settings, string login, string scope)
    {
        var asked = await TalkAsync(["MicrosoftAppPassword=p", .. settings.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal(($"{login}/oauth2/v2.0/token", $"{scope}/.default"), Assert.Single(asked.Asked));
        Assert.Equal(("p", appId), (asked.Proof["client_secret"], asked.Proof["client_id"]));
    }

    [Theory]
    [InlineData("", Public, "https://api.botframework.com")]
    [InlineData(KeyService, Public, "https://api.botframework.com")]
    [InlineData(ToGovernment, Government, "https://api.botframework.us")]
    [InlineData(ToGovernment + " " + KeyService, Government, "https://api.botframework.us")]
    [InlineData(ToChina, "https://login.partner.microsoftonline.cn/t-1", "https://api.botframework.azure.cn")]
    public async Task A_certificate_signs_for_the_token(string settings, string login, string scope)
    {
        var file = Path.Combine(data.Path, "bot.pem");
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=NewsBot", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        var asked = await TalkAsync(["MicrosoftAppCertificatePath=" + file, .. settings.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal(($"{login}/oauth2/v2.0/token", $"{scope}/.default"), Assert.Single(asked.Asked));
        Assert.NotEmpty(asked.Proof["client_assertion"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(KeyService)]
    public async Task The_machine_s_own_identity_needs_no_secret(string settings)
    {
        var asked = await TalkAsync(
            ["MicrosoftAppType=UserAssignedMSI", "MicrosoftAppTenantId=t-1", .. settings.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        var (address, scope) = Assert.Single(asked.Asked);
        Assert.StartsWith("http://169.254.169.254/", address, StringComparison.Ordinal);
        Assert.Equal("https://api.botframework.com", scope.Replace("/.default", "", StringComparison.Ordinal).TrimEnd('/'));
    }

    // Somebody writes and is answered, and is posted to later; both with the token that the settings buy.
    private async Task<FakeLogin> TalkAsync(string[] settings)
    {
        settings = ["MicrosoftAppId=" + appId, .. settings];
        var rule = ChannelRule.From(
            new ConfigurationBuilder().AddCommandLine([.. settings.Select(s => "--" + s)]).Build(), development: false);
        using var microsoft = new FakeMicrosoft { Rule = rule, Login = new FakeLogin() };
        var key = microsoft.AddKey("k1", "msteams");
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot(), settings, microsoft.ServeOpen);

        using var request = GuardedHost.Request(GuardedHost.Activity());
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {new ForgedToken(key).Set("iss", rule.Issuer).Set("aud", appId)}");
        Assert.Equal(HttpStatusCode.OK, (await host.Client.SendAsync(request)).StatusCode);
        Assert.Equal("heard: hi", (string?)Assert.Single(microsoft.Journal).Body!["text"]);

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
        Assert.Equal("posted-2", await host.Doors.PostAsync(conversation, MessageFactory.Text("news"), default));
        Assert.All(microsoft.Journal, j => Assert.Equal($"Bearer {FakeLogin.Token}", j.Authorization));
        return microsoft.Login;
    }
}
