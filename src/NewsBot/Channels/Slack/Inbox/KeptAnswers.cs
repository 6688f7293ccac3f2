using NewsBot.Slack;
using Newtonsoft.Json;

namespace NewsBot.Channels.Slack.Inbox;

/// <summary>Answers that are still to be said, as they are stored.</summary>
internal static class KeptAnswers
{
    private static readonly JsonSerializerSettings Wire = new()
    {
        NullValueHandling = NullValueHandling.Ignore,
        // A text stays what it is, whatever looks like a date.
        DateParseHandling = DateParseHandling.None,
    };

    public static string Write(IReadOnlyList<UnsaidAnswer> answers) => JsonConvert.SerializeObject(answers, Wire);

    /// <exception cref="JsonException">It is none of ours.</exception>
    public static IReadOnlyList<UnsaidAnswer> Read(string stored) => JsonConvert.DeserializeObject<List<UnsaidAnswer>>(stored, Wire) ?? [];
}
