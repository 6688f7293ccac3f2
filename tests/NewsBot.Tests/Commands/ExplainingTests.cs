using System.Text.RegularExpressions;
using NewsBot.Commands.Guides;
using NewsBot.Commands.Lines;
using Xunit;

namespace NewsBot.Tests.Commands;

public sealed partial class ExplainingTests : IClearedUp
{
    private readonly Room _room = new();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public void A_press_on_a_line_of_help_explains_it_and_does_nothing()
    {
        var lines = HelpHandler.Lines.Concat(HelpPages.Names.SelectMany(n => HelpPages.Of(n)!.Value.Lines)).Select(l => l.Say).Append("@NewsBot list").ToList();
        Assert.All(lines, l => Assert.IsType<HelpCommand>(Assert.IsType<Understood>(LineParser.Parse(HelpHandler.More(l))).Command));
        Assert.Equal("help who said", HelpHandler.More("who said \"ceasefire\" since 7d"));
        Assert.Equal("help", HelpHandler.More("@NewsBot list"));
        // What a page names it explains: "help" alone is where the person is.
        Assert.DoesNotContain(lines.SkipLast(1), l => HelpHandler.More(l) == "help");
    }

    [Fact]
    public async Task Why_walks_every_stage_of_a_statement()
    {
        await _room.SayAsync("subscribe pak-us");
        await _room.SayAsync("subscribe intra-afghan");
        var id = _room.Statement("We want a ceasefire now");
        _room.Post(id, 1);
        _room.Run("update report set source_spans = '[[55,64]]', cue_span = '[[65,69]]', evidence = 1, score = 0.98");
        var answer = await _room.SayAsync($"why #S{id}");
        Assert.Contains("Found: The Gazette announced it; found Wed 25 Nov 2026, 13:00 PKT", answer, StringComparison.Ordinal);
        Assert.Contains("Fetched: The page was read: ", answer, StringComparison.Ordinal);
        Assert.Contains("Read: Read Wed 25 Nov 2026, 13:00 PKT: 1 attribution, 1 statement.", answer, StringComparison.Ordinal);
        Assert.Contains("Ann Brook, Envoy, said on 25 Nov 2026", answer, StringComparison.Ordinal);
        Assert.Contains(
            "Words: The words are characters 29 to 54 of the text, beside “Ann Brook” and “said” (98% sure that they are reported speech). "
            + "The speaker: a short form of the name, followed to the full one.",
            answer,
            StringComparison.Ordinal);
        Assert.Contains("Topics: Pakistan–US talks: both sides, near “talks”.", answer, StringComparison.Ordinal);
        Assert.Contains("#1 Pakistan–US talks: Matched", answer, StringComparison.Ordinal);
        Assert.Contains("#2 Intra-Afghan talks: Not sent here: it is about Pakistan–US talks, not about Intra-Afghan talks", answer, StringComparison.Ordinal);
        Assert.Contains("Posted: Posted here as an alert Wed 25 Nov 2026, 14:00 PKT.", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_says_what_a_statement_waits_for_as_the_audit_does()
    {
        await _room.SayAsync("subscribe pak-us");
        var id = _room.Statement("We want a ceasefire now");
        Assert.Contains("Posted: Not posted here yet: to be held against what is followed here within moments.", await _room.SayAsync($"why #S{id}"), StringComparison.Ordinal);
        _room.Run("insert into verdict (subscription_id, statement_id, outcome, reason, judged) values (1, @id, 0, 'Matched', 1)", new { id });
        foreach (var (change, reason) in new[]
        {
            ("update conversation set quiet_from = '13:00', quiet_to = '15:00'", "quiet hours"),
            ("update subscription set mode = 1, at = '08:00'", "waits for the next edition of #1"),
            ("update conversation set paused = 1", "an operator holds back what is posted here"),
            ("update conversation set paused = null", "waits for the next edition of #1"),
            ("update subscription set state = 1", "#1 is paused"),
        })
        {
            _room.Run(change);
            Assert.Contains($"Posted: Not posted here yet: {reason}.", await _room.SayAsync($"why #S{id}"), StringComparison.Ordinal);
            Assert.Contains($"Held: 1: {reason}", await _room.SayAsync("audit"), StringComparison.Ordinal);
        }

        _room.Run("update statement set position = id");
        _room.Run("update subscription set state = 0, judged_to = 99");
        _room.Run("update verdict set outcome = 1, reason = 'Not sent here: it is about the border.'");
        Assert.Contains("Nothing with it was posted or is waiting to be posted here.", await _room.SayAsync($"why #S{id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_names_the_ended_subscription_that_brought_a_post()
    {
        await _room.SayAsync("subscribe pak-us");
        var id = _room.Statement("We want a ceasefire now");
        _room.Post(id, 1);
        _room.Run("insert into verdict (subscription_id, statement_id, outcome, reason, judged) values (1, @id, 0, 'Matched: it is about Pakistan–US talks', 1)", new { id });
        Assert.DoesNotContain("ended", await _room.SayAsync($"why #S{id}"), StringComparison.Ordinal);
        await _room.SayAsync("unsubscribe #1");
        await _room.SayAsync("subscribe intra-afghan");
        Assert.Contains("#1, which has ended: Matched: it is about Pakistan–US talks.", await _room.SayAsync($"why #S{id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_says_what_a_composed_post_waits_for()
    {
        await _room.SayAsync("subscribe pak-us");
        var id = _room.Statement("We want a ceasefire now");
        _room.Post(id, 1);
        _room.Run("update delivery set state = 0, sent = null, next_try = @now", new { now = _room.Clock.GetUtcNow() });
        Assert.Contains("Posted: To be posted as an alert within moments.", await _room.SayAsync($"why #S{id}"), StringComparison.Ordinal);
        _room.Run("update conversation set paused = 1");
        Assert.Contains("Posted: To be posted as an alert: an operator holds back what is posted here.", await _room.SayAsync($"why #S{id}"), StringComparison.Ordinal);
        _room.Run("update conversation set paused = null");
        _room.Run("update delivery set next_try = @later", new { later = _room.Clock.GetUtcNow().AddHours(1) });
        Assert.Contains("Posted: To be posted as an alert Wed 25 Nov 2026, 15:00 PKT.", await _room.SayAsync($"why #S{id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_of_a_link_finds_the_article_under_any_of_its_addresses()
    {
        _room.Statement("We want a ceasefire now");
        foreach (var url in new[] { "https://gazette.example/1", "http://www.gazette.example/1/?utm_source=feed", "gazette.example/1" })
            Assert.Contains("Found: The Gazette announced it", await _room.SayAsync($"why {url}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_of_a_link_says_first_which_statements_find_no_room_beside_many_subscriptions()
    {
        var first = _room.Statement("We want a ceasefire now");
        for (var i = 0; i < 4; i++)
            _room.Run("update report set article_id = 1, ordinal = @ordinal where statement_id = @id", new { id = _room.Statement($"Word number {i}"), ordinal = i + 1 });
        foreach (var word in new[] { "one", "two", "three", "four", "five", "six" })
            await _room.SayAsync($"subscribe pak-us term:{word}");
        var answer = await _room.SayAsync("why https://gazette.example/1");
        Assert.Matches(@"(?s)Further: It carries 4 more statements: (#S\d+(, )?){4}\..*Topics", answer);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(answer, "Topics: "));
        Assert.Contains("Posted: ", answer, StringComparison.Ordinal);
        Assert.Contains($"[why #S{first}]", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_tells_a_backlog_a_page_that_could_not_be_read_and_what_was_left_out()
    {
        _room.Statement("We want a ceasefire now", backlog: true);
        Assert.Contains("announced to nobody", await _room.SayAsync("why https://gazette.example/1"), StringComparison.Ordinal);
        _room.Run(
            """
            insert into report (article_id, revision, ordinal, source_spans, cue_span, content_spans, type, force, background, attribution, left_out)
            values (1, 1, 1, '[]', '[]', '[]', 0, 0, 1, 0, 3), (1, 1, 2, '[]', '[]', '[]', 0, 1, 0, 0, 0)
            """);
        Assert.Contains("Left out: 1 older words or background, 1 position told without an occasion.", await _room.SayAsync("why https://gazette.example/1"), StringComparison.Ordinal);
        _room.Run("update article set state = 2, problem = 1, problem_text = 'The site refused (403).'");
        Assert.Contains("The page could not be read (The site refused (403)). No further try is planned.", await _room.SayAsync("why https://gazette.example/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_of_a_link_that_nobody_announced_names_the_sources()
    {
        var stranger = await _room.SayAsync("why https://elsewhere.example/9");
        Assert.Contains("Never announced", stranger, StringComparison.Ordinal);
        Assert.Contains("No source that is followed here has this site", stranger, StringComparison.Ordinal);
        Assert.Contains("The Gazette, Bulletin Wire", stranger, StringComparison.Ordinal);
        Assert.Contains("The Gazette is followed, but none of its feeds announced", await _room.SayAsync("why https://gazette.example/9"), StringComparison.Ordinal);
        _room.Announce("gazette", "https://gazette.example/77", _room.Clock.GetUtcNow());
        Assert.Contains("Its page has not been read yet", await _room.SayAsync("why https://gazette.example/77"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_names_the_feeds_in_trouble_and_what_was_posted_here()
    {
        await _room.SayAsync("subscribe pak-us");
        var id = _room.Statement("We want a ceasefire now");
        _room.Post(id, 1);
        _room.Run("update feed set failures = 3, last_success = null, problem_text = 'The server answered 500.'");
        var answer = await _room.SayAsync("status");
        Assert.Contains("0 of 1 feeds answered", answer, StringComparison.Ordinal);
        Assert.Contains("The Gazette: failed 3 times in a row: The server answered 500; last read never.", answer, StringComparison.Ordinal);
        Assert.Contains("1 article found, 0 of them unreadable, 1 new statement.", answer, StringComparison.Ordinal);
        Assert.Contains("1 made in the last 24 hours, 0 waiting, 0 given up.", answer, StringComparison.Ordinal);

        // What nobody reads is in no trouble.
        _room.Run("update feed set paused = @now", new { now = _room.Clock.GetUtcNow() });
        Assert.Contains("0 of 0 feeds answered", await _room.SayAsync("status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topics_tell_their_volume_and_what_is_followed()
    {
        _room.Statement("We want a ceasefire now");
        await _room.SayAsync("subscribe intra-afghan");
        var answer = await _room.SayAsync("topics");
        Assert.Contains("Pakistan–US talks (pak-us): Two capitals. 1 new in 7 days.", answer, StringComparison.Ordinal);
        Assert.Contains("followed here", answer, StringComparison.Ordinal);
        Assert.Contains("[subscribe pak-us]", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("[subscribe intra-afghan]", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_line_changes_nothing_and_offers_the_line_that_was_meant()
    {
        var answer = await _room.SayAsync("subscibe pak-us");
        Assert.Contains("I did not understand that", answer, StringComparison.Ordinal);
        Assert.Contains("[subscribe pak-us]", answer, StringComparison.Ordinal);
        Assert.Empty(await _room.FollowedAsync());
    }

    [Fact]
    public async Task Two_readings_are_asked_about_with_buttons()
    {
        var answer = await _room.SayAsync("since 03/04/2026");
        Assert.Contains("[since 2026-04-03]", answer, StringComparison.Ordinal);
        Assert.Contains("[since 2026-03-04]", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_line_of_help_works_and_help_fits_on_a_card()
    {
        Assert.InRange(HelpHandler.Lines.Count, 8, 16);
        Assert.All(HelpHandler.Lines, l => Assert.IsType<Understood>(LineParser.Parse(l.Say)));
        foreach (var verb in Verbs.All)
        {
            Assert.NotEmpty(await _room.SayAsync($"help {verb.Name}"));
            Assert.NotEmpty(await _room.SayAsync(verb.Example));
        }
    }

    [Fact]
    public async Task Help_is_about_two_screens_of_a_phone()
    {
        var card = (await _room.AnswerAsync("help")).Messages[0].Card!;
        // Two columns of a phone hold some 22 letters each, a screen some 25 lines beside the buttons.
        var lines = HelpHandler.Lines.Sum(l => Math.Max(1 + (l.Say.Length / 22), 1 + (l.Gives.Length / 22)));
        Assert.InRange(lines, 8, 30);
        Assert.InRange(card["actions"]!.AsArray().Count, 3, 6);
    }

    [Fact]
    public async Task Help_names_what_can_be_said_and_what_a_filter_may_hold()
    {
        var first = await _room.SayAsync("help");
        var help = first;
        foreach (var page in HelpPages.Names)
        {
            Assert.Contains($"[help {page}]", first, StringComparison.Ordinal);
            var (title, lines) = HelpPages.Of(page)!.Value;
            Assert.InRange(lines.Count, 4, 8);
            Assert.All(lines, l => Assert.IsType<Understood>(LineParser.Parse(l.Say)));
            Assert.All(lines, l => Assert.InRange(l.Gives.Length, 1, 160));
            var shown = await _room.SayAsync($"help {page}");
            Assert.Contains(title, shown, StringComparison.Ordinal);
            Assert.Contains("[help]", shown, StringComparison.Ordinal);
            help += shown;
        }

        foreach (var named in new[] { "show #1", "unmute", "lang:", "onrecord:", "in:thread", "help type", "sources add", "my data", "forget me" })
            Assert.Contains(named, help, StringComparison.Ordinal);
        Assert.All(HelpHandler.Lines, l => Assert.InRange(l.Gives.Length, 1, 160));
        var filters = await _room.SayAsync("help type");
        foreach (var type in new[] { "direct", "mixed", "indirect", "quote", "official", "denial", "threat", "demand", "agreement", "correction" })
            Assert.Contains("type:" + type, filters, StringComparison.Ordinal);
        Assert.Contains("[latest type:denial]", filters, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_button_of_every_answer_is_a_line_that_is_understood()
    {
        for (var i = 0; i < 7; i++)
            _room.Statement($"Word number {i} of the day");
        string[] lines =
        [
            "help", "topics", "subscribe", "subscribe pak-us", "subscribe gardening", "follow pakistan", "unsubscribe", "unsubscribe all", "list", "digest", "digest at 08:00",
            "digest now", "digest off", "timezone", "timezone IST", "timezone nowhere", "latest", "more", "more #S1", "source", "source #S1", "why", "why #S1",
            "why https://elsewhere.example/", "who said nothing-of-the-kind since 24h", "what did Bruk say", "status", "undo", "qwertz", "help digest", "unsubscribe #1", "show #1",
            "compare Brook and Dale", "compare #S1 #S2", "compare Bruk and Dale", "changed", "export", "import", "import; quiet 22:00-07:00; subscribe pak-us", "since last shift", "help import",
        ];
        foreach (var line in lines)
        {
            foreach (var message in (await _room.AnswerAsync(line)).Messages)
                Assert.All(Say().Matches(message.Card!.ToJsonString()).Select(m => Regex.Unescape(m.Groups[1].Value)), b => Assert.IsNotType<Misunderstood>(LineParser.Parse(b)));
        }
    }

    [GeneratedRegex("\"say\":\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Say();
}
