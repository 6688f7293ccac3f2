using Microsoft.Extensions.Configuration;
using NewsBot.Channels.BotFramework;
using NewsBot.Channels.BotFramework.SignIn;
using Xunit;

namespace NewsBot.Tests.Channels.BotFramework;

public sealed class ChannelRuleTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Id=a Password=p")]
    [InlineData("Id=a Password=p Type=multitenant")]
    [InlineData("Id=a Password=p TenantId=t Type=SingleTenant")]
    [InlineData("Id=a TenantId=t Type=UserAssignedMSI")]
    [InlineData("Id=a TenantId=t ClientId=c Type=SingleTenant")]
    [InlineData("Id=a TenantId=t CertificatePath=c.pem Type=SingleTenant")]
    [InlineData("Id=a CertificatePath=c.pem")]
    public void Settings_that_go_together_start(string settings) => Assert.NotNull(From(settings));

    [Theory]
    [InlineData("Password=p", "MicrosoftAppId")]
    [InlineData("TenantId=t", "MicrosoftAppId")]
    [InlineData("Id=a", "MicrosoftAppPassword")]
    [InlineData("Id=a Password=p Type=SingleTenant", "MicrosoftAppTenantId")]
    [InlineData("Id=a TenantId=t Type=SingleTenant", "MicrosoftAppPassword")]
    [InlineData("Id=a Type=UserAssignedMSI", "MicrosoftAppTenantId")]
    [InlineData("Id=a TenantId=t Password=p Type=UserAssignedMSI", "no MicrosoftAppPassword")]
    [InlineData("Id=a Password=p Type=Other", "MicrosoftAppType")]
    [InlineData("ClientId=c", "MicrosoftAppId")]
    [InlineData("Id=a TenantId=t ClientId=c Type=UserAssignedMSI", "no MicrosoftAppClientId")]
    [InlineData("Id=a TenantId=t ClientId=c Password=p Type=SingleTenant", "only one of MicrosoftAppPassword and MicrosoftAppClientId")]
    [InlineData("Id=a CertificatePath=c.pem Type=SingleTenant", "MicrosoftAppTenantId")]
    [InlineData("Id=a ClientId=c", "SingleTenant")]
    public void Settings_that_contradict_each_other_stop_the_start_and_say_what_to_set(string settings, string named) =>
        Assert.Contains(named, Assert.Throws<FormatException>(() => From(settings)).Message);

    [Fact]
    public void The_government_cloud_has_its_own_issuer_and_keys()
    {
        var rule = From("Id=a Password=p", ("ChannelService", "https://botframework.azure.us"));
        Assert.Equal("https://api.botframework.us", rule.Issuer);
        Assert.Equal("https://login.botframework.azure.us/v1/.well-known/openidconfiguration", rule.Metadata);
        Assert.Throws<FormatException>(() => From("Id=a Password=p", ("ChannelService", "https://elsewhere.test")));
    }

    [Fact]
    public void The_chinese_cloud_is_named_to_the_SDK_by_its_addresses()
    {
        var settings = Settings("Id=a Password=p TenantId=t Type=SingleTenant", ("ChannelService", "https://botframework.azure.cn/"));
        Assert.Equal("https://api.botframework.azure.cn", ChannelRule.From(settings, development: false).Issuer);
        var forSdk = ChannelCloud.Of(settings).ForSdk(settings);
        Assert.Equal("https://login.partner.microsoftonline.cn/t", forSdk["ToChannelFromBotLoginUrl"]);
        Assert.Equal("", forSdk["ChannelService"]);
        Assert.Equal("a", forSdk["MicrosoftAppId"]);
        Assert.Contains("MicrosoftAppTenantId", Assert.Throws<FormatException>(
            () => From("Id=a Password=p", ("ChannelService", "https://botframework.azure.cn"))).Message);
    }

    [Fact]
    public void Federated_credentials_are_for_the_public_cloud() => Assert.Contains("public cloud", Assert.Throws<FormatException>(
        () => From("Id=a TenantId=t ClientId=c Type=SingleTenant", ("ChannelService", "https://botframework.azure.us"))).Message);

    [Theory]
    [InlineData("https://smba.trafficmanager.net/amer/", true)]
    [InlineData("http://smba.trafficmanager.net/amer/", false)]
    [InlineData("http://127.0.0.1:3979/", true)]
    [InlineData("ftp://127.0.0.1/", false)]
    [InlineData("/relative", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Plain_http_is_for_this_machine_and_development(string? service, bool expected)
    {
        var settings = Settings("Id=a Password=p");
        Assert.Equal(expected, ChannelRule.From(settings, development: true).Allows(service));
        Assert.False(ChannelRule.From(settings, development: false).Allows("http://127.0.0.1:3979/"));
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/amer/", false)]
    [InlineData("https://localhost:3979/", true)]
    [InlineData("http://localhost:3979/", true)]
    public void Without_an_app_id_only_this_machine_is_called(string service, bool expected) =>
        Assert.Equal(expected, ChannelRule.From(Settings(""), development: true).Allows(service));

    private static ChannelRule From(string settings, params (string Name, string Value)[] more) =>
        ChannelRule.From(Settings(settings, more), development: false);

    private static IConfiguration Settings(string settings, params (string Name, string Value)[] more) =>
        new ConfigurationBuilder().AddInMemoryCollection(
            settings.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(s => s.Split('='))
                .Select(s => new KeyValuePair<string, string?>("MicrosoftApp" + s[0], s[1]))
                .Concat(more.Select(m => new KeyValuePair<string, string?>(m.Name, m.Value)))).Build();
}
