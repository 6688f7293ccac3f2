using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace NewsBot.Conversations;

/// <summary>Marks what was said to the bot in a place where it is not, as by a slash command: that opens no place that was closed. The mark
/// only takes away: a client that sets it itself gains nothing.</summary>
internal static class SaidOutside
{
    private const string Mark = "outside";

    public static void Set(Activity activity)
    {
        activity.Conversation.Properties ??= [];
        activity.Conversation.Properties[Mark] = true;
    }

    public static bool Is(Activity activity) =>
        activity.Conversation?.Properties is { } properties && properties[Mark] is JValue { Type: JTokenType.Boolean, Value: true };
}
