using NewsBot.Commands.Changes;
using NewsBot.Subscriptions;
using Xunit;

namespace NewsBot.Tests.Commands;

public sealed class HoursAndZonesTests
{
    [Fact]
    public async Task A_digest_is_set_changed_and_turned_off()
    {
        await using var room = new Room();
        await room.SayAsync("subscribe pak-us");
        var set = await room.SayAsync("digest at 07:30 mon-fri");
        Assert.Contains("Una set a digest at 07:30 mon-fri (Asia/Karachi), next Thu 26 Nov 2026, 07:30 PKT", set, StringComparison.Ordinal);
        Assert.Contains("It lists what is followed here: Pakistan–US talks.", set, StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody set a time zone", set, StringComparison.Ordinal);
        Assert.Contains("changed the digest at 20:00 mon-fri", await room.SayAsync("digest at 8 pm"), StringComparison.Ordinal);
        Assert.Contains("changed the digest at 20:00 daily", await room.SayAsync("digest daily at 8 pm"), StringComparison.Ordinal);
        Assert.Equal(2, (await room.FollowedAsync()).Count);
        Assert.Contains("Digest: #2", await room.SayAsync("digest"), StringComparison.Ordinal);
        Assert.Contains("[subscribe #2]", await room.SayAsync("digest off"), StringComparison.Ordinal);
        Assert.Single(await room.FollowedAsync());
        Assert.Contains("[digest at 08:00 daily]", await room.SayAsync("digest off"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("digest off")]
    [InlineData("digest")]
    [InlineData("stop the daily digest")]
    [InlineData("settings")]
    public async Task Where_only_a_topic_comes_as_a_digest_it_is_named(string line)
    {
        await using var room = new Room();
        await room.SayAsync("subscribe pak-us as:digest at:08:00");
        var answer = await room.SayAsync(line);
        Assert.Contains("#1 Pakistan–US talks at 08:00 daily", answer, StringComparison.Ordinal);
        if (line == "settings")
            return;
        Assert.Contains("[unsubscribe #1]", answer, StringComparison.Ordinal);
        Assert.Contains("[edit #1 at:09:00]", answer, StringComparison.Ordinal);
        Assert.Single(await room.FollowedAsync());
    }

    [Fact]
    public async Task Where_nobody_set_a_zone_the_answer_says_that_it_is_utc()
    {
        await using var room = new Room(zone: null);
        var set = await room.SayAsync("digest at 08:00");
        Assert.Contains("next Thu 26 Nov 2026, 08:00 UTC", set, StringComparison.Ordinal);
        Assert.Contains("Nobody set a time zone here, so it is UTC. Say, for example: timezone Asia/Karachi.", set, StringComparison.Ordinal);
        room.Statement("We met");
        Assert.Contains("no time zone is set here", await room.SayAsync("since yesterday"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quiet_hours_are_set_shown_and_turned_off()
    {
        await using var room = new Room();
        Assert.Contains("No quiet hours", await room.SayAsync("quiet"), StringComparison.Ordinal);
        Assert.Contains("From 22:00 to 07:00 (Asia/Karachi) alerts are held", await room.SayAsync("quiet 22:00-07:00"), StringComparison.Ordinal);
        Assert.Contains("From 22:00 to 07:00", await room.SayAsync("quiet hours"), StringComparison.Ordinal);
        Assert.Contains("Quiet hours: 22:00–07:00", await room.SayAsync("settings"), StringComparison.Ordinal);
        var moved = await room.SayAsync("quiet from 11 pm to 6:30", "Omar");
        Assert.Contains("Omar set quiet hours. From 23:00 to 06:30", moved, StringComparison.Ordinal);
        Assert.Contains("[quiet 22:00-07:00]", moved, StringComparison.Ordinal);
        Assert.Contains("[quiet 22:00-07:00]", await room.SayAsync("quiet tomorrow"), StringComparison.Ordinal);
        var off = await room.SayAsync("quiet off");
        Assert.Contains("No quiet hours", off, StringComparison.Ordinal);
        Assert.Contains("[quiet 23:00-06:30]", off, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_audit_adds_up()
    {
        await using var room = new Room();
        await room.SayAsync("subscribe pak-us");
        Assert.Contains("0 attributions = 0 merged + 0 filtered + 0 held + 0 sent + 0 failed + 0 owed.", await room.SayAsync("audit"), StringComparison.Ordinal);
        Assert.Contains("Audit from", await room.SayAsync("audit since yesterday"), StringComparison.Ordinal);
        Assert.Contains("[audit 24h]", await room.SayAsync("audit something"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_audit_counts_each_reason_once()
    {
        await using var room = new Room();
        await room.SayAsync("subscribe pak-us");
        var ids = Enumerable.Range(1, 7).Select(i => room.Statement($"We met number {i}", topic: null)).ToList();
        room.Run("update statement set position = id");
        room.Run("update subscription set judged_to = 99");
        room.Run("insert into verdict (subscription_id, statement_id, outcome, reason, judged) select 1, id, 1, 'Not sent here: it is of another topic.', found from statement");
        room.Run("update report set statement_id = @first where statement_id = @last", new { first = ids[0], last = ids[^1] });
        var answer = await room.SayAsync("audit");
        Assert.Contains("7 attributions = 1 merged + 6 filtered", answer, StringComparison.Ordinal);
        Assert.Contains($"Merged: 1: told by an earlier report (#S{ids[0]}).", answer, StringComparison.Ordinal);
        Assert.Contains($"Filtered: 6: not sent here: it is of another topic (#S{ids[5]}, #S{ids[4]}, #S{ids[3]} and 3 more).", answer, StringComparison.Ordinal);
        Assert.Contains("[audit filtered]", answer, StringComparison.Ordinal);
        var listed = await room.SayAsync("audit filtered");
        Assert.Contains($"({string.Join(", ", ids.Take(6).Reverse().Select(i => $"#S{i}"))}).", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("Merged: ", listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_audit_tells_of_pages_that_never_became_statements()
    {
        await using var room = new Room();
        await room.SayAsync("subscribe pak-us");
        var now = room.Clock.GetUtcNow().AddHours(-1);
        for (var i = 0; i < 6; i++)
            room.Article("gazette", "A text.", now, backlog: false, now);
        room.Run("update article set state = 2, problem_text = 'The site refused (403).' where id <= 4");
        room.Run("update article set state = 0 where id = 5");
        room.Run("update reading set failure = 'IndexOutOfRangeException: harm' where article_id = 6");
        room.Announce("gazette", "https://gazette.example/77", now);
        var answer = await room.SayAsync("audit");
        Assert.Contains("Articles: 6 articles = 0 read + 1 to be read + 4 not to be had + 1 not understood; 1 more to be filed.", answer, StringComparison.Ordinal);
        Assert.Contains("Not read: 4: The site refused (403) (https://gazette.example/4, https://gazette.example/3, https://gazette.example/2 and 1 more).", answer, StringComparison.Ordinal);
        Assert.Contains("Not read: 1: announced, and still to be filed (https://gazette.example/77).", answer, StringComparison.Ordinal);
        Assert.Contains("[audit articles]", answer, StringComparison.Ordinal);
        Assert.Contains("https://gazette.example/1)", await room.SayAsync("audit articles"), StringComparison.Ordinal);
        Assert.Contains("0 articles = 0 read", await room.SayAsync("audit articles from 1 Nov 2026 to 2 Nov 2026"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audit held since yesterday", "audit held since yesterday")]
    [InlineData("audit since yesterday held", "audit held since yesterday")]
    [InlineData("audit Failed", "audit failed")]
    public void One_number_of_an_audit_can_be_asked_for(string line, string written) =>
        Assert.Equal(written, Assert.IsType<NewsBot.Commands.Lines.Understood>(NewsBot.Commands.Lines.LineParser.Parse(line)).Command.Write());

    [Fact]
    public async Task The_zone_that_is_set_already_is_not_set_again()
    {
        await using var room = new Room();
        await room.SayAsync("subscribe pak-us");
        var answer = await room.SayAsync("timezone Karachi");
        Assert.Contains("The time zone is Asia/Karachi already.", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("[timezone", answer, StringComparison.Ordinal);
        Assert.Contains("Unsubscribed", await room.SayAsync("undo"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_zone_moves_the_digests_of_the_conversation()
    {
        await using var room = new Room(zone: null);
        await room.SayAsync("digest at 08:00");
        var answer = await room.SayAsync("timezone karachi", "Omar");
        Assert.Contains("Omar set the time zone of this conversation to Asia/Karachi", answer, StringComparison.Ordinal);
        Assert.Contains("next Thu 26 Nov 2026, 08:00 PKT", answer, StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(2026, 11, 26, 3, 0, 0, TimeSpan.Zero), Assert.Single(await room.FollowedAsync()).NextDue);
        Assert.Contains("Time zone: Asia/Karachi", await room.SayAsync("timezone"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_digest_can_bring_its_zone_and_an_unknown_one_changes_nothing()
    {
        await using var room = new Room(zone: null);
        Assert.Contains("Unknown time zone", await room.SayAsync("digest at 08:00 in Xyzzyville"), StringComparison.Ordinal);
        Assert.Empty(await room.FollowedAsync());
        Assert.Contains("[subscribe topic:pak-us as:digest at:08:00]", await room.SayAsync("digest at 08:00 pak-us"), StringComparison.Ordinal);
        var weekdays = await room.SayAsync("digest for pak-us monday to friday at 18:00");
        Assert.Contains("[subscribe topic:pak-us as:digest at:18:00 days:mon-fri]", weekdays, StringComparison.Ordinal);
        Assert.Empty(await room.FollowedAsync());
        Assert.Contains("08:00 EST", await room.SayAsync("digest at 08:00 in New York"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zone_that_a_digest_brings_is_told_with_what_else_moves_and_is_taken_back()
    {
        await using var room = new Room();
        await room.SayAsync("subscribe pak-us as:digest at:09:00");
        var set = await room.SayAsync("digest at 08:00 in Kabul");
        Assert.Contains("time zone of this conversation changed from Asia/Karachi to Asia/Kabul. #1 Pakistan–US talks comes at 09:00", set, StringComparison.Ordinal);
        Assert.Contains("[digest off]", set, StringComparison.Ordinal);
        Assert.Contains("[timezone Asia/Karachi]", set, StringComparison.Ordinal);
        var changed = await room.SayAsync("digest at 07:00 daily in New York");
        Assert.Contains("[digest at 08:00 daily in Asia/Kabul]", changed, StringComparison.Ordinal);
        await room.SayAsync("digest at 08:00 daily in Asia/Kabul");
        Assert.Contains("Time zone: Asia/Kabul", await room.SayAsync("timezone"), StringComparison.Ordinal);
        Assert.DoesNotContain("time zone of this", await room.SayAsync("digest at 07:00 in Kabul"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Digest_now_lists_what_is_new_and_more_goes_on_with_what_it_held_back()
    {
        await using var room = new Room();
        await room.SayAsync("subscribe pak-us");
        Assert.NotEmpty(await room.SayAsync("digest now"));
        for (var i = 0; i < 20; i++)
            room.Statement($"Word number {i} of the day");
        var edition = Assert.Single((await room.AnswerAsync("digest now")).Messages).Card!.ToJsonString();
        var rest = await room.SayAsync("more");
        Assert.Contains("More of the edition", rest, StringComparison.Ordinal);
        var seen = Enumerable.Range(0, 20).Count(i => edition.Contains($"Word number {i} of", StringComparison.Ordinal));
        Assert.Equal(5, Enumerable.Range(0, 20).Count(i => rest.Contains($"Word number {i} of", StringComparison.Ordinal) && !edition.Contains($"Word number {i} of", StringComparison.Ordinal)));
        Assert.InRange(seen, 5, 15);
        Assert.Equal(SubscriptionMode.Alerts, Assert.Single(await room.FollowedAsync()).Mode);
    }

    [Fact]
    public async Task More_after_a_posted_edition_goes_on_with_what_it_held_back()
    {
        await using var room = new Room();
        await room.SayAsync("digest at 08:00");
        await room.SayAsync("latest");
        var (shown, held) = (room.Statement("A word on the card"), room.Statement("A word behind it"));
        room.Clock.Advance(TimeSpan.FromMinutes(1));
        room.Post(shown, 1, edition: true, held);
        var more = await room.SayAsync("more");
        Assert.Contains("More of the edition of Wed 25 Nov 2026, 14:01 PKT", more, StringComparison.Ordinal);
        Assert.Contains("A word behind it", more, StringComparison.Ordinal);
        Assert.DoesNotContain("A word on the card", more, StringComparison.Ordinal);
        Assert.Contains("That was all", await room.SayAsync("more"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_button_of_an_edition_goes_on_with_that_edition()
    {
        await using var room = new Room();
        await room.SayAsync("digest at 08:00");
        var (shown, held) = (room.Statement("A word on the card"), room.Statement("A word behind it"));
        room.Post(shown, 1, edition: true, held);
        room.Clock.Advance(TimeSpan.FromMinutes(1));
        var (later, more) = (room.Statement("A later word on the card"), room.Statement("A later word behind it"));
        room.Post(later, 1, edition: true, more);
        await room.SayAsync("latest");
        Assert.Contains("A word behind it", await room.SayAsync("more #E1", "Omar"), StringComparison.Ordinal);
        Assert.Contains("A later word behind it", await room.SayAsync("more #E2"), StringComparison.Ordinal);
        Assert.Contains("More of what?", await room.SayAsync("more #E3"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Asia/Karachi", "Asia/Karachi")]
    [InlineData("asia/karachi", "Asia/Karachi")]
    [InlineData("Karachi", "Asia/Karachi")]
    [InlineData("PKT", "Asia/Karachi")]
    [InlineData("Pakistan time", "Asia/Karachi")]
    [InlineData("islamabad", "Asia/Karachi")]
    [InlineData("Kabul", "Asia/Kabul")]
    [InlineData("new york", "America/New_York")]
    [InlineData("America/New York", "America/New_York")]
    [InlineData("Pakistan Standard Time", "Asia/Karachi")]
    [InlineData("utc", "UTC")]
    public void A_zone_is_found_by_what_people_call_it(string typed, string zone) =>
        Assert.Equal(zone, ZoneNames.Find(typed, DateTimeOffset.UnixEpoch.AddYears(56)).Zone);

    [Theory]
    [InlineData("UTC+5", "Asia/Karachi")]
    [InlineData("GMT+05:30", "Asia/Kolkata")]
    [InlineData("+4:30", "Asia/Kabul")]
    [InlineData("IST", "Asia/Jerusalem")]
    [InlineData("Karrachi", "Asia/Karachi")]
    [InlineData("Asia/Kabol", "Asia/Kabul")]
    [InlineData("lahor", "Asia/Karachi")]
    public void A_zone_in_doubt_brings_its_candidates(string typed, string candidate)
    {
        var meaning = ZoneNames.Find(typed, DateTimeOffset.UnixEpoch.AddYears(56));
        Assert.Null(meaning.Zone);
        Assert.Contains(candidate, meaning.Candidates);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Xyzzyville")]
    [InlineData("+99")]
    [InlineData("../../etc/passwd")]
    public void Nonsense_is_no_zone(string typed)
    {
        var meaning = ZoneNames.Find(typed, DateTimeOffset.UnixEpoch.AddYears(56));
        Assert.Null(meaning.Zone);
        Assert.Empty(meaning.Candidates);
    }
}
