using NewsBot.Commands.Lines;
using Xunit;
namespace NewsBot.Tests.Commands;

public sealed class AskingTests : IClearedUp
{
    private readonly Room _room = new();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Theory]
    [InlineData("who said \"ceasefire\"")]
    [InlineData("who said “a ceasefire” since 7d")]
    [InlineData("what did Ann Brook say about ceasefire")]
    [InlineData("what did brook say since yesterday")]
    [InlineData("search ceasefire outlet:gazette")]
    [InlineData("search truce OR ceasefire")]
    [InlineData("latest pak-us")]
    [InlineData("latest Brook")]
    [InlineData("latest ceasefire")]
    [InlineData("since yesterday")]
    [InlineData("what's new on pak-us")]
    [InlineData("since 2026-11-24..2026-11-25 topic:pak-us")]
    [InlineData("what did Ann Brook say this morning about the ceasefire")]
    [InlineData("what did the Ann Brook say since 24 nov")]
    [InlineData("latest pak-us Brook")]
    [InlineData("latest pak-us ceasefire since yesterday evening")]
    [InlineData("who said about the ceasefire in november")]
    public async Task A_statement_is_found(string line)
    {
        var id = _room.Statement("We want a ceasefire now");
        _room.Statement("The harvest was good", "Carl Dale", "intra-afghan", hoursAgo: 80);
        var answer = await _room.SayAsync(line);
        Assert.Contains("We want a ceasefire now", answer, StringComparison.Ordinal);
        Assert.Contains($"#S{id}", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("harvest", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("latest from the gazette", "latest outlet:\"The Gazette\"")]
    [InlineData("latest Bulletin", "latest Bulletin")]
    [InlineData("latest pak-us from The Gazette", "latest pak-us outlet:\"The Gazette\"")]
    [InlineData("search ceasefire in the gazette since 7d", "search ceasefire outlet:\"The Gazette\" since 7d")]
    [InlineData("who said ceasefire in gazette", "who said ceasefire outlet:\"The Gazette\"")]
    [InlineData("who said \"ceasefire in gazette\"", "who said \"ceasefire in gazette\"")]
    [InlineData("latest from Bulletin Wire", "latest \"Bulletin Wire\"")]
    public async Task An_outlet_that_is_named_in_plain_words_narrows_unless_it_speaks_itself(string line, string asked)
    {
        _room.Statement("We want a ceasefire now");
        await _room.SayAsync(line);
        Assert.Equal(Shown(asked), _room.Run<string>("select command from shown_list"));

        static string Shown(string line) => ((Understood)LineParser.Parse(line)).Command.Write();
    }

    [Fact]
    public async Task What_is_new_is_new_of_what_is_followed_or_of_the_desk_s_topics_unless_it_is_asked_about_everything()
    {
        _room.Statement("We want a ceasefire now");
        _room.Statement("The road to peace is long", "Carl Dale", "intra-afghan");
        _room.Statement("It was a dry pitch", "Carl Dale", topic: null);
        var (all, desk) = (await _room.SayAsync("what's new on everything"), await _room.SayAsync("since yesterday"));
        Assert.Contains("dry pitch", all, StringComparison.Ordinal);
        Assert.Contains("on the desk's topics, from", desk, StringComparison.Ordinal);
        Assert.Contains("ceasefire", desk, StringComparison.Ordinal);
        Assert.Contains("peace", desk, StringComparison.Ordinal);
        Assert.DoesNotContain("dry pitch", desk, StringComparison.Ordinal);

        await _room.SayAsync("subscribe pak-us");
        var followed = await _room.SayAsync("what's new");
        Assert.Contains("in what is followed here, from", followed, StringComparison.Ordinal);
        Assert.Contains("ceasefire", followed, StringComparison.Ordinal);
        Assert.DoesNotContain("peace", followed, StringComparison.Ordinal);
        await _room.SayAsync("subscribe speaker:Dale");
        Assert.Contains("dry pitch", await _room.SayAsync("what's new"), StringComparison.Ordinal);

        Assert.Contains("dry pitch", await _room.SayAsync("what's new topic:any"), StringComparison.Ordinal);
        await _room.SayAsync("unsubscribe all");
        await _room.SayAsync("what's new");
        Assert.Contains("dry pitch", await _room.SayAsync("any topic"), StringComparison.Ordinal);
        Assert.Contains("dry pitch", await _room.SayAsync("latest topic:any"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_is_new_of_what_is_followed_the_rest_is_a_press_away()
    {
        _room.Statement("It was a dry pitch", "Carl Dale", topic: null);
        await _room.SayAsync("subscribe pak-us");
        Assert.Contains("[what's new topic:any]", await _room.SayAsync("what's new"), StringComparison.Ordinal);
        Assert.Contains("dry pitch", await _room.SayAsync("what's new topic:any"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_window_and_its_zone_are_stated()
    {
        _room.Statement("We want a ceasefire now");
        Assert.Contains("from Tue 24 Nov 2026, 00:00 PKT to now (Wed 25 Nov 2026, 14:00 PKT)", await _room.SayAsync("since yesterday"), StringComparison.Ordinal);
        Assert.Contains("from Mon 23 Nov 2026, 00:00 PKT", await _room.SayAsync("since mon"), StringComparison.Ordinal);
        Assert.Contains("from Tue 24 Nov 2026, 14:00 PKT", await _room.SayAsync("what's new"), StringComparison.Ordinal);
        Assert.Contains("of all that is kept", await _room.SayAsync("who said ceasefire"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_is_asked_about_is_also_the_day_on_which_something_was_said()
    {
        // Said yesterday, reported today.
        _room.Statement("We want a ceasefire now");
        _room.Run("update statement set said_on = '2026-11-24'");
        Assert.Contains("a ceasefire now", await _room.SayAsync("who said ceasefire yesterday"), StringComparison.Ordinal);
        Assert.Contains("a ceasefire now", await _room.SayAsync("what did Brook say on 2026-11-24"), StringComparison.Ordinal);
        Assert.Contains("a ceasefire now", await _room.SayAsync("who said ceasefire today"), StringComparison.Ordinal);
        Assert.Contains("Nothing found", await _room.SayAsync("who said ceasefire on 2026-11-23"), StringComparison.Ordinal);
        // What is new is what was found.
        Assert.Contains("Nothing found", await _room.SayAsync("since 2026-11-24..2026-11-24"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("who denied")]
    [InlineData("who denied on pak-us")]
    [InlineData("latest type:denial,threat")]
    [InlineData("latest outlet:gazette")]
    [InlineData("latest lang:ur")]
    [InlineData("latest -speaker:Brook")]
    [InlineData("latest 2026-11-14..2026-11-16")]
    [InlineData("who said anything on 2026-11-15")]
    public async Task What_is_older_than_the_newest_thousand_is_found(string line)
    {
        var old = _room.Statement("We never sent any weapons", "Carl Dale", outlet: "gazette", hoursAgo: 240);
        _room.Run("update report set act = 1 where statement_id = @old", new { old });
        _room.Run("update statement set language = 'ur', said_on = '2026-11-15' where id = @old", new { old });
        _room.Crowd(_room.Statement("We want a ceasefire now", outlet: "bulletin"), 1050);
        var answer = await _room.SayAsync(line);
        Assert.Contains("We never sent any weapons", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("ceasefire", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("latest", "of all that is kept, the newest 1000")]
    [InlineData("latest type:direct", "of all that is kept, the newest 1000")]
    [InlineData("latest oldest first", "of all that is kept, the oldest 1000")]
    public async Task A_list_that_stops_before_all_are_told_says_so(string line, string told)
    {
        _room.Crowd(_room.Statement("We want a ceasefire now"), 999);
        Assert.DoesNotContain("est 1000", await _room.SayAsync(line), StringComparison.Ordinal);
        _room.Statement("We want visas");
        Assert.Contains(told, await _room.SayAsync(line), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_counts_what_lies_beyond_what_is_on_no_topic()
    {
        _room.Statement("We want a ceasefire now");
        _room.Crowd(_room.Statement("The harvest was good", "Carl Dale", topic: null), 600);
        Assert.Contains("1 statement", await _room.SayAsync("subscribe speaker:Brook"), StringComparison.Ordinal);
        Assert.Contains("a ceasefire now", await _room.SayAsync("digest now"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_digest_that_was_asked_for_is_the_last_list()
    {
        await _room.SayAsync("subscribe pak-us");
        _room.Statement("We want a ceasefire now");
        await _room.SayAsync("list");
        await _room.SayAsync("digest now");
        Assert.Contains("We want a ceasefire now", await _room.SayAsync("source"), StringComparison.Ordinal);
        Assert.Contains("The edition of Wed 25 Nov 2026, 14:00 PKT: the only one was shown.", await _room.SayAsync("more"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_agreed_without_words_is_a_sentence() =>
        Assert.Contains("Who agreed to anything: no statement", await _room.SayAsync("who agreed"), StringComparison.Ordinal);

    [Fact]
    public async Task Nothing_found_says_the_window_and_what_to_try()
    {
        _room.Statement("We want a ceasefire now");
        var answer = await _room.SayAsync("what did Brok say about ceasefire since 24h");
        Assert.Contains("Nothing found", answer, StringComparison.Ordinal);
        Assert.Contains("from Tue 24 Nov 2026, 14:00 PKT", answer, StringComparison.Ordinal);
        Assert.Contains("Did you mean Ann Brook?", answer, StringComparison.Ordinal);
        Assert.Contains("[what did \"Ann Brook\" say about ceasefire since 24h]", answer, StringComparison.Ordinal);
        Assert.Contains("[what did Brok say about ceasefire]", answer, StringComparison.Ordinal);
        Assert.Contains("There is no such topic", await _room.SayAsync("latest topic:gardening"), StringComparison.Ordinal);
        Assert.Contains("That filter does not work", await _room.SayAsync("search ceasefire type:sung"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("search ceasfire", "[search ceasefire]")]
    [InlineData("who said \"a ceasfire\" since 24h", "[who said \"a ceasefire\" since 24h]")]
    [InlineData("what did brook say about ceasfire", "[what did brook say about ceasefire]")]
    public async Task A_misspelt_word_gets_the_one_that_statements_hold(string line, string button)
    {
        _room.Statement("We want a ceasefire now");
        var answer = await _room.SayAsync(line);
        Assert.Contains("Nothing found", answer, StringComparison.Ordinal);
        Assert.Contains("Did you mean", answer, StringComparison.Ordinal);
        Assert.Contains(button, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("search Brook", "[latest speaker:Brook]")]
    [InlineData("search Brook since 7d", "[latest speaker:Brook since 7d]")]
    [InlineData("search Ann Brook ceasefire", "[what did \"Ann Brook\" say about ceasefire]")]
    [InlineData("who said ceasefire Brook", "[what did Brook say about ceasefire]")]
    [InlineData("who said pak-us", "[latest topic:pak-us]")]
    [InlineData("search pak-us ceasefire", "[search ceasefire topic:pak-us]")]
    [InlineData("latest ceasefire Brook", "[what did Brook say about ceasefire]")]
    public async Task A_name_among_the_words_gets_the_question_about_its_bearer(string line, string button)
    {
        _room.Statement("We want a ceasefire now");
        var answer = await _room.SayAsync(line);
        Assert.Contains("Nothing found", answer, StringComparison.Ordinal);
        Assert.Contains(button, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_not_offered_where_its_bearer_said_nothing() =>
        Assert.DoesNotContain("Did you mean", await _room.SayAsync("search Brook"), StringComparison.Ordinal);

    [Theory]
    [InlineData("search avalanche")]
    [InlineData("search ceasfire avalanche")]
    [InlineData("what did Carl Dale say about ceasfire")]
    public async Task Words_are_not_suggested_that_would_find_nothing(string line)
    {
        _room.Statement("We want a ceasefire now");
        _room.Statement("The harvest was good", "Carl Dale", "intra-afghan");
        Assert.DoesNotContain("Did you mean", await _room.SayAsync(line), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_with_a_backlog_is_new_only_if_it_was_published_in_the_window()
    {
        _room.Statement("An old word of last month", backlog: true, publishedHoursAgo: 700);
        _room.Statement("A word of this morning", backlog: true, publishedHoursAgo: 5);
        var answer = await _room.SayAsync("since yesterday");
        Assert.Contains("this morning", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("last month", answer, StringComparison.Ordinal);
        Assert.Contains("last month", await _room.SayAsync("latest"), StringComparison.Ordinal);
        Assert.Contains("last month", await _room.SayAsync("search word since 2026-10-20 until 2026-11-01"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_page_five_at_a_time_for_each_person_and_stay_as_they_were()
    {
        for (var i = 1; i <= 7; i++)
            _room.Statement($"Word number {i} of the day");
        var first = await _room.SayAsync("latest");
        Assert.Contains("1–5 of 7", first, StringComparison.Ordinal);
        Assert.Contains("Word number 7", first, StringComparison.Ordinal);
        await _room.SayAsync("search word", "Omar");
        _room.Statement("Word number 8 of the day");
        var second = await _room.SayAsync("more");
        Assert.Contains("6–7 of 7", second, StringComparison.Ordinal);
        Assert.Contains("Word number 2", second, StringComparison.Ordinal);
        Assert.Contains("That was all", await _room.SayAsync("more"), StringComparison.Ordinal);
        Assert.Contains("6–7 of 7", await _room.SayAsync("next", "Omar"), StringComparison.Ordinal);
        Assert.Contains("More of what?", await _room.SayAsync("more", "Zara"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_button_of_a_card_goes_on_with_its_own_list_for_everybody_and_as_often_as_it_is_pressed()
    {
        for (var i = 1; i <= 7; i++)
            _room.Statement($"Word number {i} of the day");
        for (var i = 1; i <= 6; i++)
            _room.Statement($"Sentence number {i} of the day", "Carl Dale");
        var words = Assert.Single(Room.Lines(Assert.Single((await _room.AnswerAsync("search word")).Messages)));
        await _room.SayAsync("search sentence");
        foreach (var person in new[] { "Una", "Omar", "Una" })
        {
            var next = await _room.SayAsync(words, person);
            Assert.Contains("6–7 of 7", next, StringComparison.Ordinal);
            Assert.Contains("Word number 2", next, StringComparison.Ordinal);
        }

        Assert.Contains("More of what?", await _room.SayAsync("more #L99"), StringComparison.Ordinal);
        _room.Run("insert into conversation (id, channel, external_id, kind, reference, zone, joined) values (9, 'test', 'd', 2, '{}', 'UTC', 0)");
        _room.Run("update kept_list set conversation_id = 9");
        Assert.Contains("More of what?", await _room.SayAsync(words), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_goes_on_in_a_channel_that_makes_a_thread_of_every_mention_and_in_the_thread_of_the_answer()
    {
        for (var i = 1; i <= 17; i++)
            _room.Statement($"Word number {i} of the day");
        Assert.Contains("1–5 of 17", await _room.SayAsync("latest", thread: "100+"), StringComparison.Ordinal);
        Assert.Contains("6–10 of 17", await _room.SayAsync("more", thread: "200+"), StringComparison.Ordinal);
        Assert.Contains("11–15 of 17", await _room.SayAsync("more", thread: "100"), StringComparison.Ordinal);
        Assert.Contains("16–17 of 17", await _room.SayAsync("more", thread: "100"), StringComparison.Ordinal);
        _room.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("11–15 of 17", await _room.SayAsync("more", thread: "300+"), StringComparison.Ordinal);
        Assert.Contains("More of what?", await _room.SayAsync("more", "Omar", thread: "100"), StringComparison.Ordinal);
        Assert.Contains("[source #S7]", await _room.SayAsync("source", thread: "400"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_expires_after_a_day_and_says_so()
    {
        for (var i = 1; i <= 7; i++)
            _room.Statement($"Word number {i} of the day");
        await _room.SayAsync("who said word");
        _room.Clock.Advance(TimeSpan.FromHours(25));
        var answer = await _room.SayAsync("more");
        Assert.Contains("That list has expired", answer, StringComparison.Ordinal);
        Assert.Contains("[who said word]", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_and_source_of_a_number_show_the_statement_with_its_stored_text()
    {
        var id = _room.Statement("We want a ceasefire now");
        Assert.Contains("ceasefire", await _room.SayAsync($"more #S{id}"), StringComparison.Ordinal);
        var source = await _room.SayAsync($"source S{id}");
        Assert.Contains("https://gazette.example/1", source, StringComparison.Ordinal);
        Assert.Contains("revision 1, stored Wed 25 Nov 2026, 13:00 PKT", source, StringComparison.Ordinal);
        Assert.Matches("SHA-256 ([0-9a-f]{16} ){3}[0-9a-f]{16}\\b", source);
        Assert.Contains("There is no #S99", await _room.SayAsync("source #S99"), StringComparison.Ordinal);
        Assert.Contains("There is no #S99", await _room.SayAsync("why #S99"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Source_without_a_number_means_what_was_seen_last()
    {
        Assert.Contains("Which statement?", await _room.SayAsync("source"), StringComparison.Ordinal);
        var first = _room.Statement("We want a ceasefire now");
        var second = _room.Statement("We met in the capital");
        await _room.SayAsync("latest");
        var asked = await _room.SayAsync("source");
        Assert.Contains($"[source #S{second}]", asked, StringComparison.Ordinal);
        Assert.Contains($"[source #S{first}]", asked, StringComparison.Ordinal);
        await _room.SayAsync($"more #S{first}");
        Assert.Contains("ceasefire", await _room.SayAsync("source"), StringComparison.Ordinal);
        await _room.SayAsync("subscribe pak-us");
        _room.Clock.Advance(TimeSpan.FromMinutes(1));
        _room.Post(second, 1);
        Assert.Contains("We met in the capital", await _room.SayAsync("source"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notice_without_a_statement_does_not_hide_the_post_before_it()
    {
        var (looked, posted) = (_room.Statement("We want a ceasefire now"), _room.Statement("We met in the capital"));
        await _room.SayAsync("subscribe pak-us");
        await _room.SayAsync($"more #S{looked}");
        _room.Clock.Advance(TimeSpan.FromMinutes(1));
        _room.Post(posted, 1);
        _room.Clock.Advance(TimeSpan.FromMinutes(1));
        var now = _room.Clock.GetUtcNow();
        _room.Run(
            "insert into digest (id, subscription_id, conversation_id, kind, window_key, window_to, composed) select 99, id, conversation_id, 3, 'outage', @now, @now from subscription",
            new { now });
        _room.Run("insert into delivery (digest_id, conversation_id, state, sent) select 99, conversation_id, 2, @now from digest where id = 99", new { now });
        Assert.Contains("We met in the capital", await _room.SayAsync("source"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("search \"a\" OR b NEAR(")]
    [InlineData("search *")]
    [InlineData("search a*")]
    [InlineData("search words : ceasefire")]
    [InlineData("search '; drop table statement; --")]
    [InlineData("who said \"\"\"")]
    [InlineData("who said ) OR (")]
    [InlineData("what did '; -- say about \" AND NOT")]
    [InlineData("search {\"$when\": \"${1}\"} ${title}")]
    [InlineData("why https://gazette.example/%00'--")]
    [InlineData("why javascript://gazette.example/1")]
    [InlineData("subscribe <at>everyone</at>")]
    [InlineData("unsubscribe [click](https://evil.example)")]
    [InlineData("timezone ../../../etc/passwd")]
    [InlineData("latest \u202egnp.exe")]
    [InlineData("\0\u0001\u0007")]
    public async Task Hostile_lines_are_answered_and_nothing_is_harmed(string line)
    {
        _room.Statement("We want a ceasefire now");
        Assert.NotEmpty(await _room.SayAsync(line));
        Assert.Contains("ceasefire", await _room.SayAsync("latest"), StringComparison.Ordinal);
        Assert.Empty(await _room.FollowedAsync());
    }

    [Fact]
    public async Task A_hundred_kilobytes_are_answered_with_a_sentence() =>
        Assert.Contains("Nothing was done", await _room.SayAsync("search " + new string('x', 100_000)), StringComparison.Ordinal);
}
