using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Digests;
using Newtonsoft.Json.Linq;
using Xunit;

namespace NewsBot.Tests.Deliveries;

/// <summary>Posts that are brought up to statements that have changed, and how little is looked at for it.</summary>
public sealed partial class DeliverDigestsJobTests
{
    [Fact]
    public async Task Of_two_nodes_one_edits_and_an_edit_whose_node_died_is_made_later()
    {
        var statement = await OwedAsync();
        await RunAsync();
        await _newsroom.JoinAsync(statement, "bulletin");
        var outdated = Assert.Single(await _deliveries.OutdatedAsync(default));
        Assert.True(await _deliveries.ClaimEditAsync(outdated));
        Assert.False(await _deliveries.ClaimEditAsync(outdated));
        Assert.Equal(0, await RunAsync());
        Assert.Empty(_channel.Edits);
        _newsroom.Clock.Advance(RetryPlan.Claim);
        Assert.Equal(1, await RunAsync());
        Assert.False(await _deliveries.ClaimEditAsync(outdated));
        Assert.Equal(0, await RunAsync());
        Assert.Single(_channel.Edits);
    }

    [Fact]
    public async Task What_is_corrected_while_its_alert_is_on_its_way_is_told_under_it()
    {
        var statement = await OwedAsync();
        _channel.Slow = async (_, _) =>
        {
            _channel.Slow = null;
            _newsroom.Clock.Advance(TimeSpan.FromSeconds(1));
            await CorrectedAsync(statement);
            await _newsroom.SqlAsync("update correction set made = @now", new { now = _newsroom.Clock.GetUtcNow() });
            _newsroom.Clock.Advance(TimeSpan.FromSeconds(1));
        };
        Assert.Equal(1, await RunAsync());
        Assert.Equal(1, await _newsroom.ComposeAsync());
        Assert.Equal(DigestKind.Correction, (await _newsroom.OwedAsync(_here))[^1].Kind);
    }

    [Fact]
    public async Task A_mark_that_is_set_while_a_post_is_edited_is_shown_by_the_next_edit()
    {
        var statement = await OwedAsync();
        await RunAsync();
        await _newsroom.JoinAsync(statement, "bulletin");
        _channel.Answers.Enqueue(_ =>
        {
            _deliveries.MarkedAsync(_here, statement).GetAwaiter().GetResult();
            return null;
        });
        Assert.Equal((1, 1, 0), (await RunAsync(), await RunAsync(), await RunAsync()));
        Assert.Equal(2, _channel.Edits.Count);
    }

    [Fact]
    public async Task An_outlet_that_joins_a_statement_among_many_edits_their_card_and_posts_nothing()
    {
        var statements = await _newsroom.StatementsAsync(5);
        await _newsroom.ComposeAsync();
        await RunAsync();
        Assert.Equal("New statements", Title(Assert.Single(_channel.Posts)));
        await _newsroom.JoinAsync(statements[1], "bulletin");
        await _newsroom.JoinAsync(statements[3], "gazette");
        await _newsroom.ComposeAsync();
        Assert.Equal((1, 0), (await RunAsync(), await RunAsync()));
        var edit = Assert.Single(_channel.Edits);
        Assert.Equal(("post-1", "New statements"), (edit.Id, Title(edit)));
        var text = ((JObject)edit.Attachments[0].Content).ToString();
        Assert.Contains("The bulletin", text, StringComparison.Ordinal);
        Assert.Contains("The gazette", text, StringComparison.Ordinal);
        Assert.Equal(statements, Named(edit).Order());
        await _newsroom.JoinAsync(statements[3], "bulletin");
        Assert.Equal((1, 0), (await RunAsync(), await RunAsync()));
        Assert.Single(_channel.Posts);
    }

    [Fact]
    public async Task Of_a_card_in_several_posts_that_one_is_edited_which_shows_the_statement()
    {
        var (there, _) = await LargeAsync(catchUp: true);
        await RunAsync();
        var before = _channel.Posts.ToList();
        var rows = await PartsAsync(there);
        Assert.True(rows.Count > 1);
        await _newsroom.JoinAsync(Named(before[1])[0], "bulletin");
        Assert.Equal((1, 0), (await RunAsync(), await RunAsync()));
        var edit = Assert.Single(_channel.Edits);
        Assert.Equal(rows[1].ActivityId, edit.Id);
        Assert.Equal(Title(before[1]), Title(edit));
        Assert.Equal(Named(before[1]), Named(edit));
    }

