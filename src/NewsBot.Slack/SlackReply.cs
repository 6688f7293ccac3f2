using Newtonsoft.Json.Linq;

namespace NewsBot.Slack;

/// <summary>How an interaction is answered; it stands in the channel data of the activity that it came as.</summary>
/// <param name="ResponseUrl">Slack's address for answers; null where there is none.</param>
/// <param name="Until">When the address ends.</param>
/// <param name="User">The person who asked.</param>
/// <param name="IsPublic">False for an answer that only the asker sees.</param>
public sealed record SlackReply(Uri? ResponseUrl, DateTimeOffset Until, string User, bool IsPublic)
{
    /// <summary>How many answers the address takes.</summary>
    public const int MostUses = 5;

    /// <summary>How long the address takes answers.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    private const string Key = "slackReply";

    internal static SlackReply? Of(object? channelData)
    {
        if (channelData is not JObject data || data[Key] is not JObject reply)
            return null;
        return new SlackReply(
            Uri.TryCreate((string?)reply["url"], UriKind.Absolute, out var url) ? url : null,
            DateTimeOffset.FromUnixTimeSeconds((long?)reply["until"] ?? 0),
            (string?)reply["user"] ?? "",
            (bool?)reply["public"] ?? false);
    }

    /// <summary>Lets everybody in the channel see the answers, or only the asker.</summary>
    public static void Publish(JObject channelData, bool isPublic = true)
    {
        if (channelData[Key] is JObject reply)
            reply["public"] = isPublic;
    }

    /// <summary>Puts it into channel data.</summary>
    public void WriteTo(JObject channelData) => channelData[Key] = new JObject
    {
        ["url"] = ResponseUrl?.AbsoluteUri,
        ["until"] = Until.ToUnixTimeSeconds(),
        ["user"] = User,
        ["public"] = IsPublic,
    };
}
