using Dapper;
using NewsBot.Digests;
using NewsBot.Feeds;
using NewsBot.Storage;
using NewsBot.Tests.Feeds;
using NewsBot.Tests.Settings;
using Xunit;

namespace NewsBot.Tests.Commands;

/// <summary>Whatever a person did, <c>my data</c> tells it and <c>forget me</c> takes the person off it.</summary>
public sealed class ForgettingTests : IClearedUp
{
    private const string Id = "U-4711", Name = "Zarmina Testova", Feed = "https://daily.example/feed";

    private readonly Room _room = new();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task Who_has_no_subscription_of_their_own_is_forgotten_too()
    {
        await _room.SayAsync("subscribe pak-us", "Una");
        await _room.SayAsync("subscribe intra-afghan", "Una");
        await _room.SayAsync("mute 2h", Id, Name);
        await _room.SayAsync("unsubscribe #1", Id, Name);
        var data = await _room.DataAsync(Id, Name);
        Assert.Contains(Name + " muted it until", data, StringComparison.Ordinal);
        Assert.Contains(Name + " unsubscribed", data, StringComparison.Ordinal);

        await _room.SayAsync("forget me now", Id, Name);
        Assert.Empty(await PersonWalk.HoldingAsync(_room.Db, Id, Name));
        Assert.Equal("Somebody unsubscribed", _room.Run<string>("select state_reason from subscription where number = 1"));
        Assert.StartsWith("Somebody muted it until", _room.Run<string>("select state_reason from subscription where number = 2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_editor_without_a_subscription_is_forgotten_too()
    {
        await new SourceTable(_room.Db, _room.Clock).EnsureAsync(Room.Desk.Sources, default);
        _room.Web.Serve(Feed, SampleFeed.Rss(SampleFeed.Item("1", _room.Clock.GetUtcNow())), "application/rss+xml");
        _room.Statement("We met again");
        await _room.SayAsync("wrong speaker #S1", "Omar");
        await _room.SayAsync("sources add " + Feed, Id, Name);
        await _room.SayAsync("sources pause gazette", Id, Name);
        await _room.SayAsync("settle #S1", Id, Name);
        var data = await _room.DataAsync(Id, Name);
        foreach (var act in new[] { "added the source ", "paused the source gazette", "settled what was doubted of #S1" })
            Assert.Contains(act, data, StringComparison.Ordinal);

        // Whoever is called so is not the one who did it.
        Assert.DoesNotContain("paused the source", await _room.DataAsync("U2", Name), StringComparison.Ordinal);
        await _room.SayAsync("forget me now", "U2", Name);
        Assert.Contains("source.paused_by", await PersonWalk.HoldingAsync(_room.Db, Name));

        await _room.SayAsync("forget me now", Id, Name);
        Assert.Empty(await PersonWalk.HoldingAsync(_room.Db, Id, Name));
        Assert.Contains("paused ", await _room.SayAsync("sources gazette"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_ends_otherwise_is_not_told_as_what_somebody_did()
    {
        await _room.SayAsync("subscribe pak-us", "Una");
        await _room.SayAsync("mute 2h", Id, Name);
        await _room.SayAsync("unmute", "Una");
        Assert.Empty(await PersonWalk.HoldingAsync(_room.Db, Id, Name));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_person_is_left_nowhere_in_the_database(bool alone)
    {
        await DoEverythingAsync();
        if (alone)
            _room.Run("update conversation set kind = 0, name = @Name, reference = @reference", new { Name, reference = $$$"""{"user":{"id":"{{{Id}}}","name":"{{{Name}}}"}}""" });
        var before = await PersonWalk.HoldingAsync(_room.Db, Id, Name);
        Assert.Equal(PersonWalk.OfPeople.Where(c => alone || !c.StartsWith("conversation.", StringComparison.Ordinal)), before);
        await _room.SayAsync("forget me now", Id, Name);
        Assert.Empty(await PersonWalk.HoldingAsync(_room.Db, Id, Name));
    }

    [Fact]
    public async Task A_new_column_is_judged_for_whether_it_names_people()
    {
        var judged = PersonWalk.OfPeople.Concat(PersonWalk.OfTalk).Concat(PersonWalk.OfNobody).ToList();
        var all = await PersonWalk.ColumnsAsync(_room.Db);
        Assert.Equal(judged.Order(StringComparer.Ordinal), all.Where(c => !PersonWalk.WithoutPeople.Contains(c.Split('.')[0])));
        Assert.Equal(PersonWalk.WithoutPeople, all.Select(c => c.Split('.')[0]).Distinct().Intersect(PersonWalk.WithoutPeople).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Names_from_before_ids_were_kept_beside_them_are_taken_off()
    {
        using var folder = new TempFolder();
        var db = TestDb.In(folder.Path);
        Migrations.Apply(db, KnownSchema.Steps.TakeWhile(s => string.CompareOrdinal(s, "0150_who_did.sql") < 0));
        await using (var connection = await db.OpenAsync(default))
        {
            await connection.ExecuteAsync(
                """
                insert into conversation (id, channel, external_id, kind, reference, zone, joined) values (1, 'test', 'c', 0, '{}', 'UTC', 1);
                insert into subscription (id, conversation_id, number, topic, filter, mode, created, created_by, after_statement, state, state_reason)
                values (1, 1, 1, '', '', 1, 1, 'u', 0, 1, 'Omar muted it until Wed 11:00'), (2, 1, 2, '', '', 1, 1, 'u', 0, 2, 'Omar unsubscribed'),
                  (3, 1, 3, '', '', 1, 1, 'u', 0, 2, 'Omar turned it off'), (4, 1, 4, '', '', 1, 1, 'u', 0, 1, 'The bot was removed.');
                insert into source (key, name, class, language, added_by, paused_by) values ('herald', 'Herald', 2, 'en', 'Omar', 'Omar');
                """);
        }

        Migrations.Apply(db);
        Assert.Empty(await PersonWalk.HoldingAsync(db, "Omar"));
        await using (var connection = await db.OpenAsync(default))
        {
            Assert.Equal(
                ["Somebody muted it until Wed 11:00", "Somebody unsubscribed", "Somebody turned it off", "The bot was removed."],
                await connection.QueryAsync<string>("select state_reason from subscription order by id"));
        }
    }

    // Whatever writes a name or an id; a column that nothing here fills is missed in the comparison above.
    private async Task DoEverythingAsync()
    {
        // Workspaces are of Slack.
        _room.Run("update conversation set channel = 'slack'");
        await new SourceTable(_room.Db, _room.Clock).EnsureAsync(Room.Desk.Sources, default);
        _room.Web.Serve(Feed, SampleFeed.Rss(SampleFeed.Item("1", _room.Clock.GetUtcNow())), "application/rss+xml");
        for (var i = 1; i <= 4; i++)
            _room.Statement("We met again " + i);
        await _room.SayAsync("wrong speaker #S4", "Omar");
        string[] lines =
        [
            "settings changes:owners", "subscribe pak-us", "subscribe intra-afghan", "mute 2h", "latest", "claim #S1", "wrong topic #S2", "hold #S3",
            "settle #S4", "sources add " + Feed, "sources pause gazette",
        ];
        foreach (var line in lines)
            await _room.SayAsync(line, Id, Name);
        _room.Post(1, 1);
        _room.Run("insert into notice (digest_id, title, body) values (1, 'Down', @body)", new { body = ConcernedPeople.Write("It is silent.", [Name]) });
        _room.Run(
            """
            insert into slack_installation (enterprise, team, team_name, app_id, bot_token, scopes, bot_user, installer, installed)
            values ('', 'T1', 'Desk', 'A1', 'x', '', 'UB', @Id, @now)
            """,
            new { Id, now = _room.Clock.GetUtcNow() });
    }
}
