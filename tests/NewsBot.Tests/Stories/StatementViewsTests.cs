using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Desk;
using NewsBot.Stories;
using NewsBot.Text;
using NewsBot.Topics;
using Xunit;

namespace NewsBot.Tests.Stories;

public sealed class StatementViewsTests : IClearedUp
{
    private const string Text = "KABUL: “We want a ceasefire now,” Ann Example said on Monday.\n\nThe weather was fine.";
    private static readonly Newsdesk Desk = Newsdesk.Load();
    private readonly StoredNewsroom room = new();

    private StatementViews Views => new(room.Db, Desk, new TopicTagger(Desk), NullLogger<StatementViews>.Instance);

    public ValueTask DisposeAsync() => room.DisposeAsync();

    [Fact]
    public async Task A_view_holds_the_words_the_carriers_the_topics_and_the_proof()
    {
        var id = await StoreAsync("“We want a ceasefire now,”", "intra-afghan");
        var view = Assert.Single(await Views.LoadAsync([id, 999], default));
        Assert.True(view.Verbatim);
        Assert.Equal("“We want a ceasefire now,”", view.Words);
        Assert.Equal("KABUL: “We want a ceasefire now,” Ann Example said on Monday.", view.Context);
        Assert.Equal(("The gazette", "gazette"), (view.Carriers[0].Outlet, view.Carriers[0].OutletKey));
        Assert.Equal(new TopicTag("intra-afghan", "because"), Assert.Single(view.Topics));
        Assert.Equal((new DateOnly(2026, 3, 2), ReportType.Direct, true), (view.Statement.SaidOn, view.Statement.Type, view.Statement.Backlog));
    }

    [Fact]
    public async Task The_sentence_that_carries_a_topic_is_one_of_the_words_that_are_shown_whatever_words_were_tagged()
    {
        const string text =
            "“The road is open. The Taliban and the Afghan government agreed on a ceasefire. Pakistan and the United States hold talks,” Ann "
            + "Example said. “We opened the road to the north, and then, after the talks in Doha, the Taliban agreed to a ceasefire. It holds.”";
        var id = await StoreAsync(text[..text.IndexOf(" Ann", StringComparison.Ordinal)], "intra-afghan", text);
        await room.ExecuteAsync("insert into statement_topic (statement_id, topic, reason) values (@id, 'pak-us', 'because')", new { id });
        var view = Assert.Single(await Views.LoadAsync([id], default));
        Assert.Equal("The Taliban and the Afghan government agreed on a ceasefire.", view.Passage?.Of(view.Words));
        Assert.Equal("Pakistan and the United States hold talks,”", (view with { ShownFor = "pak-us" }).Passage?.Of(view.Words));
        Assert.Equal(view.Passage, (view with { ShownFor = "elsewhere" }).Passage);

        var words = text[text.LastIndexOf('“')..];
        await room.ExecuteAsync("update statement set words = @words where id = @id", new { id, words });
        await room.ExecuteAsync("update report set content_spans = @spans", new { spans = $"[[{text.LastIndexOf('“')},{text.Length}]]" });
        view = Assert.Single(await Views.LoadAsync([id], default));
        Assert.Equal((true, words), (view.Verbatim, view.Words));
        Assert.StartsWith("“We opened the road", view.Passage?.Of(view.Words), StringComparison.Ordinal);
        Assert.Null((view with { ShownFor = "pak-us" }).Passage);
    }

    [Theory]
    [InlineData("update article_revision set text = replace(text, 'ceasefire', 'seizefire')")]
    [InlineData("update article_revision set text_hash = 'x'")]
    [InlineData("update statement set words = '“We want a truce now,”'")]
    [InlineData("update report set content_spans = '[[0,5000]]'")]
    [InlineData("update report set content_spans = 'nonsense'")]
    public async Task One_altered_letter_and_the_words_lose_their_quotation_marks(string harm)
    {
        var id = await StoreAsync("“We want a ceasefire now,”");
        await room.ExecuteAsync(harm);
        var view = Assert.Single(await Views.LoadAsync([id], default));
        Assert.False(view.Verbatim);
        Assert.DoesNotContain('“', view.Words);
    }

    [Fact]
    public async Task The_words_of_saying_lead_to_the_words_only_as_long_as_the_proof_holds()
    {
        var id = await StoreAsync("a ceasefire now");
        await room.ExecuteAsync("update report set cue_span = '[[11,15]]'");
        Assert.Equal("want", Assert.Single(await Views.LoadAsync([id], default)).Lead);
        await room.ExecuteAsync("update article_revision set text_hash = 'x'");
        Assert.Null(Assert.Single(await Views.LoadAsync([id], default)).Lead);
    }