    [Fact]
    public async Task What_stands_behind_more_of_a_card_edits_nothing()
    {
        var there = await _newsroom.ConversationAsync();
        await _newsroom.DigestAsync(there);
        await _newsroom.StatementsAsync(20);
        await _newsroom.ComposeAsync();
        await RunAsync();
        _newsroom.Clock.Advance(TimeSpan.FromHours(20));
        await _newsroom.ComposeAsync();
        await RunAsync();
        var held = (await _newsroom.OwedAsync(_here))[0].HeldStatements;
        Assert.Equal(8, held.Count);
        await _newsroom.JoinAsync(held[0], "bulletin");
        Assert.Equal(0, await RunAsync());
        Assert.Equal(0, await RevisedAsync());
    }

    [Fact]
    public async Task An_edition_is_edited_for_what_is_wrong_in_it_and_not_for_every_outlet_that_joins()
    {
        var statements = await EditionAsync();
        await _newsroom.JoinAsync(statements[0], "bulletin");
        Assert.Equal(0, await RunAsync());
        Assert.Equal(0, await RevisedAsync());

        await CorrectedAsync(statements[1]);
        Assert.Equal((1, 0), (await RunAsync(), await RunAsync()));
        var edit = Assert.Single(_channel.Edits);
        Assert.Equal(("post-1", "Edition"), (edit.Id, Title(edit)));
        Assert.Equal(statements, Named(edit).Order());
        Assert.Contains("CORRECTED", Content(edit), StringComparison.Ordinal);
        Assert.Contains("The bulletin", Content(edit), StringComparison.Ordinal);

        await WithdrawnAsync(statements[2]);
        Assert.Equal((1, 0), (await RunAsync(), await RunAsync()));
        Assert.Contains("WITHDRAWN", Content(_channel.Edits.Last()), StringComparison.Ordinal);
        await _newsroom.SqlAsync("update statement set revision = revision + 1, withdrawn = null where id = @id", new { id = statements[2] });
        Assert.Equal((1, 0), (await RunAsync(), await RunAsync()));
        Assert.DoesNotContain("WITHDRAWN", Content(_channel.Edits.Last()), StringComparison.Ordinal);
        Assert.Equal((1, 0), (_channel.Posts.Count, await RevisedAsync()));
    }

    [Fact]
    public async Task A_mark_edits_the_edition_that_shows_the_statement()
    {
        var statements = await EditionAsync();
        await _deliveries.MarkedAsync((await _newsroom.RowsAsync<long>("select conversation_id from delivery")).Single(), statements[1]);
        Assert.Equal((1, 0), (await RunAsync(), await RunAsync()));
        Assert.Single(_channel.Edits);
    }

