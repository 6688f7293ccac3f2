using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;

namespace NewsBot.Channels.Slack.Sharing;

/// <summary>Tells people of the installation's own organisation from those with whom a channel is shared (Slack Connect).</summary>
/// <remarks>https://docs.slack.dev/apis/slack-connect</remarks>
internal static class ExternalPeople
{
    /// <summary>Whether somebody belongs to another organisation. Where nobody tells, it goes by the channel.</summary>
    public static bool Is(SlackPayload payload, SlackPerson person, Installation self)
    {
        string?[] homes = [person.Team, person.Enterprise, payload.Home];
        return homes.All(h => h is null) ? payload.IsExternallyShared : !homes.Any(h => h is not null && IsOurs(h, payload, self));
    }

    // The organisation that the payload names may be the stranger's.
    private static bool IsOurs(string home, SlackPayload payload, Installation self) =>
        home == payload.Team || home == self.Team || home == self.Enterprise;
}
