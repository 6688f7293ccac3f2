using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace NewsBot.Channels;

/// <summary>Marks what a person of another organisation has said, in a place that is shared with it. The mark only takes away: a client
/// that sets it itself gains nothing.</summary>
internal static class ExternalPerson
{
    private const string Mark = "external";

    public static void Set(Activity activity)
    {
        activity.From.Properties ??= [];
        activity.From.Properties[Mark] = true;
    }

    public static bool Is(Activity activity) =>
        activity.From?.Properties is { } properties && properties[Mark] is JValue { Type: JTokenType.Boolean, Value: true };
}
