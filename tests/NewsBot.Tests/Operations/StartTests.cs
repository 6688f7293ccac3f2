using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NewsBot.Operations.Doctor;
using NewsBot.Settings;
using NewsBot.Tests.Settings;
using NewsBot.TestSupport;
using Xunit;

namespace NewsBot.Tests.Operations;

/// <summary>A setting that cannot be meant stops the start, and is named.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("Web:TimeLimitSeconds", "0")]
    [InlineData("Web:FeedMegabytes", "many")]
    [InlineData("Web:PageMegabytes", "101")]
    [InlineData("Operate:Token", "swordfish")]
    [InlineData("Metrics", "perhaps")]
    [InlineData("Keep:ChatDays", "0")]
    [InlineData("Keep:TextDays", "3")]
    [InlineData("Keep:LedgerDays", "x")]
    [InlineData("Limits:NewChatsAMinute", "0")]
    [InlineData("Limits:RequestsAMinute", "59")]
    [InlineData("Limits:LooksAMinute", "59")]
    [InlineData("Limits:LinesAMinute", "1")]
    [InlineData("WebChat", "maybe")]
    [InlineData("PublicAddress", "news.example")]
    [InlineData("Proxies", "nginx")]
    [InlineData("urls", "http://127.0.0.1:70000")]
    [InlineData("Slack:Sockets", "many")]
    [InlineData("Slack:ExternalChanges", "maybe")]
    [InlineData("Logging:LogLevel:NewsBot", "Verbose")]
    [InlineData("Logging:Console:LogLevel:Default", "loud")]
    public async Task A_wrong_setting_stops_the_start_with_a_sentence_that_names_it(string key, string value)
    {
        using var folder = new TempFolder();
        var refusal = await Assert.ThrowsAsync<FormatException>(() => Program.BuildAsync(
            [
                "--data", folder.Path, "--sources", folder.Write("sources.json", "[]"), "--urls", "http://127.0.0.1:0",
                "--Slack:SigningSecret", "s", "--Slack:BotToken", "xoxb-1", "--" + key, value,
            ],
            TimeProvider.System));
        Assert.Contains(key, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(Errors(folder, ["--Slack:SigningSecret", "s", "--Slack:BotToken", "xoxb-1", "--" + key, value]), e => e == refusal.Message);
        if (key == "Operate:Token")
            Assert.DoesNotContain(value, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MicrosoftAppId=a MicrosoftAppPassword=p MicrosoftAppType=Other", "MicrosoftAppType")]
    [InlineData("MicrosoftAppId=a", "MicrosoftAppPassword")]
    [InlineData("MicrosoftAppPassword=p", "MicrosoftAppId")]
    [InlineData("MicrosoftAppId=a MicrosoftAppPassword=p ChannelService=https://elsewhere.test", "ChannelService")]
    [InlineData("MicrosoftAppId=a MicrosoftAppPassword=p ChannelService=https://botframework.azure.cn", "MicrosoftAppTenantId")]
    [InlineData("MicrosoftAppId=a MicrosoftAppPassword=p ToBotFromChannelTokenIssuer=https://issuer.test", "ToBotFromChannelOpenIdMetadataUrl")]
    [InlineData("MicrosoftAppId=a MicrosoftAppPassword=p ToBotFromChannelOpenIdMetadataUrl=https://keys.test", "ToBotFromChannelTokenIssuer")]
    [InlineData("MicrosoftAppId=a MicrosoftAppCertificatePath=/none/bot.pem", "MicrosoftAppCertificatePath")]
    public async Task A_bot_that_cannot_be_who_the_settings_say_stops_the_start(string settings, string named)
    {
        using var folder = new TempFolder();
        string[] given = [.. settings.Split(' ').SelectMany(s => new[] { "--" + s[..s.IndexOf('=')], s[(s.IndexOf('=') + 1)..] })];
        var refusal = await Assert.ThrowsAsync<FormatException>(() => Program.BuildAsync(
            ["--data", folder.Path, "--sources", folder.Write("sources.json", "[]"), "--urls", "http://127.0.0.1:0", .. given],
            TimeProvider.System));
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(Errors(folder, given), e => e == refusal.Message);
    }

    [Fact]
    public async Task The_log_s_levels_are_the_seven_and_an_empty_one()
    {
        using var folder = new TempFolder();
        foreach (var level in new[] { "Trace", "debug", "Information", "Warning", "Error", "Critical", "None", "" })
        {
            await using var app = await Program.BuildAsync(
                ["--data", folder.Path, "--sources", folder.Write("sources.json", "[]"), "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:NewsBot", level], TimeProvider.System);
        }
    }

    [Fact]
    public async Task A_service_that_fails_ends_the_program_with_a_status_that_a_supervisor_restarts()
    {
        using var folder = new TempFolder();
        string[] args = ["--data", folder.Path, "--sources", folder.Write("sources.json", "[]"), "--urls", "http://127.0.0.1:0"];
        await using (var app = await Program.BuildAsync(args, TimeProvider.System, s => s.AddHostedService<Failing>()))
            Assert.Equal(1, await Program.RunAsync(app, default));
        using var stop = new CancellationTokenSource();
        await using (var app = await Program.BuildAsync(args, TimeProvider.System))
        {
            app.Lifetime.ApplicationStarted.Register(stop.Cancel);
            Assert.Equal(0, await Program.RunAsync(app, stop.Token));
        }
    }

    /// <summary>Every setting that is a number by default, and the one that is any port.</summary>
    public static TheoryData<string> Numbers()
    {
        var defaults = new ConfigurationBuilder().AddJsonFile(Path.Combine(SharedData.Root, "src", "NewsBot", "appsettings.json")).Build();
        return [.. KnownSettings.Carried().Keys.Where(k => double.TryParse(defaults[k], CultureInfo.InvariantCulture, out _)), "sample:port"];
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task A_number_that_stops_the_start_is_an_error_of_the_doctor_s_with_the_same_sentence(string key)
    {
        using var folder = new TempFolder();
        // Without sources the sample newsroom runs, which has numbers of its own.
        string[] settings = ["--Slack:SigningSecret", "s", "--Slack:BotToken", "xoxb-1", "--" + key, "-1"];
        var refusal = await Assert.ThrowsAsync<FormatException>(
            () => Program.BuildAsync(["--data", folder.Path, "--urls", "http://127.0.0.1:0", .. settings], TimeProvider.System));
        Assert.Contains(Errors(folder, settings), e => e == refusal.Message);
    }

    private sealed class Failing(IHostApplicationLifetime lifetime) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            var started = new TaskCompletionSource();
            lifetime.ApplicationStarted.Register(started.SetResult);
            await started.Task;
            throw new InvalidOperationException("Planted.");
        }
    }

    private static IEnumerable<string> Errors(TempFolder folder, string[] settings)
    {
        var (builder, data) = Program.Configure(["--data", folder.Path, "--environment", "Production", .. settings]);
        var patient = new Patient { Settings = builder.Configuration, Environment = builder.Environment, Data = data, Clock = TimeProvider.System, Online = false };
        return SettingsLook.Find(patient).Where(f => f.Severity == Severity.Error).Select(f => f.Sentence);
    }
}
