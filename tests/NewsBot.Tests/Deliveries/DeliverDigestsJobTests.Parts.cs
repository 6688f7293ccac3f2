using System.Text.Json.Nodes;
using Microsoft.Bot.Schema;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Tests.Cards;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace NewsBot.Tests.Deliveries;

/// <summary>An edition that is too big for one post: several, in order, each made once whatever happens between them.</summary>
public sealed partial class DeliverDigestsJobTests
{
    [Fact]
    public async Task A_large_edition_goes_out_in_order_as_several_posts_each_a_delivery_with_every_statement_once()
    {
        var (there, statements) = await LargeAsync();
        await OwedAlertAsync(there);
        var made = await RunAsync();
        var posts = Editions();
        Assert.InRange(posts.Count, 2, 4);
        Assert.Equal(statements.Order(), posts.SelectMany(Named).Order());
        Assert.Equal(Enumerable.Range(1, posts.Count).Select(n => $"Edition · {n} of {posts.Count}"), posts.Select(Title));
        // Directly after each other: what came later waits.
        Assert.Equal(posts.Count + 1, made);
        Assert.Equal(Title(posts[^1]), Title(_channel.Posts.ElementAt(posts.Count - 1)));
        Assert.Equal(0, await RunAsync());
        var rows = await PartsAsync(there);
        Assert.Equal(Enumerable.Range(1, posts.Count), rows.Select(r => r.Part));
        Assert.All(rows, r => Assert.Equal((DeliveryState.Sent, (int?)posts.Count, 1), (r.State, r.Parts, r.Attempts)));
        Assert.Equal(rows.Count, rows.Select(r => r.ActivityId).Distinct().Count());
    }

