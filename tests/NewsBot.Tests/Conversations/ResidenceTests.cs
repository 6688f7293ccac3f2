using Microsoft.Bot.Schema;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Subscriptions;
using NewsBot.Tests.Channels;
using Xunit;

namespace NewsBot.Tests.Conversations;

/// <summary>Whose chats are those of people of a place.</summary>
public sealed class ResidenceTests : IDisposable
{
    private readonly DataFolder data = new();
    private readonly ConversationTable table;
    private readonly Residence residence;

    public ResidenceTests()
    {
        var db = TestDb.Newest(data.Path);
        table = new ConversationTable(db, TimeProvider.System);
        residence = new Residence(db, table, new SubscriptionTable(db, TimeProvider.System));
    }

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task A_person_of_another_workspace_with_the_same_id_is_somebody_else()
    {
        var channel = await JoinAsync("T1:C1", null, null);
        await JoinAsync("T2:D9", "U1", null);
        var own = await JoinAsync("T1:D1", "U1", null);
        Assert.Equal([own.Id], (await residence.ChatsAsync(channel, ["U1", "U2"], default)).Select(c => c.Id));
    }

    [Fact]
    public async Task Within_an_organisation_a_person_is_told_once()
    {
        var channel = await JoinAsync("T1:C1", null, "E1");
        await JoinAsync("T2:D9", "U1", "E1");
        await JoinAsync("T1:D1", "U1", "E1");
        await JoinAsync("T3:D1", "U1", "E2");
        var other = await JoinAsync("T2:D7", "U2", "E1");
        var chats = await residence.ChatsAsync(channel, ["U1", "U2"], default);
        Assert.Equal(2, chats.Count);
        Assert.Equal(["U1", "U2"], chats.Select(c => c.Person));
        Assert.Equal(other.Id, chats[1].Id);
        Assert.All(chats, c => Assert.Equal("E1", c.Tenant));
    }

    private Task<Conversation> JoinAsync(string id, string? person, string? organisation) => table.JoinAsync(
        new Activity(ActivityTypes.Message)
        {
            Id = "in-1",
            ChannelId = "slack",
            ServiceUrl = "urn:slack:web-api",
            From = new ChannelAccount(person ?? "U7"),
            Recipient = new ChannelAccount("UB"),
            Conversation = new ConversationAccount(person is null, person is null ? "channel" : "personal", id, tenantId: organisation),
        },
        default);
}
