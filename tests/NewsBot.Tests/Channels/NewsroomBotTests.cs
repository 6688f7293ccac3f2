using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Adapters;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Cards;
using NewsBot.Channels;
using NewsBot.Channels.Teams;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Desk;
using NewsBot.Subscriptions;
using Xunit;
using ConversationState = NewsBot.Conversations.ConversationState;

namespace NewsBot.Tests.Channels;

public sealed class NewsroomBotTests : IDisposable
{
    private readonly DataFolder data = new();
    private readonly TestAdapter adapter = new();
    private readonly ConversationTable conversations;
    private readonly NewsroomBot bot;

    public NewsroomBotTests()
    {
        var db = TestDb.Newest(data.Path);
        conversations = new ConversationTable(db, TimeProvider.System);
        var desk = new Newsdesk { Sources = [], Speakers = [], Topics = [] };
        // No message gets as far as the front desk here.
        var residence = new Residence(db, conversations, new SubscriptionTable(db, TimeProvider.System));
        var arrivals = new Arrivals(
            conversations, new OwnerTable(db), residence, new TeamEvents(conversations, residence),
            new Greeting(conversations, new Doors(), new CardDeck(), desk, NullLogger<Greeting>.Instance));
        bot = new NewsroomBot(new ReceivedActivityTable(db, TimeProvider.System), conversations, null!, arrivals, null!, null!);
    }

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task Install_and_members_added_greet_once_whatever_their_order()
    {
        await SendAsync(Installed("add"), Added("28:bot"), Added("28:bot"));
        Assert.Single(adapter.ActiveQueue);
        await SendAsync(Installed("remove"), Installed("add"));
        Assert.Single(adapter.ActiveQueue);
    }

    [Fact]
    public async Task A_person_added_to_a_group_is_not_greeted()
    {
        await SendAsync(Added("29:somebody"));
        Assert.Empty(adapter.ActiveQueue);
    }

    [Fact]
    public async Task A_person_who_comes_into_a_personal_chat_is_greeted()
    {
        var added = Added("29:somebody");
        added.Conversation = new ConversationAccount(false, "personal", "a:1");
        await SendAsync(added);
        Assert.Single(adapter.ActiveQueue);
    }

    [Theory]
    [InlineData("remove", ConversationState.Closed)]
    [InlineData("remove-upgrade", ConversationState.Open)]
    public async Task An_uninstall_closes_the_conversation_and_an_upgrade_does_not(string action, ConversationState expected)
    {
        await SendAsync(Installed("add"), Installed(action));
        var conversation = await conversations.FindAsync(1, default);
        Assert.Equal(expected, conversation!.State);
        Assert.Equal(expected == ConversationState.Closed, conversation.StateReason is not null);
    }

    [Fact]
    public async Task The_bot_removed_closes_the_conversation_and_added_again_opens_it()
    {
        var removed = Added("28:bot");
        (removed.MembersRemoved, removed.MembersAdded) = (removed.MembersAdded, null);
        await SendAsync(Added("28:bot"), removed);
        Assert.Equal(ConversationState.Closed, (await conversations.FindAsync(1, default))!.State);
        await SendAsync(Added("28:bot"));
        Assert.Equal(ConversationState.Open, (await conversations.FindAsync(1, default))!.State);
    }

    [Fact]
    public async Task The_same_activity_twice_has_one_effect()
    {
        var added = Added("28:bot");
        added.Id = "1";
        var removed = Added("28:bot");
        removed.Id = "2";
        (removed.MembersRemoved, removed.MembersAdded) = (removed.MembersAdded, null);
        await SendAsync(added, removed, added);
        Assert.Equal(ConversationState.Closed, (await conversations.FindAsync(1, default))!.State);
    }

    [Theory]
    [InlineData("channelRenamed", "News")]
    [InlineData("channelrenamed", "News")]
    [InlineData("somethingNew", "General")]
    public async Task An_event_of_a_team_is_about_the_channel_that_it_names(string type, string expected)
    {
        var general = Added("x");
        general.ChannelData = Newtonsoft.Json.Linq.JObject.Parse("""{"team":{"id":"19:t"},"channel":{"id":"19:c@thread.tacv2","name":"General"}}""");
        var renamed = Added("x");
        renamed.MembersAdded = null;
        renamed.Conversation = new ConversationAccount(true, "channel", "19:t");
        renamed.ChannelData = Newtonsoft.Json.Linq.JObject.Parse("""{"team":{"id":"19:t"},"channel":{"id":"19:c@thread.tacv2","name":"News"}}""");
        ((Newtonsoft.Json.Linq.JObject)renamed.ChannelData)["eventType"] = type;
        await SendAsync(general, renamed);
        Assert.Empty(adapter.ActiveQueue);
        Assert.Equal(expected, (await conversations.FindAsync(1, default))!.Name);
    }

    private async Task SendAsync(params Activity[] activities)
    {
        foreach (var activity in activities)
        {
            // Not the adapter's own way in: it replaces the recipient, the conversation and the id.
            using var turn = new TurnContext(adapter, activity);
            await bot.OnTurnAsync(turn);
        }
    }

    private static Activity Installed(string action)
    {
        var activity = Added("x");
        activity.Type = ActivityTypes.InstallationUpdate;
        activity.MembersAdded = null;
        activity.Action = action;
        return activity;
    }

    private static Activity Added(string member) => new(ActivityTypes.ConversationUpdate)
    {
        Id = null,
        ChannelId = "msteams",
        ServiceUrl = "https://smba.test/",
        From = new ChannelAccount("29:1"),
        Recipient = new ChannelAccount("28:bot"),
        Conversation = new ConversationAccount(true, "channel", "19:c@thread.tacv2"),
        MembersAdded = [new ChannelAccount(member)],
    };
}
