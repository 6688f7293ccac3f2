using Microsoft.Bot.Schema;
using NewsBot.Commands.Lines;
using NewsBot.Slack;
using Newtonsoft.Json.Linq;

namespace NewsBot.Channels.Slack;

/// <summary>Who sees an answer: what has changed something in a channel is told to all of it, everything else to the asker alone.</summary>
internal static class SlackAudience
{
    /// <summary>Lets the whole channel see the answers to an activity; nothing for one of another channel, or one that is answered in the
    /// open anyway.</summary>
    public static void TellAll(Activity asked)
    {
        if (asked.ChannelData is JObject data)
            SlackReply.Publish(data);
    }

    /// <summary>Whether a line asks to change what is followed.</summary>
    public static bool AsksForChange(string line) => LineParser.Parse(line) is Understood { Command.Changes: true };
}