    [Fact]
    public async Task A_small_edition_is_settled_as_one_post()
    {
        await _newsroom.SqlAsync("update subscription set state = 2");
        var there = await _newsroom.ConversationAsync();
        await _newsroom.DigestAsync(there);
        await _newsroom.StatementAsync();
        await ToTheHourAsync();
        await RunAsync();
        Assert.Equal("Edition", Title(Assert.Single(Editions())));
        var row = Assert.Single(await PartsAsync(there));
        Assert.Equal((1, (int?)1), (row.Part, row.Parts));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_kill_between_two_posts_loses_none_and_doubles_none(bool grown)
    {
        var (there, statements) = await LargeAsync();
        using var kill = new CancellationTokenSource();
        _channel.Slow = (_, _) =>
        {
            kill.Cancel();
            return Task.CompletedTask;
        };
        await _deliver.RunAsync(kill.Token);
        var first = Assert.Single(Editions());
        _channel.Slow = null;
        if (grown)
            await _newsroom.JoinAsync(statements[^1], "bulletin");
        Restart();
        await RunAsync();
        await RunAsync();
        var posts = Editions();
        Assert.Equal(Title(first), Title(posts[0]));
        Assert.Equal(statements.Order(), posts.SelectMany(Named).Order());
        Assert.All(posts, p => Assert.Null(p.Text));
        Assert.All(await PartsAsync(there), r => Assert.Equal((DeliveryState.Sent, 1), (r.State, r.Attempts)));
    }

    [Fact]
    public async Task A_sender_that_died_with_the_division_leaves_the_further_posts_waiting_for_the_first()
    {
        var (there, statements) = await LargeAsync();
        var edition = Assert.Single(await _deliveries.UnfinishedAsync([], default));
        Assert.True(await _deliveries.ClaimAsync(edition, default));
        await _deliveries.DivideAsync(edition, [[.. statements.Take(7)], [.. statements.Skip(7)]]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _deliveries.DivideAsync(edition, [[1], [2]]));
        Assert.True(await _deliveries.HandOverAsync(edition, repeats: false));
        Restart();
        Assert.Equal(0, await RunAsync());
        _newsroom.Clock.Advance(RetryPlan.Claim);
        await LeasesEndAsync();
        Assert.Equal(0, await RunAsync());
        Assert.Equal([DeliveryState.Unknown, DeliveryState.Owed], (await PartsAsync(there)).Select(r => r.State));
        Assert.Empty(_channel.Posts);
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(2, await RunAsync());
        Assert.Equal([7, 5], Editions().Select(p => Named(p).Count));
        Assert.Equal(["Edition · 1 of 2", "Edition · 2 of 2"], Editions().Select(Title));
        // Only of the first is it unknown whether it stands there.
        Assert.Equal(
            [true, false], Editions().Select(p => p.Text?.Contains("may be a repeat", StringComparison.Ordinal) == true));
    }

    [Fact]
    public async Task After_a_lost_answer_the_further_posts_wait_and_others_do_not()
    {
        var (there, _) = await LargeAsync();
        await OwedAlertAsync(there);
        _channel.Fail(new TaskCanceledException());
        Assert.Equal(1, await RunAsync());
        Assert.Empty(Editions());
        Assert.Equal(0, await RunAsync());
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();
        var posts = Editions();
        Assert.Equal(Enumerable.Range(1, posts.Count).Select(n => $"Edition · {n} of {posts.Count}"), posts.Select(Title));
        Assert.All(await PartsAsync(there), r => Assert.Equal(DeliveryState.Sent, r.State));
    }

    [Fact]
    public async Task Where_the_channel_can_be_asked_each_post_is_looked_for_by_a_key_of_its_own()
    {
        var (there, _) = await LargeAsync();
        var asked = new List<string>();
        _look = key =>
        {
            asked.Add(key);
            return new Seen(true, "found-" + key);
        };
        Restart();
        _channel.Answers.Enqueue(_ => null);
        _channel.Fail(new TaskCanceledException());
        await RunAsync();
        _newsroom.Clock.Advance(RetryPlan.BeforeLook * 2);
        await RunAsync();
        var rows = await PartsAsync(there);
        Assert.All(rows, r => Assert.Equal(DeliveryState.Sent, r.State));
        Assert.StartsWith($"newsbot-{rows[1].Id}-", Assert.Single(asked), StringComparison.Ordinal);
        Assert.Equal("found-" + asked[0], rows[1].ActivityId);
    }

    [Fact]
    public async Task A_part_that_is_given_up_holds_up_none_of_the_others()
    {
        var (there, _) = await LargeAsync();
        _channel.Fail(Answers.Of(400), Answers.Of(400));
        await RunAsync();
        await RunAsync();
        var rows = await PartsAsync(there);
        Assert.Equal(DeliveryState.GivenUp, rows[0].State);
        Assert.All(rows.Skip(1), r => Assert.Equal(DeliveryState.Sent, r.State));
    }

    [Fact]
    public async Task What_is_left_of_an_edition_whose_further_posts_an_editor_has_emptied_is_not_made_again()
    {
        var (there, _) = await LargeAsync();
        _channel.Answers.Enqueue(_ => null);
        _channel.Fail(Answers.Of(503, "", ("Retry-After", "1")));
        await RunAsync();
        Assert.Single(Editions());
        await HoldPostsAsync(there, part => part > 1);
        _newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, await RunAsync());
        Assert.Single(Editions());
        Assert.Equal(DeliveryState.Sent, Assert.Single(await PartsAsync(there)).State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_post_in_the_middle_that_an_editor_has_emptied_is_left_out_and_the_one_after_it_shows_its_own(bool catchUp)
    {
        var (there, statements) = await LargeAsync(catchUp: catchUp);
        var edition = Assert.Single(await _deliveries.UnfinishedAsync([], default));
        Assert.True(await _deliveries.ClaimAsync(edition, default));
        await _deliveries.DivideAsync(edition, [[.. statements.Take(4)], [.. statements.Skip(4).Take(4)], [.. statements.Skip(8)]]);
        await _deliveries.SentAsync(edition.Id, "post-0", null);
        await HoldPostsAsync(there, part => part == 2);
        Assert.Equal(1, await RunAsync());
        Assert.Equal(statements.Skip(8), Named(Assert.Single(_channel.Posts)).Order());
        Assert.Equal([(1, DeliveryState.Sent), (3, DeliveryState.Sent)], (await PartsAsync(there)).Select(r => (r.Part, r.State)));
    }

    [Fact]
    public async Task An_edition_that_an_editor_has_emptied_comes_at_its_hour_with_nothing_in_it()
    {
        var (there, statements) = await LargeAsync();
        var edition = Assert.Single(await _deliveries.UnfinishedAsync([], default));
        Assert.True(await _deliveries.ClaimAsync(edition, default));
        await _deliveries.DivideAsync(edition, [[.. statements.Take(6)], [.. statements.Skip(6)]]);
        await _newsroom.SqlAsync("update delivery set state = 0, owner = null, lease = null, next_try = @now where part = 1", new { now = _newsroom.Clock.GetUtcNow() });
        await HoldPostsAsync(there, _ => true);
        Assert.Equal(1, await RunAsync());
        Assert.Empty(Named(Assert.Single(Editions())));
    }

    [Fact]
    public async Task What_is_not_taken_as_a_card_comes_as_text_with_every_statement_of_the_post()
    {
        var (_, statements) = await LargeAsync();
        _channel.Fail(Answers.Of(413));
        await RunAsync();
        var text = _channel.Posts.First().Text;
        var onCards = Editions().SelectMany(Named).ToList();
        Assert.NotEmpty(onCards);
        Assert.All(statements.Except(onCards), id => Assert.Contains($"#S{id} ", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("test", 2, true)]
    [InlineData("test", 0, false)]
    [InlineData("slack", 1, true)]
    [InlineData("slack", 0, false)]
    public async Task Where_there_are_threads_the_further_posts_stand_under_the_first_and_corrections_with_them(
        string channel, int kind, bool threads)
    {
        var (there, _) = await LargeAsync(channel, kind, catchUp: true);
        await PacedAsync();
        var posts = _channel.Posts.ToList();
        Assert.True(posts.Count > 1);
        var ids = (await PartsAsync(there)).Select(r => r.ActivityId).ToList();
        Assert.Null(posts[0].ReplyToId);
        Assert.All(posts.Skip(1), p => Assert.Equal(threads ? ids[0] : null, p.ReplyToId));

        var second = await _newsroom.RowsAsync<long>("select statement_id from digest_statement where part = 2 order by ordinal");
        await CorrectedAsync(second[0]);
        Assert.Equal(1, await _newsroom.ComposeAsync());
        await PacedAsync();
        Assert.Equal(posts.Count + 1, _channel.Posts.Count);
        Assert.Equal(threads ? ids[0] : ids[1], _channel.Posts.Last().ReplyToId);
    }

    [Fact]
    public async Task The_ledger_names_for_each_statement_the_post_that_it_stands_on()
    {
        var (there, statements) = await LargeAsync();
        _channel.Answers.Enqueue(_ => null);
        _channel.Fail(Answers.Of(429, "", ("Retry-After", "60")));
        await RunAsync();
        var states = new List<DeliveryState>();
        foreach (var statement in statements)
            states.Add(Assert.Single(await _deliveries.ForStatementAsync(there, statement, default)).State);
        Assert.Equal([DeliveryState.Sent, DeliveryState.Failed], states.Distinct().Take(2));
    }

    [Fact]
    public async Task Two_nodes_make_each_post_of_an_edition_once()
    {
        var (there, statements) = await LargeAsync();
        var other = NewJob("other");
        for (var round = 0; round < 8; round++)
            await Task.WhenAll(RunAsync(), other.RunAsync(default));
        Assert.Equal(statements.Order(), Editions().SelectMany(Named).Order());
        Assert.All(await PartsAsync(there), r => Assert.Equal((DeliveryState.Sent, 1), (r.State, r.Attempts)));
    }

    // Twelve statements of people with long offices, and their edition, owed.
    private async Task<(long Conversation, IReadOnlyList<long> Statements)> LargeAsync(
        string channel = "test", int kind = 0, bool catchUp = false)
    {
        var there = await _newsroom.ConversationAsync(channel: channel);
        await _newsroom.SqlAsync("update conversation set kind = @kind where id = @there", new { kind, there });
        await _newsroom.SqlAsync("update subscription set state = 2");
        if (catchUp)
            await _newsroom.FollowAsync(there);
        else
            await _newsroom.DigestAsync(there);
        var statements = await _newsroom.StatementsAsync(12);
        // Slack counts the letters that are shown, with their escapes; Teams the whole card, with those of JSON.
        string Long(int length) =>
            string.Concat(Enumerable.Repeat(channel == "slack" ? "R&&&&D " : "\"\"\" ", length / 4))[..length];
        await _newsroom.SqlAsync(
            "update statement set speaker_name = @name, office = @office, place = @place",
            new { name = Long(96), office = Long(136), place = Long(56) });
        await ToTheHourAsync();
        return (there, statements);
    }

    private async Task ToTheHourAsync()
    {
        _newsroom.Clock.Advance(TimeSpan.FromHours(20));
        Assert.Equal(1, await _newsroom.ComposeAsync());
    }

    private async Task HoldPostsAsync(long conversation, Func<int, bool> which)
    {
        foreach (var (statement, part) in await _newsroom.RowsAsync<(long Statement, int Part)>("select statement_id, part from digest_statement where held = 0"))
        {
            if (which(part))
                Assert.True(await _newsroom.Marks.HoldAsync(conversation, statement, ("u", "Una"), default));
        }
    }

    private async Task OwedAlertAsync(long conversation)
    {
        await _newsroom.FollowAsync(conversation, topic: "river");
        await _newsroom.StatementAsync("river");
        Assert.Equal(1, await _newsroom.ComposeAsync());
    }

    // While posts keep their distance the clock must go on.
    private async Task PacedAsync()
    {
        for (var round = 0; round < 20; round++)
        {
            var run = RunAsync();
            while (!run.IsCompleted)
            {
                _newsroom.Clock.Advance(TimeSpan.FromMilliseconds(100));
                await Task.Delay(10);
            }

            await run;
        }
    }

    private Task CorrectedAsync(long statement) => _newsroom.SqlAsync(
        """
        insert into correction (statement_id, revision, kind, article_id, was, became, made)
        select statement_id, 2, 0, article_id, '“We talk”', '“We will talk,”', @now from report where statement_id = @statement;
        update statement set revision = 2, corrected = @now where id = @statement;
        """,
        new { statement, now = _newsroom.Clock.GetUtcNow().AddMinutes(1) });

    private Task<IReadOnlyList<Delivery>> PartsAsync(long conversation) => _newsroom.RowsAsync<Delivery>(
        """
        select y.*, d.kind from delivery y join digest d on d.id = y.digest_id and d.kind in (1, 4)
        where y.conversation_id = @conversation order by y.part
        """,
        new { conversation });

    private List<Activity> Editions() =>
    [
        .. _channel.Posts.Where(p =>
            p.Attachments is [{ Content: JObject }] && Title(p).StartsWith("Edition", StringComparison.Ordinal)),
    ];

    private static string Title(Activity post) =>
        ((JObject)post.Attachments[0].Content).SelectTokens("$..text").Select(t => (string)t!).First();

    private static IReadOnlyList<long> Named(Activity post) =>
        EditionPostsTests.Named(JsonNode.Parse(((JObject)post.Attachments[0].Content).ToString(Formatting.None))!);
}