    [Fact]
    public async Task An_edition_that_is_corrected_after_the_next_one_no_longer_promises_it()
    {
        var statements = await EditionAsync();
        Assert.Contains("Next edition", Content(_channel.Posts.First()), StringComparison.Ordinal);
        await _newsroom.StatementAsync("river");
        _newsroom.Clock.Advance(TimeSpan.FromHours(24));
        await _newsroom.ComposeAsync();
        await RunAsync();
        Assert.Equal(2, _channel.Posts.Count);
        await CorrectedAsync(statements[0]);
        Assert.Equal((1, 0), (await RunAsync(), await RunAsync()));
        var edit = Assert.Single(_channel.Edits);
        Assert.Equal("post-1", edit.Id);
        Assert.DoesNotContain("Next edition", Content(edit), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edition_that_somebody_took_away_is_not_posted_anew_for_a_correction()
    {
        var statements = await EditionAsync();
        await CorrectedAsync(statements[0]);
        _channel.Fail(Answers.Of(404, """{"error":{"code":"ActivityNotFoundInConversation"}}"""));
        Assert.Equal((0, 0), (await RunAsync(), await RunAsync()));
        Assert.Equal((1, 0), (_channel.Posts.Count, await RevisedAsync()));
        await _newsroom.SqlAsync(
            "update correction set revision = 3; update statement set revision = 3 where id = @id", new { id = statements[0] });
        Assert.Equal((1, 0), (await RunAsync(), await RunAsync()));
    }

    [Fact]
    public async Task Of_an_edition_in_several_posts_that_one_is_edited_whose_statement_was_corrected()
    {
        var (there, _) = await LargeAsync();
        await RunAsync();
        var rows = await PartsAsync(there);
        Assert.True(rows.Count > 1);
        var second = _channel.Posts.ElementAt(1);
        await CorrectedAsync(Named(second)[0]);
        Assert.Equal((1, 0), (await RunAsync(), await RunAsync()));
        var edit = Assert.Single(_channel.Edits);
        Assert.Equal((rows[1].ActivityId, Title(second)), (edit.Id, Title(edit)));
        Assert.Equal(Named(second), Named(edit));
    }

    [Fact]
    public async Task A_statement_is_looked_at_only_until_every_post_of_it_shows_it_as_it_is()
    {
        var there = await _newsroom.ConversationAsync();
        await _newsroom.FollowAsync(there);
        var statement = await OwedAsync();
        await RunAsync();
        var unseen = await _newsroom.StatementAsync("elsewhere");
        await _newsroom.JoinAsync(unseen, "bulletin");
        await _newsroom.JoinAsync(statement, "bulletin");
        _channel.Fail(Answers.Of(429, "", ("Retry-After", "30")));
        Assert.Equal(1, await RunAsync());
        Assert.Equal(1, await RevisedAsync());
        Assert.Equal(0, await RunAsync());
        _newsroom.Clock.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(1, await RunAsync());
        Assert.Equal(0, await RevisedAsync());
    }

    [Fact]
    public async Task A_statement_that_changes_while_its_post_is_made_is_brought_up_afterwards()
    {
        var statement = await OwedAsync();
        _channel.Slow = async (_, _) =>
        {
            await _newsroom.JoinAsync(statement, "bulletin");
            await _deliveries.SettleRevisedAsync(default);
        };
        Assert.Equal(1, await RunAsync());
        Assert.Equal(1, await RunAsync());
        Assert.Single(_channel.Edits);
        Assert.Equal(0, await RevisedAsync());
    }

    [Fact]
    public async Task A_post_that_was_found_after_a_lost_answer_is_brought_up_to_date_once()
    {
        await OwedAsync();
        _channel.Fail(new TaskCanceledException());
        _look = key => new Seen(true, "found-" + key);
        Restart();
        await RunAsync();
        _newsroom.Clock.Advance(RetryPlan.BeforeLook * 2);
        Assert.Equal(1, await RunAsync());
        Assert.Equal((1, 0), (await RunAsync(), await RunAsync()));
        Assert.StartsWith("found-", Assert.Single(_channel.Edits).Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_closed_conversation_was_shown_is_brought_up_to_date_when_it_opens_before_edits_end()
    {
        var statement = await OwedAsync();
        await RunAsync();
        await _newsroom.SqlAsync("update conversation set state = 1");
        await _newsroom.JoinAsync(statement, "bulletin");
        Assert.Equal(0, await RunAsync());
        Assert.Equal(1, await RevisedAsync());
        _newsroom.Clock.Advance(RetryPlan.Edits - TimeSpan.FromHours(1));
        await _newsroom.SqlAsync("update conversation set state = 0");
        Assert.Equal(1, await RunAsync());

        await _newsroom.SqlAsync("update conversation set state = 1");
        await _newsroom.JoinAsync(statement, "gazette");
        _newsroom.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, await RunAsync());
        Assert.Equal(0, await RevisedAsync());
    }

    /// <summary>Three statements of one topic in an edition that was posted.</summary>
    private async Task<IReadOnlyList<long>> EditionAsync()
    {
        await _newsroom.DigestAsync(await _newsroom.ConversationAsync(), topic: "river");
        var statements = await _newsroom.StatementsAsync(3, "river");
        await ToTheHourAsync();
        Assert.Equal(1, await RunAsync());
        return statements;
    }

    private static string Content(Microsoft.Bot.Schema.Activity post) => ((JObject)post.Attachments[0].Content).ToString();

    private Task WithdrawnAsync(long statement) => _newsroom.SqlAsync(
        """
        update statement set revision = revision + 1, withdrawn = @now where id = @statement;
        insert into correction (statement_id, revision, kind, article_id, was, became, made)
        select t.id, t.revision, 1, r.article_id, t.words, '', @now from statement t join report r on r.id = t.report_id where t.id = @statement;
        """,
        new { statement, now = _newsroom.Clock.GetUtcNow() });

    private Task<int> RevisedAsync() => _newsroom.ScalarAsync<int>("select count(*) from statement where revision > shown_to");
}
