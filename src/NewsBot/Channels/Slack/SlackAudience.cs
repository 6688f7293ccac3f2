using NewsBot.Commands.Lines;

namespace NewsBot.Channels.Slack;

/// <summary>Who sees an answer: what changes something in a channel is told to all of it, everything else to the asker alone.</summary>
internal static class SlackAudience
{
    public static bool IsPublic(string line) => LineParser.Parse(line) is Understood { Command.Changes: true };
}