    [Theory]
    [InlineData("ceasefire", null, 1)]
    [InlineData("CEASEFIRES", null, 1)]
    [InlineData("“a ceasefire”", null, 1)]
    [InlineData("“ceasefire a”", null, 0)]
    [InlineData("ceasefire* OR (", null, 0)]
    [InlineData("***", null, 0)]
    [InlineData(null, "example", 1)]
    [InlineData(null, "the envoy", 1)]
    [InlineData(null, "the minister", 0)]
    [InlineData("a ceasefire for the border", null, 0)]
    [InlineData("about the ceasefire with and for", null, 1)]
    [InlineData("“about a ceasefire”", null, 0)]
    [InlineData(null, "envoy", 1)]
    [InlineData(null, "Imran Khan", 0)]
    [InlineData("words : ceasefire", null, 0)]
    public async Task Statements_are_found_by_words_and_speaker(string? words, string? speaker, int count)
    {
        await StoreAsync("“We want a ceasefire now,”");
        Assert.Equal(count, (await Views.FindAsync(new StatementQuery { Words = words, Speaker = speaker }, 10, default)).Count);
    }

    [Fact]
    public async Task Time_topic_and_backlog_narrow_the_search_and_the_newest_comes_first()
    {
        var first = await StoreAsync("“We want a ceasefire now,”", "pak-us");
        var second = await StoreAsync("“We want a ceasefire now,”");
        Assert.Equal([second, first], await Views.FindAsync(new StatementQuery(), 10, default));
        Assert.Equal([second], await Views.FindAsync(new StatementQuery(), 1, default));
        Assert.Equal([first], await Views.FindAsync(new StatementQuery { Topic = "pak-us" }, 10, default));
        Assert.Equal(2, (await Views.FindAsync(new StatementQuery { NewFrom = StoredNewsroom.Day("2026-03-01") }, 10, default)).Count);
        await room.ExecuteAsync("update article set published = @old", new { old = StoredNewsroom.Day("2026-02-01") });
        Assert.Empty(await Views.FindAsync(new StatementQuery { NewFrom = StoredNewsroom.Day("2026-03-01") }, 10, default));
        Assert.Empty(await Views.FindAsync(new StatementQuery { FoundFrom = StoredNewsroom.Day("2026-03-03") }, 10, default));
        Assert.Equal(2, (await Views.FindAsync(new StatementQuery { FoundTo = StoredNewsroom.Day("2026-03-03") }, 10, default)).Count);
        await room.ExecuteAsync("update statement set withdrawn = 1 where id = @second", new { second });
        Assert.Equal([first], await Views.FindAsync(new StatementQuery(), 10, default));
    }

    [Fact]
    public async Task An_address_gives_its_statements_also_when_a_feed_announced_it_otherwise()
    {
        var id = await StoreAsync("“We want a ceasefire now,”");
        await room.ExecuteAsync("insert into feed (source_id, url, next_check) values (1, 'https://f.example/', 0)");
        await room.ExecuteAsync(
            """
            insert into feed_item (feed_id, item_key, url, title, found, backlog, content_hash, article_id)
            values (1, 'k', 'https://f.example/go?to=1', 't', 0, 0, 'h', 1)
            """);
        Assert.Equal([id], await Views.OfUrlAsync("https://gazette.example/1", default));
        Assert.Equal([id], await Views.OfUrlAsync("https://f.example/go?to=1", default));
        Assert.Empty(await Views.OfUrlAsync("https://other.example/", default));
    }

    private async Task<long> StoreAsync(string words, string? topic = null, string text = Text)
    {
        var article = await room.ArticleAsync("gazette", text);
        var start = text.IndexOf(words, StringComparison.Ordinal);
        var id = await room.ScalarAsync<long>(
            """
            insert into statement (speaker_key, speaker_name, office, type, attribution, said_on, language, words, fingerprint, found, backlog)
            values ('ann-example', 'Ann Example', 'Envoy', 0, 0, '2026-03-02', 'en', @words, 'f', @at, 1) returning id
            """,
            new { words, at = StoredNewsroom.Day("2026-03-02") });
        var report = await room.ScalarAsync<long>(
            """
            insert into report (article_id, revision, ordinal, source_spans, cue_span, content_spans, type, force, background, attribution, statement_id)
            values (@article, 1, 0, '[]', '[]', @spans, 0, 0, 0, 0, @id) returning id
            """,
            new { article, id, spans = $"[[{start},{start + words.Length}]]" });
        await room.ExecuteAsync("update statement set report_id = @report where id = @id", new { report, id });
        await room.ExecuteAsync("insert into statement_words (rowid, words, speaker) values (@id, @words, 'Ann Example Envoy')", new { id, words });
        if (topic is not null)
            await room.ExecuteAsync("insert into statement_topic (statement_id, topic, reason) values (@id, @topic, 'because')", new { id, topic });
        return id;
    }
}
