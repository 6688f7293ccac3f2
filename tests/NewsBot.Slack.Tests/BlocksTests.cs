using System.Text.Json.Nodes;
using NewsBot.Slack.Blocks;
using NewsBot.Slack.Tests.Fake;
using NewsBot.TestSupport;
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

    [Theory]
    [InlineData("word ")]
    [InlineData("&amp;")]
    [InlineData("<https://a.example/|Dawn>")]
    [InlineData("👩‍👩‍👧")]
    public void A_line_that_is_longer_than_a_message_goes_on_in_the_next_and_nothing_of_it_is_lost(string part)
    {
        var line = string.Concat(Enumerable.Repeat(part, 10_000 / part.Length));
        var pages = MessagePage.Split("first\n" + line, null).Select(p => p.Text).ToList();
        Assert.Equal("first" + line, string.Concat(pages).Replace("\n", "", StringComparison.Ordinal));
        Assert.All(pages, p => Assert.InRange(p.Length, 1, BlockLimits.MessageText));
        Assert.All(pages.Skip(1), p => Assert.StartsWith(part, p, StringComparison.Ordinal));
    }

    [Fact]
    public void What_belongs_together_and_is_too_long_for_a_page_is_given_up_to_its_blocks()
    {
        JsonArray blocks = [Block.Section("head " + new string('w', 2800)), .. Enumerable.Range(0, 8).Select(_ => Block.Context(new string('c', 2800)))];
        var pages = MessagePage.Split("Edition", blocks);
        Assert.Equal(9, pages.Sum(p => p.Blocks!.Count));
        Assert.All(pages, p => Assert.Empty(BlockJudge.OfMessage(p.Blocks!)));
    }

    [Fact]
    public void What_stands_on_blocks_can_be_said_in_words()
    {
        JsonArray blocks =
        [
            Block.Header("Talks <on>"),
            Block.Divider(),
            Block.Section("*who* said", Block.Button("More", "a", "{}")),
            Block.Context("<https://a.example/|Dawn>"),
            JsonNode.Parse("""
                {"type":"rich_text","elements":[{"type":"rich_text_section","elements":[
                  {"type":"text","text":"a & b"},{"type":"link","url":"https://b.example/","text":"Wire"}]}]}
                """),
            .. Block.Actions([Block.Button("Why", "b", "{}")]),
        ];
        Assert.Equal("*Talks &lt;on&gt;*\n*who* said\n<https://a.example/|Dawn>\na &amp; b<https://b.example/|Wire>", BlockText.Of(blocks));
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

    [SharedDataFact]
    public void The_judge_has_Slack_s_own_types_and_refuses_what_only_they_know()
    {
        Assert.True(BlockJudge.HasSchema);
        var unknown = Block.Section("words");
        unknown["type"] = "paragraph";
        Assert.Contains("schema", BlockJudge.OfMessage([unknown]));
        var row = Block.Actions([Block.Button("b", "a", "{}")]).Single();
        row["elements"]![0]!["text"]!["type"] = "mrkdwn";
        Assert.Contains("schema", BlockJudge.OfMessage([row]));
    }
}
