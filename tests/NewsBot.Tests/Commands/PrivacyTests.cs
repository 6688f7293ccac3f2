using NewsBot.Digests;
using Xunit;

namespace NewsBot.Tests.Commands;

public sealed class PrivacyTests : IClearedUp
{
    private readonly Room _room = new();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task What_was_read_in_a_thread_is_told_and_forgotten_with_the_rest()
    {
        _room.Statement("We met again");
        await _room.SayAsync("latest", "U1", thread: "1700.1");
        await _room.SayAsync("search met", "U1");
        await _room.SayAsync("search again", "U12");
        var data = await _room.DataAsync("U1");
        Assert.Contains("latest", data, StringComparison.Ordinal);
        Assert.Contains("search met", data, StringComparison.Ordinal);
        Assert.DoesNotContain("search again", data, StringComparison.Ordinal);
        await _room.SayAsync("forget me now", "U1");
        Assert.Equal("U12", _room.Run<string>("select person from shown_list"));
    }

    [Fact]
    public async Task What_is_kept_about_a_person_is_told_to_nobody_else()
    {
        await _room.SayAsync("subscribe pak-us", "U1", "Omar");
        var said = await _room.SayAsync("my data", "U1", "Omar");
        Assert.Contains("in our own chat", said, StringComparison.Ordinal);
        Assert.DoesNotContain("pak-us", said, StringComparison.Ordinal);
        Assert.Contains("pak-us", await _room.DataAsync("U1", "Omar"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_goes_from_every_place_where_it_stands()
    {
        await _room.SayAsync("subscribe pak-us", "Omar");
        await _room.SayAsync("subscribe intra-afghan", "Una");
        await _room.SayAsync("mute 2h", "Omar");
        _room.Statement("We met again");
        _room.Run(
            """
            update source set added_by = 'Omar', added_person = 'Omar', added_channel = 'test', paused_by = 'Omar', paused_person = 'Omar',
              paused_channel = 'test'
            """);
        _room.Post(1, 1);
        _room.Run("insert into notice (digest_id, title, body) values (1, 'Down', @body)", new { body = ConcernedPeople.Write("It is silent.", ["Omar", "Una"]) });
        var data = await _room.DataAsync("Omar");
        Assert.Contains("Omar muted it until", data, StringComparison.Ordinal);
        Assert.Contains("added the source gazette", data, StringComparison.Ordinal);

        await _room.SayAsync("forget me now", "Omar");
        Assert.Equal(0, _room.Run<long>(
            """
            select (select count(*) from subscription where created_by = 'Omar' or created_by_name = 'Omar' or state_reason like '%Omar%')
              + (select count(*) from source where added_by is not null or paused_by is not null)
              + (select count(*) from notice where body like '%Omar%')
            """));
        Assert.Equal(2, _room.Run<long>("select count(*) from subscription where state_reason like 'Somebody muted it until %'"));
        Assert.Equal("It is silent.\nFor Una, who set up what is followed here.", _room.Run<string>("select body from notice"));
        Assert.Equal(1, _room.Run<long>("select count(*) from subscription where created_by_name = 'Una'"));
    }

    [Fact]
    public async Task What_stands_under_a_name_is_not_that_of_whoever_calls_themselves_so_or_is_called_so_elsewhere()
    {
        await _room.SayAsync("subscribe pak-us", "U1", "Omar");
        await _room.SayAsync("mute 2h", "U1", "Omar");
        // Another place in which an Omar has silenced something, of another tenant.
        _room.Run(
            """
            insert into conversation (channel, external_id, kind, reference, joined) values ('test', 'far', 2, '{"conversation":{"tenantId":"other"}}', @now);
            insert into subscription (conversation_id, number, topic, filter, mode, created, created_by, created_by_name, after_statement, state, state_reason)
            select id, 1, 'pak-us', '', 0, @now, 'U9', 'Omar', 0, 1, 'Omar muted it far away' from conversation where external_id = 'far';
            """,
            new { now = _room.Clock.GetUtcNow() });
        Assert.DoesNotContain("muted it", await _room.DataAsync("U2", "Omar"), StringComparison.Ordinal);
        var own = await _room.DataAsync("U1", "Omar");
        Assert.Contains("Omar muted it until", own, StringComparison.Ordinal);
        Assert.DoesNotContain("far away", own, StringComparison.Ordinal);
        await _room.SayAsync("forget me now", "U2", "Omar");
        Assert.Equal(2, _room.Run<long>("select count(*) from subscription where state_reason like 'Omar muted it %'"));
        await _room.SayAsync("forget me now", "U1", "Omar");
        Assert.Equal("Omar muted it far away", _room.Run<string>("select state_reason from subscription where state_reason like 'Omar %'"));
    }

    [Fact]
    public async Task Who_installed_the_bot_in_a_workspace_is_told_and_forgotten()
    {
        _room.Run("update conversation set channel = 'slack'");
        foreach (var (team, person) in new[] { ("T1", "U1"), ("T2", "U2") })
        {
            _room.Run(
                """
                insert into slack_installation (enterprise, team, team_name, app_id, bot_token, scopes, bot_user, installer, installed)
                values ('', @team, 'Desk ' || @team, 'A1', 'x', '', 'UB', @person, @now)
                """,
                new { team, person, now = _room.Clock.GetUtcNow() });
        }

        var data = await _room.DataAsync("U1");
        Assert.Contains("installed NewsBot in Desk T1", data, StringComparison.Ordinal);
        Assert.DoesNotContain("Desk T2", data, StringComparison.Ordinal);
        await _room.SayAsync("forget me now", "U1");
        Assert.Equal("U2", _room.Run<string>("select installer from slack_installation where installer is not null"));
        Assert.Equal(2, _room.Run<long>("select count(*) from slack_installation"));
    }

    [Fact]
    public async Task A_name_that_everybody_has_is_nobodys_trace()
    {
        await _room.SayAsync("subscribe pak-us", "Una");
        await _room.SayAsync("mute 2h", "Una");
        _room.Run("update subscription set state_reason = replace(state_reason, 'Una', 'You')");
        Assert.DoesNotContain("muted it", await _room.DataAsync("You"), StringComparison.Ordinal);
        await _room.SayAsync("forget me now", "You");
        Assert.Equal(1, _room.Run<long>("select count(*) from subscription where state_reason like 'You muted it until %'"));
    }

    [Theory]
    [InlineData("Omar", "Omar", "Words.")]
    [InlineData("Dar, Ishaq", "Una, Dar, Ishaq, Omar", "Words.\nFor Una, Omar, who set up what is followed here.")]
    [InlineData("Oma", "Omar", "Words.\nFor Omar, who set up what is followed here.")]
    public void One_name_goes_from_a_notice_and_the_others_stay(string name, string names, string left) =>
        Assert.Equal(left, ConcernedPeople.Without(ConcernedPeople.Write("Words.", [names]), name));

    [Fact]
    public async Task A_place_that_its_last_owner_leaves_is_open_to_everybody_and_it_is_said()
    {
        await _room.SayAsync("settings changes:owners", "Omar");
        Assert.Contains("Only owners", await _room.SayAsync("subscribe pak-us", "Una"), StringComparison.Ordinal);
        Assert.Contains("\"c\"", await _room.DataAsync("Omar"), StringComparison.Ordinal);
        Assert.Contains("You were the last owner of c: anyone may change", await _room.SayAsync("forget me now", "Omar"), StringComparison.Ordinal);
        Assert.Equal(0, _room.Run<long>("select count(*) from place_owner"));
        Assert.Contains("Subscribed", await _room.SayAsync("subscribe pak-us", "Una"), StringComparison.Ordinal);
    }
}
