using Microsoft.Extensions.Configuration;
using NewsBot.Channels.Slack;
using Xunit;

namespace NewsBot.Tests.Channels.Slack;

public sealed class SlackOptionsTests
{
    [Fact]
    public void Without_a_setting_Slack_is_off() => Assert.False(Read().IsOn);

    [Theory]
    [InlineData("BotToken=xoxb-1;SigningSecret=s")]
    [InlineData("BotToken=xoxb-1;AppToken=xapp-1")]
    [InlineData("ClientId=1;ClientSecret=2;SigningSecret=s;PublicAddress=https://bot.example")]
    [InlineData("ClientId=1;ClientSecret=2;AppToken=xapp-1;PublicAddress=http://localhost:3978")]
    public void What_is_complete_turns_it_on(string settings) => Assert.True(Read(settings).IsOn);

    [Theory]
    [InlineData("BotToken=xoxb-1", "Slack:SigningSecret")]
    [InlineData("BotToken=secret words", "Slack:BotToken")]
    [InlineData("BotToken=xoxb-1;AppToken=xoxb-1", "Slack:AppToken")]
    [InlineData("SigningSecret=s", "Slack:BotToken")]
    [InlineData("AppToken=xapp-1", "Slack:BotToken")]
    [InlineData("ClientId=1;SigningSecret=s", "Slack:ClientSecret")]
    [InlineData("ClientSecret=1;SigningSecret=s", "Slack:ClientId")]
    [InlineData("ClientId=1;ClientSecret=2;SigningSecret=s", "PublicAddress")]
    [InlineData("ClientId=1;ClientSecret=2;SigningSecret=s;PublicAddress=http://bot.example", "PublicAddress")]
    [InlineData("BotToken=xoxb-1;ClientId=1;ClientSecret=2;SigningSecret=s", "not both")]
    [InlineData("BotToken=xoxb-1;OldSigningSecret=s", "Slack:OldSigningSecret")]
    [InlineData("BotToken=xoxb-1;SigningSecret=s;Sockets=11", "Slack:Sockets")]
    [InlineData("BotToken=xoxb-1;SigningSecret=s;ApiUrl=ftp://x", "Slack:ApiUrl")]
    [InlineData("BotToken=xoxb-1;SigningSecret=s;ExternalChanges=secret words", "Slack:ExternalChanges")]
    public void What_is_wrong_is_said_with_the_name_of_the_setting_and_without_its_value(string settings, string named)
    {
        var failure = Assert.Throws<FormatException>(() => Read(settings));
        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret words", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_wrong_setting_stops_the_start() => Assert.ThrowsAsync<FormatException>(() =>
        ChannelHost.StartAsync(Directory.CreateTempSubdirectory("newsbot-slack").FullName, new TestBot(), settings: ["Slack:BotToken=xoxb-1"]));

    private static SlackOptions Read(string settings = "") => SlackOptions.From(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(s => KeyValuePair.Create((s[0] == 'P' ? "" : "Slack:") + s.Split('=')[0], (string?)s.Split('=')[1])))
        .Build());
}
