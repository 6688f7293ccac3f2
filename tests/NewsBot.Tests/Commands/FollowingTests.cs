using NewsBot.Subscriptions;
using Xunit;

namespace NewsBot.Tests.Commands;

public sealed class FollowingTests : IClearedUp
{
    private readonly Room _room = new();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Theory]
    [InlineData("subscribe pak-us except cricket", "subscribe topic:pak-us -term:cricket")]
    [InlineData("follow pak-us but not Ann Brook", "subscribe topic:pak-us -speaker:\"Ann Brook\"")]
    [InlineData("follow pak-us without the gazette", "subscribe topic:pak-us -outlet:gazette")]
    [InlineData("follow pak-us but only quotes from Ann Brook", "subscribe topic:pak-us speaker:\"Ann Brook\" type:quote")]
    [InlineData("follow pak-us only direct quotes", "subscribe topic:pak-us type:direct")]
    [InlineData("subscribe pak-us from the gazette", "subscribe topic:pak-us outlet:gazette")]
    [InlineData("subscribe pak-us by Ann Brook", "subscribe topic:pak-us speaker:\"Ann Brook\"")]
    [InlineData("subscribe pak-us visas", "subscribe topic:pak-us term:visas")]
    public async Task A_topic_that_is_narrowed_in_plain_words_is_offered_as_a_line_and_nothing_is_done(string line, string offered)
    {
        Assert.Equal(offered, Room.Lines(Assert.Single((await _room.AnswerAsync(line)).Messages)).First());
        Assert.Empty(await _room.FollowedAsync());
    }

    [Theory]
    [InlineData("subscribe pak-us and intra-afghan")]
    [InlineData("subscribe to pak-us, intra-afghan")]
    public async Task Two_topics_are_two_subscriptions_and_one_button_makes_both(string line)
    {
        await using var room = new Room();
        var told = await room.SayAsync(line);
        Assert.Contains("[subscribe topic:pak-us]", told, StringComparison.Ordinal);
        Assert.Contains("[subscribe topic:intra-afghan]", told, StringComparison.Ordinal);
        Assert.Empty(await room.FollowedAsync());
        await room.SayAsync("import; subscribe topic:pak-us; subscribe topic:intra-afghan");
        Assert.Contains("[import; subscribe topic:pak-us; subscribe topic:intra-afghan]", told, StringComparison.Ordinal);
        Assert.Equal(2, (await room.FollowedAsync()).Count);
    }

    [Fact]
    public async Task Subscribe_says_who_what_is_stored_what_it_does_and_what_a_day_would_have_brought()
    {
        for (var i = 0; i < 4; i++)
            _room.Statement($"We met again number {i}");
        _room.Statement("An older word", hoursAgo: 30);
        var answer = await _room.SayAsync("subscribe pak-us -outlet:bulletin");
        Assert.Contains("Subscribed: #1", answer, StringComparison.Ordinal);
        Assert.Contains("Una subscribed this conversation to #1 Pakistan–US talks -outlet:bulletin.", answer, StringComparison.Ordinal);
        Assert.Contains("Filter: -outlet:bulletin. Each", answer, StringComparison.Ordinal);
        Assert.Contains("as it is found", answer, StringComparison.Ordinal);
        Assert.Contains("brought 4 statements; the newest:", answer, StringComparison.Ordinal);
        Assert.Contains("From the last 24 hours: 1–3 of 4", answer, StringComparison.Ordinal);
        Assert.Contains("We met again number 3", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("We met again number 0", answer, StringComparison.Ordinal);
        Assert.Contains("[unsubscribe #1]", answer, StringComparison.Ordinal);
        var kept = Assert.Single(await _room.FollowedAsync());
        Assert.Equal(("pak-us", "-outlet:bulletin", "Una"), (kept.Topic, kept.Filter, kept.CreatedByName));
    }

    [Fact]
    public async Task While_the_first_reading_goes_on_subscribe_does_not_say_that_there_was_nothing()
    {
        _room.Article("gazette", "ISLAMABAD: Nothing is read of this yet.", _room.Clock.GetUtcNow(), backlog: true, _room.Clock.GetUtcNow());
        _room.Run("update article set unread = 1");
        Assert.Contains("is still being read", await _room.SayAsync("subscribe pak-us"), StringComparison.Ordinal);
        _room.Run("update article set unread = 0");
        Assert.Contains("brought nothing", await _room.SayAsync("subscribe intra-afghan"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_news_will_come_subscribe_and_status_say_so()
    {
        Assert.DoesNotContain("day is over", await _room.SayAsync("subscribe pak-us"), StringComparison.Ordinal);
        _room.Outlook.Ask(() => "The sample newsroom's day is over.");
        Assert.Contains("day is over", await _room.SayAsync("subscribe intra-afghan"), StringComparison.Ordinal);
        Assert.Contains("day is over", await _room.SayAsync("status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topics_counts_a_week_as_a_new_subscription_counts_a_day()
    {
        _room.Statement("A word of this morning", backlog: true, hoursAgo: 0, publishedHoursAgo: 5);
        _room.Statement("A word of last month", backlog: true, hoursAgo: 0, publishedHoursAgo: 700);
        _room.Statement("A new word");
        Assert.Contains("brought 2 statements", await _room.SayAsync("subscribe pak-us"), StringComparison.Ordinal);
        Assert.Contains("Two capitals. 2 new in 7 days; followed here.", await _room.SayAsync("topics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_begins_the_one_of_an_outlet_gets_it()
    {
        var answer = await _room.SayAsync("subscribe pak-us -outlet:bulle");
        Assert.Contains("No outlet “bulle” is read here; did you mean bulletin?", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_subscribe_to_the_same_is_there_already_and_one_with_another_filter_is_another()
    {
        await _room.SayAsync("subscribe pak-us");
        Assert.Contains("It is there already", await _room.SayAsync("follow Pakistan-US talks", "Omar"), StringComparison.Ordinal);
        Assert.Single(await _room.FollowedAsync());
        Assert.Contains("Subscribed: #2", await _room.SayAsync("subscribe pak-us speaker:\"Ann Brook\""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_topic_lists_the_topics_and_nothing_is_kept()
    {
        var answer = await _room.SayAsync("subscribe gardening");
        Assert.Contains("pak-us (Pakistan–US talks)", answer, StringComparison.Ordinal);
        Assert.Contains("[subscribe topic:pak-us]", answer, StringComparison.Ordinal);
        Assert.Empty(await _room.FollowedAsync());
    }

    [Fact]
    public async Task A_name_that_two_topics_hold_is_asked_about()
    {
        var answer = await _room.SayAsync("follow pakistan");
        Assert.Contains("[subscribe topic:pak-us]", answer, StringComparison.Ordinal);
        Assert.Contains("[subscribe topic:pak-afghan]", answer, StringComparison.Ordinal);
        Assert.Empty(await _room.FollowedAsync());
    }

    [Fact]
    public async Task Following_a_speaker_by_name_alone_offers_the_filter() =>
        Assert.Contains("[subscribe speaker:\"Ann Brook\"]", await _room.SayAsync("follow Ann Brook"), StringComparison.Ordinal);

    [Theory]
    [InlineData("subscribe Brook as:digest at:07:00 -outlet:bulletin", "[subscribe speaker:\"Ann Brook\" -outlet:bulletin as:digest at:07:00]")]
    [InlineData("subscribe ceasefire -outlet:bulletin", "[subscribe term:ceasefire -outlet:bulletin]")]
    [InlineData("subscribe pak-us Brook", "[subscribe topic:pak-us speaker:\"Ann Brook\"]")]
    [InlineData("subscribe pak-us ceasefire", "[subscribe topic:pak-us term:ceasefire]")]
    [InlineData("latest topic:Brook type:direct", "[latest speaker:\"Ann Brook\" type:direct]")]
    public async Task What_is_no_topic_is_offered_as_what_it_may_be_and_keeps_the_rest(string line, string button)
    {
        Assert.Contains(button, await _room.SayAsync(line), StringComparison.Ordinal);
        Assert.Empty(await _room.FollowedAsync());
    }

    [Theory]
    [InlineData("unsubscribe Brook")]
    [InlineData("unsubscribe Ann Brook")]
    [InlineData("unsubscribe the Ann Brook")]
    public async Task Unsubscribing_a_speaker_offers_what_is_followed_and_nothing_new(string line)
    {
        await _room.SayAsync("subscribe pak-us");
        await _room.SayAsync("subscribe speaker:Brook");
        var answer = await _room.SayAsync(line);
        Assert.Contains("[unsubscribe #2]", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("[unsubscribe #1]", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("[subscribe", answer, StringComparison.Ordinal);
        Assert.Equal(2, (await _room.FollowedAsync()).Count);
    }

    [Fact]
    public async Task A_speaker_on_any_topic_can_be_followed()
    {
        Assert.Contains("Subscribed: #1", await _room.SayAsync("subscribe speaker:\"Ann Brook\""), StringComparison.Ordinal);
        Assert.Equal("", Assert.Single(await _room.FollowedAsync()).Topic);
    }

    [Fact]
    public async Task A_speaker_whom_nobody_knows_is_kept_as_written_and_the_nearest_is_named()
    {
        var answer = await _room.SayAsync("subscribe pak-us speaker:\"Ann Brok\"");
        Assert.Contains("Nobody called “Ann Brok” is in the registry", answer, StringComparison.Ordinal);
        Assert.Contains("Did you mean Ann Brook?", answer, StringComparison.Ordinal);
        Assert.Single(await _room.FollowedAsync());
    }

    [Theory]
    [InlineData("subscribe pak-us speaker:\"<script>\"")]
    [InlineData("subscribe pak-us speaker:12345")]
    [InlineData("subscribe pak-us type:sung")]
    [InlineData("subscribe pak-us onrecord:perhaps")]
    public async Task What_no_filter_can_be_is_refused_and_nothing_is_kept(string line)
    {
        Assert.Contains("Nothing was subscribed", await _room.SayAsync(line), StringComparison.Ordinal);
        Assert.Empty(await _room.FollowedAsync());
    }

    [Fact]
    public async Task Subscribe_without_a_word_offers_the_topics() =>
        Assert.Contains("[subscribe intra-afghan]", await _room.SayAsync("subscribe"), StringComparison.Ordinal);

    [Fact]
    public async Task A_digest_of_one_topic_says_when_the_next_edition_comes()
    {
        var answer = await _room.SayAsync("subscribe intra-afghan as:digest at:08:00 days:mon-fri");
        Assert.Contains("at 08:00 mon-fri (Asia/Karachi), next Thu 26 Nov 2026, 08:00 PKT", answer, StringComparison.Ordinal);
        Assert.Contains("Changed: #1", await _room.SayAsync("subscribe intra-afghan as:digest at:09:00 days:mon-fri"), StringComparison.Ordinal);
        Assert.Equal("09:00", Assert.Single(await _room.FollowedAsync()).At);
        Assert.Contains("at 10:00 mon-fri", await _room.SayAsync("subscribe intra-afghan as:digest at:10:00"), StringComparison.Ordinal);
        Assert.Contains("at 10:00 sat,sun", await _room.SayAsync("subscribe intra-afghan as:digest days:sat,sun"), StringComparison.Ordinal);
        Assert.Contains("It is there already", await _room.SayAsync("subscribe intra-afghan as:digest"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsubscribe_names_the_person_and_can_be_taken_back_for_ten_minutes()
    {
        await _room.SayAsync("subscribe pak-us");
        var answer = await _room.SayAsync("unsubscribe #1", "Omar");
        Assert.Contains("Omar ended #1 Pakistan–US talks", answer, StringComparison.Ordinal);
        Assert.Contains("[undo]", answer, StringComparison.Ordinal);
        Assert.Empty(await _room.FollowedAsync());
        _room.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Contains("#1 is followed again", await _room.SayAsync("undo"), StringComparison.Ordinal);
        Assert.Single(await _room.FollowedAsync());
        Assert.Contains("Nothing to take back", await _room.SayAsync("undo"), StringComparison.Ordinal);

        await _room.SayAsync("unsubscribe pak-us");
        _room.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Contains("Nothing to take back", await _room.SayAsync("undo"), StringComparison.Ordinal);
        Assert.Contains("Live again: #1", await _room.SayAsync("subscribe #1"), StringComparison.Ordinal);
        Assert.Equal(SubscriptionState.Active, Assert.Single(await _room.FollowedAsync()).State);
    }

    [Fact]
    public async Task Ending_the_last_topic_says_that_the_digest_lists_all_topics_now()
    {
        await _room.SayAsync("subscribe pak-us");
        await _room.SayAsync("subscribe intra-afghan");
        await _room.SayAsync("digest at 08:00");
        Assert.DoesNotContain("all topics", await _room.SayAsync("unsubscribe #1"), StringComparison.Ordinal);
        Assert.Contains("so the digest #3 lists all topics", await _room.SayAsync("unsubscribe #2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsubscribe_from_all_asks_first()
    {
        await _room.SayAsync("subscribe pak-us");
        await _room.SayAsync("subscribe intra-afghan");
        Assert.Contains("[unsubscribe all yes]", await _room.SayAsync("unsubscribe all"), StringComparison.Ordinal);
        Assert.Equal(2, (await _room.FollowedAsync()).Count);
        await _room.SayAsync("unsubscribe all yes");
        Assert.Empty(await _room.FollowedAsync());
        Assert.Contains("#1, #2 is followed again", await _room.SayAsync("undo"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unsubscribe #9")]
    [InlineData("unsubscribe intra-afghan")]
    [InlineData("unsubscribe gardening")]
    [InlineData("unsubscribe")]
    public async Task What_is_not_followed_cannot_be_ended(string line)
    {
        await _room.SayAsync("subscribe pak-us");
        Assert.Contains("[", await _room.SayAsync(line), StringComparison.Ordinal);
        Assert.Single(await _room.FollowedAsync());
    }

    [Fact]
    public async Task A_topic_that_is_followed_twice_is_asked_about()
    {
        await _room.SayAsync("subscribe pak-us");
        await _room.SayAsync("subscribe pak-us type:official");
        var answer = await _room.SayAsync("unsubscribe pak-us");
        Assert.Contains("[unsubscribe #1]", answer, StringComparison.Ordinal);
        Assert.Contains("[unsubscribe #2]", answer, StringComparison.Ordinal);
        Assert.Equal(2, (await _room.FollowedAsync()).Count);
    }

    [Fact]
    public async Task The_list_pages_five_at_a_time_and_more_goes_on()
    {
        Assert.Contains("[subscribe pak-us]", await _room.SayAsync("list"), StringComparison.Ordinal);
        foreach (var word in new[] { "one", "two", "three", "four", "five", "six" })
            await _room.SayAsync($"subscribe pak-us term:{word}");
        var first = await _room.SayAsync("list");
        Assert.Contains("#5 Pakistan–US talks term:five", first, StringComparison.Ordinal);
        Assert.DoesNotContain("term:six", first, StringComparison.Ordinal);
        Assert.Contains("#6 Pakistan–US talks term:six", await _room.SayAsync("more"), StringComparison.Ordinal);
        Assert.Contains("That was all", await _room.SayAsync("more"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_of_the_list_leaves_none_out_when_one_on_the_page_before_has_ended()
    {
        foreach (var word in new[] { "one", "two", "three", "four", "five", "six", "seven" })
            await _room.SayAsync($"subscribe pak-us term:{word}");
        await _room.SayAsync("list");
        await _room.SayAsync("unsubscribe #1");
        var rest = await _room.SayAsync("more");
        Assert.Contains("term:six", rest, StringComparison.Ordinal);
        Assert.Contains("term:seven", rest, StringComparison.Ordinal);
        Assert.Contains("That was all", await _room.SayAsync("more"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_statements_that_a_subscription_would_have_brought_are_a_list()
    {
        for (var i = 6; i >= 0; i--)
            _room.Statement($"We want {i} visas", hoursAgo: i + 1);
        var answer = await _room.SayAsync("subscribe pak-us");
        Assert.Contains("We want 0 visas", answer, StringComparison.Ordinal);
        Assert.Contains("[more #L1]", answer, StringComparison.Ordinal);
        Assert.Contains("Several were shown last", await _room.SayAsync("source"), StringComparison.Ordinal);
        var rest = await _room.SayAsync("more");
        Assert.Contains("We want 3 visas", rest, StringComparison.Ordinal);
        Assert.DoesNotContain("We want 2 visas", rest, StringComparison.Ordinal);
        var narrowed = await _room.SayAsync("only official");
        Assert.Contains("type:official", narrowed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_delivers_in_a_thread_says_so()
    {
        Assert.Contains("An edition is posted in this thread at 08:00", await _room.SayAsync("subscribe pak-us as:digest in:thread", thread: "100"), StringComparison.Ordinal);
        Assert.Contains("digest at 08:00, daily, in a thread", await _room.SayAsync("list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_tells_one_subscription_also_when_it_has_ended()
    {
        await _room.SayAsync("subscribe pak-us");
        Assert.Contains("#1 Pakistan–US talks", await _room.SayAsync("show #1"), StringComparison.Ordinal);
        await _room.SayAsync("unsubscribe #1");
        Assert.Contains("[subscribe #1]", await _room.SayAsync("show 1"), StringComparison.Ordinal);
        Assert.Contains("There is no #7", await _room.SayAsync("show #7"), StringComparison.Ordinal);
    }
}
