using NewsBot.Channels.Slack;
using NewsBot.Channels.Slack.Sharing;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Tests.Fake;
using Xunit;

namespace NewsBot.Tests.Channels.Slack;

public sealed class ExternalPeopleTests
{
    private static readonly Installation OfWorkspace = new() { Team = "T1", AppId = "A", BotToken = "xoxb-1", Scopes = [], BotUser = "U0" };
    private static readonly Installation OfOrganisation = OfWorkspace with { Team = null, Enterprise = "E1" };

    [Theory]
    // The home that the event names, what users.info says of workspace and organisation, whether the channel is shared.
    [InlineData(null, null, null, false, false)]
    [InlineData(null, null, null, true, true)]
    [InlineData("T1", null, null, true, false)]
    [InlineData("T9", null, null, true, true)]
    [InlineData("E9", null, null, true, true)]
    [InlineData(null, "T1", null, true, false)]
    [InlineData(null, "T9", "E9", true, true)]
    [InlineData("T9", "T9", null, false, true)]
    public void In_a_workspace_of_its_own(string? home, string? team, string? enterprise, bool shared, bool external) =>
        Assert.Equal(external, ExternalPeople.Is(Said(home, shared), new SlackPerson("N", null, team, enterprise), OfWorkspace));

    [Theory]
    [InlineData("T2", "T2", "E1", false)]
    [InlineData("E1", null, null, false)]
    [InlineData("T1", null, null, false)]
    [InlineData("T2", null, null, true)]
    [InlineData("T9", "T9", "E9", true)]
    public void In_an_organisation_colleagues_of_its_other_workspaces_are_its_own(string? home, string? team, string? enterprise, bool external) =>
        Assert.Equal(external, ExternalPeople.Is(Said(home, shared: false), new SlackPerson("N", null, team, enterprise), OfOrganisation));

    private static SlackPayload Said(string? home, bool shared)
    {
        var envelope = Payloads.Mention("topics");
        (envelope["is_ext_shared_channel"], envelope["event"]!["user_team"]) = (shared, home);
        return Payloads.Read(envelope);
    }
}
