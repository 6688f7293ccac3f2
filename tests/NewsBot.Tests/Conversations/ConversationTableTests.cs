using Microsoft.Bot.Schema;
using NewsBot.Conversations;
using NewsBot.Tests.Channels;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace NewsBot.Tests.Conversations;

public sealed class ConversationTableTests : IDisposable
{
    private readonly DataFolder data = new();
    private readonly ConversationTable table;
    private readonly OwnerTable owners;

    public ConversationTableTests()
    {
        var db = TestDb.Newest(data.Path);
        table = new ConversationTable(db, TimeProvider.System);
        owners = new OwnerTable(db);
    }

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task A_conversation_is_joined_once()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => table.JoinAsync(Personal(), default)));
        Assert.Single(all.Select(c => c.Id).Distinct());
        Assert.Equal(ConversationKind.Personal, all[0].Kind);
        Assert.Equal("UTC", all[0].Zone);
    }

    [Fact]
    public async Task The_service_address_follows_every_activity()
    {
        await table.JoinAsync(Personal(), default);
        var moved = Personal();
        moved.ServiceUrl = "https://moved.test/";
        var conversation = await table.JoinAsync(moved, default);
        var reference = JsonConvert.DeserializeObject<ConversationReference>(conversation.Reference)!;
        Assert.Equal("https://moved.test/", reference.ServiceUrl);
        Assert.Equal("29:1", reference.User.Id);
        Assert.Equal("28:bot", reference.Bot.Id);
        Assert.Null(reference.ActivityId);
    }

    [Fact]
    public async Task The_tenant_is_kept_wherever_teams_names_it()
    {
        var activity = Personal();
        activity.Conversation.TenantId = null;
        activity.ChannelData = JObject.Parse("""{"tenant":{"id":"t-1"}}""");
        var conversation = await table.JoinAsync(activity, default);
        Assert.Equal("t-1", JsonConvert.DeserializeObject<ConversationReference>(conversation.Reference)!.Conversation.TenantId);
    }

    [Fact]
    public async Task A_thread_of_a_teams_channel_belongs_to_the_channel()
    {
        var first = await table.JoinAsync(InChannel("19:c@thread.tacv2;messageid=1700000000000"), default);
        var second = await table.JoinAsync(InChannel("19:c@thread.tacv2;messageid=1700000000001"), default);
        Assert.Equal(first.Id, second.Id);
        Assert.Equal("19:c@thread.tacv2", first.ExternalId);
        var reference = JsonConvert.DeserializeObject<ConversationReference>(first.Reference)!;
        Assert.Equal("19:c@thread.tacv2", reference.Conversation.Id);
        Assert.Null(reference.User);
        Assert.Equal(ConversationKind.Channel, first.Kind);
    }

    [Theory]
    [InlineData("Asia/Karachi", null, null, "Asia/Karachi")]
    [InlineData(null, "Asia/Kabul", null, "Asia/Kabul")]
    [InlineData(null, null, "America/New_York", "America/New_York")]
    [InlineData("Pakistan Standard Time", null, null, "Asia/Karachi")]
    [InlineData("Nowhere/Land", "Asia/Kabul", null, "Asia/Kabul")]
    [InlineData("../../etc/passwd", null, null, "UTC")]
    [InlineData("", null, null, "UTC")]
    public async Task The_clients_zone_is_taken_when_it_is_one(string? local, string? clientInfo, string? channelData, string expected)
    {
        var activity = Personal();
        activity.LocalTimezone = local;
        if (clientInfo is not null)
            activity.Entities = [new Entity("clientInfo") { Properties = new JObject { ["timezone"] = clientInfo } }];
        if (channelData is not null)
            activity.ChannelData = new JObject { ["timezone"] = channelData };
        var conversation = await table.JoinAsync(activity, default);
        Assert.Equal(expected, conversation.Zone);
        Assert.Equal(expected == "UTC" ? ZoneSource.Default : ZoneSource.Client, conversation.ZoneSource);
    }

    [Fact]
    public async Task A_zone_that_somebody_typed_stands_against_the_clients()
    {
        var conversation = await table.JoinAsync(Personal(), default);
        await table.SetZoneAsync(conversation.Id, "Asia/Kabul", ZoneSource.Set, default);
        var activity = Personal();
        activity.LocalTimezone = "Asia/Karachi";
        Assert.Equal("Asia/Kabul", (await table.JoinAsync(activity, default)).Zone);
        Assert.Equal("Asia/Kabul", (await table.SetZoneAsync(conversation.Id, "Asia/Karachi", ZoneSource.Client, default)).Zone);
        await Assert.ThrowsAsync<ArgumentException>(() => table.SetZoneAsync(conversation.Id, "Nowhere", ZoneSource.Set, default));
    }

    [Fact]
    public async Task A_traveller_is_followed_and_a_group_is_not()
    {
        async Task<string> ZoneAsync(Activity activity, string zone)
        {
            activity.LocalTimezone = zone;
            return (await table.JoinAsync(activity, default)).Zone;
        }

        Assert.Equal("Asia/Karachi", await ZoneAsync(Personal(), "Asia/Karachi"));
        Assert.Equal("Europe/London", await ZoneAsync(Personal(), "Europe/London"));
        Assert.Equal("Asia/Karachi", await ZoneAsync(InChannel("19:c@thread.tacv2"), "Asia/Karachi"));
        Assert.Equal("Asia/Karachi", await ZoneAsync(InChannel("19:c@thread.tacv2"), "Europe/London"));
    }

    [Fact]
    public async Task Somebody_who_writes_opens_what_was_closed_and_an_event_does_not()
    {
        var conversation = await table.JoinAsync(Personal(), default);
        await table.SetStateAsync(conversation.Id, ConversationState.Closed, "gone", default);
        var update = Personal();
        update.Type = ActivityTypes.ConversationUpdate;
        Assert.Equal(ConversationState.Closed, (await table.JoinAsync(update, default)).State);
        var opened = await table.JoinAsync(Personal(), default);
        Assert.Equal(ConversationState.Open, opened.State);
        Assert.Null(opened.StateReason);
    }

    [Fact]
    public async Task A_greeting_is_due_once_however_many_ask()
    {
        var conversation = await table.JoinAsync(Personal(), default);
        var due = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => table.GreetAsync(conversation.Id, default)));
        Assert.Single(due, d => d);
    }

    [Fact]
    public async Task An_activity_without_a_place_is_refused()
    {
        var activity = Personal();
        activity.Conversation = null;
        await Assert.ThrowsAsync<ArgumentException>(() => table.JoinAsync(activity, default));
    }

    [Fact]
    public async Task Owners_go_with_a_conversation_that_gets_another_id()
    {
        var before = await table.JoinAsync(InChannel("19:c"), default);
        await owners.AddAsync(before.Place, "29:1", "Ayesha", default);
        Assert.True(await table.MoveAsync(before, "19:d", default));
        var after = (await table.FindAsync(before.Id, default))!;
        Assert.Equal([("29:1", (string?)"Ayesha")], await owners.OfAsync(after.Place, default));
        Assert.Empty(await owners.OfAsync("19:c", default));

        // Where the new id is a conversation already, everything stays.
        await table.JoinAsync(InChannel("19:e"), default);
        Assert.False(await table.MoveAsync(after, "19:e", default));
        Assert.Single(await owners.OfAsync("19:d", default));
    }

    [Fact]
    public async Task Whoever_brings_the_bot_back_is_no_owner_where_owners_keep_changes_to_themselves()
    {
        var place = await table.JoinAsync(InChannel("19:c"), default);
        await owners.ArriveAsync(place.Place, "29:1", "Ayesha", default);
        await owners.ArriveAsync(place.Place, "29:2", null, default);
        Assert.Equal(["29:1", "29:2"], (await owners.OfAsync(place.Place, default)).Select(o => o.Person).Order());
        await table.SetChangesAsync(place.Id, ChangePolicy.Owners, default);
        await owners.ArriveAsync(place.Place, "29:3", "Omar", default);
        Assert.Equal(["29:1", "29:2"], (await owners.OfAsync(place.Place, default)).Select(o => o.Person).Order());

        // A place that nobody owns must not stay closed to everybody.
        var other = await table.JoinAsync(InChannel("19:d"), default);
        await table.SetChangesAsync(other.Id, ChangePolicy.Owners, default);
        await owners.ArriveAsync(other.Place, "29:3", "Omar", default);
        Assert.Single(await owners.OfAsync(other.Place, default));
    }

    private static Activity Personal() => new(ActivityTypes.Message)
    {
        Id = "in-1",
        ChannelId = "msteams",
        ServiceUrl = "https://smba.test/",
        From = new ChannelAccount("29:1", "Ayesha"),
        Recipient = new ChannelAccount("28:bot"),
        Conversation = new ConversationAccount(false, "personal", "a:1"),
    };

    private static Activity InChannel(string id)
    {
        var activity = Personal();
        activity.Conversation = new ConversationAccount(true, "channel", id);
        return activity;
    }
}
