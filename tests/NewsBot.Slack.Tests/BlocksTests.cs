using System.Text.Json.Nodes;
using NewsBot.Slack.Blocks;
using NewsBot.Slack.Tests.Fake;
using Xunit;

namespace NewsBot.Slack.Tests;

public sealed class BlocksTests
{
    [Theory]
    [InlineData("<!channel> & <@U1>", "&lt;!channel&gt; &amp; &lt;@U1&gt;")]
    [InlineData("a * b", "a \u200B*\u200B b")]
    [InlineData("at 14:02 PKT", "at 14:02 PKT")]
    [InlineData("he said: no", "he said: no")]
    [InlineData("a :tada: b", "a :\u200Btada: b")]
    [InlineData("> quoted", "\u200B&gt; quoted")]
    [InlineData("امیر خان متقی", "امیر خان متقی")]
    public void Text_of_strangers_stays_text(string text, string escaped) => Assert.Equal(escaped, Mrkdwn.Escape(text));

    [Theory]
    [InlineData("https://a.example/x?a=1&b=2", "Dawn | Pakistan", "<https://a.example/x?a=1&amp;b=2|Dawn ¦ Pakistan>")]
    [InlineData("https://a.example/a|b<c>", "x", "<https://a.example/a%7Cb%3Cc%3E|x>")]
    [InlineData("javascript:alert(1)", "x", "x")]
    [InlineData(null, "<b>", "&lt;b&gt;")]
    public void A_link_opens_only_what_may_be_opened(string? url, string label, string link) => Assert.Equal(link, Mrkdwn.Link(url, label));

    [Fact]
    public void A_cut_never_goes_through_an_entity_a_link_or_a_letter()
    {
        const string escaped = "abc &amp; <https://a.example/|Dawn> 👩‍👩‍👧 end";
        for (var max = 3; max <= escaped.Length; max++)
        {
            var cut = Mrkdwn.Cut(escaped, max);
            Assert.True(cut.Length <= max);
            var kept = cut.EndsWith(" …", StringComparison.Ordinal) ? cut[..^2] : cut;
            Assert.True(kept.Count(c => c == '<') == kept.Count(c => c == '>') && kept.Count(c => c == '&') == kept.Count(c => c == ';'), cut);
            Assert.Equal(kept.Contains('\u200D', StringComparison.Ordinal), kept.Contains("👩‍👩‍👧", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_message_is_split_between_what_belongs_together_and_each_page_fits()
    {
        var blocks = new JsonArray();
        for (var i = 0; i < 40; i++)
        {
            blocks.Add((JsonNode)Block.Section($"statement {i} " + new string('w', 400)));
            blocks.Add((JsonNode)Block.Context("context " + i));
        }

        var pages = MessagePage.Split("Edition", blocks);
        Assert.True(pages.Count > 1);
        Assert.Equal(80, pages.Sum(p => p.Blocks!.Count));
        foreach (var page in pages)
        {
            Assert.Empty(BlockJudge.OfMessage(page.Blocks!));
            Assert.InRange(page.Blocks!.Count, 1, BlockLimits.MessageBlocks);
            Assert.True(BlockLimits.Characters(page.Blocks) <= BlockLimits.MessageCharacters);
            Assert.Equal("section", (string?)page.Blocks[0]!["type"]);
        }

        Assert.StartsWith("(2 of", pages[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_is_split_at_its_lines()
    {
        var text = string.Join('\n', Enumerable.Range(0, 200).Select(i => $"line {i} " + new string('x', 60)));
        var pages = MessagePage.Split(text, null);
        Assert.All(pages, p => Assert.InRange(p.Text.Length, 1, BlockLimits.MessageText));
        Assert.Equal(text, string.Join('\n', pages.Select(p => p.Text)));
        Assert.Equal(" ", Assert.Single(MessagePage.Split("", null)).Text);
    }

    [Fact]
    public void Builders_keep_inside_the_limits_and_the_judge_can_refuse()
    {
        var blocks = new JsonArray(
            Block.Header(new string('h', 500)),
            Block.Section(new string('s', 5000), Block.Button(new string('b', 500), "a", "{}")),
            Block.Context("small"),
            Block.Divider());
        foreach (var row in Block.Actions(Enumerable.Range(0, 30).Select(i => Block.Button("b", $"a{i}", "{}"))))
            blocks.Add((JsonNode)row);
        Assert.Empty(BlockJudge.OfMessage(blocks));
        Assert.NotEmpty(BlockJudge.OfMessage([new JsonObject { ["type"] = "section", ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = "" } }]));
        Assert.NotEmpty(BlockJudge.OfMessage([]));
    }
}
