using System.Net;
using NewsBot.Operations.Doctor;
using NewsBot.Tests.Settings;
using NewsBot.Tests.Web;
using Xunit;

namespace NewsBot.Tests.Operations;

/// <summary>What the doctor says of the bot in Azure, by what Microsoft answers.</summary>
public sealed class BotLookTests : IDisposable
{
    private const string AppId = "11111111-2222-3333-4444-555555555555", Tenant = "66666666-7777-8888-9999-000000000000", Password = "hunter2-hunter2";
    private const string Login = "https://login.microsoftonline.com/" + Tenant;
    private const string Metadata = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    private readonly TempFolder folder = new();
    private readonly FakeWeb web = new();

    // Microsoft's library asks first whether the address is one of Microsoft's.
    public BotLookTests() => web.Serve(
        "https://login.microsoftonline.com/common/discovery/instance?api-version=1.1&authorization_endpoint=" +
        Uri.EscapeDataString(Login + "/oauth2/v2.0/authorize"),
        """{"tenant_discovery_endpoint":"https://login.microsoftonline.com/x/v2.0/.well-known/openid-configuration","metadata":[]}""",
        "application/json");

    public void Dispose()
    {
        folder.Dispose();
        web.Dispose();
    }

    [Fact]
    public async Task A_bot_that_Azure_knows_gets_a_token_and_its_callers_keys_are_there()
    {
        Token(HttpStatusCode.OK, """{"token_type":"Bearer","expires_in":3600,"access_token":"t0ken-of-azure"}""");
        web.Serve(Metadata, """{"jwks_uri":"https://login.botframework.com/v1/.well-known/keys"}""", "application/json");
        Assert.Equal([$"Ok teams: bot {AppId} got a token.", $"Ok teams keys: {Metadata} answers."], await LookAsync());
    }

    [Fact]
    public async Task A_secret_that_has_expired_is_an_error_that_does_not_repeat_it()
    {
        Token(HttpStatusCode.Unauthorized, """{"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys are expired.\r\nTrace ID: x"}""");
        web.Serve(Metadata, "{}", "application/json");
        var found = await LookAsync();
        Assert.StartsWith($"Error teams: bot {AppId} got no token:", found[0], StringComparison.Ordinal);
        Assert.Contains("AADSTS7000222", found[0], StringComparison.Ordinal);
        Assert.Equal($"Error teams keys: {Metadata} announces no keys.", found[1]);
        Assert.DoesNotContain(found, f => f.Contains(Password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_network_without_a_way_out_is_a_warning()
    {
        web.Serve(Login + "/oauth2/v2.0/token", _ => throw new HttpRequestException("No route to host"));
        web.Serve(Metadata, _ => throw new HttpRequestException("No route to host"));
        var found = await LookAsync();
        Assert.StartsWith("Warning teams: the log-in service could not be reached", found[0], StringComparison.Ordinal);
        Assert.StartsWith($"Warning teams keys: {Metadata} could not be read", found[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_app_id_and_offline_nothing_is_asked()
    {
        Assert.Equal(["Ok teams: no MicrosoftAppId is set, so Teams is not connected."], Said(await BotLook.FindAsync(Of([], online: true), default)));
        Assert.Equal([$"Ok teams: bot {AppId}; offline, so no token was asked for."], Said(await BotLook.FindAsync(Of(Settings, online: false), default)));
        Assert.Empty(web.Requests);
    }

    private static string[] Settings =>
    [
        "--MicrosoftAppId=" + AppId, "--MicrosoftAppType=SingleTenant", "--MicrosoftAppTenantId=" + Tenant, "--MicrosoftAppPassword=" + Password,
    ];

    private void Token(HttpStatusCode status, string body) => web.Serve(
        Login + "/oauth2/v2.0/token", _ => new(status) { Content = new StringContent(body, null, "application/json") });

    private async Task<IReadOnlyList<string>> LookAsync()
    {
        var found = Said(await BotLook.FindAsync(Of(Settings, online: true), default));
        Assert.Empty(web.Strange);
        return found;
    }

    private static IReadOnlyList<string> Said(IReadOnlyList<Finding> findings) => [.. findings.Select(f => $"{f.Severity} {f.Check}: {f.Sentence}")];

    private Patient Of(string[] settings, bool online)
    {
        var (builder, data) = Program.Configure(["--data", folder.Path, .. settings]);
        return new Patient
        {
            Settings = builder.Configuration,
            Environment = builder.Environment,
            Data = data,
            Clock = TimeProvider.System,
            Online = online,
            Edge = web,
        };
    }
}
