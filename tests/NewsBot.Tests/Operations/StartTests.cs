using NewsBot.Tests.Settings;
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
    [InlineData("Limits:LinesAMinute", "1")]
    [InlineData("WebChat", "maybe")]
    [InlineData("PublicAddress", "news.example")]
    [InlineData("Proxies", "nginx")]
    [InlineData("urls", "http://127.0.0.1:70000")]
    [InlineData("Slack:Sockets", "many")]
    [InlineData("Slack:ExternalChanges", "maybe")]
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
        if (key == "Operate:Token")
            Assert.DoesNotContain(value, refusal.Message, StringComparison.Ordinal);
    }
}
