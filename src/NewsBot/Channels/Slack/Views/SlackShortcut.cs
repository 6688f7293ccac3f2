using System.Text.RegularExpressions;
using NewsBot.Cards;
using NewsBot.Slack;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;
using NewsBot.Stories.Readings;
using Newtonsoft.Json.Linq;

namespace NewsBot.Channels.Slack.Views;

/// <summary>The shortcut on a message, "What does it say?": who says what in its text, told to the asker alone.</summary>
internal sealed partial class SlackShortcut(
    SlackAdapter adapter, ArticleUnderstanding understanding, CardDeck cards, TimeProvider clock)
{
    private const int LongestText = 20_000;
    private const int Most = 12;

    /// <param name="payload">The shortcut.</param>
    /// <param name="self">The installation in its workspace.</param>
    /// <param name="asked">Where, who and when.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>What is still to be said; null when nothing is.</returns>
    public async Task<UnsaidAnswer?> AnswerAsync(
        SlackPayload payload, Installation self, (string Channel, string User, DateTimeOffset Received) asked, CancellationToken cancellationToken)
    {
        var (channel, user, received) = asked;
        var activity = SlackActivity.From(payload, self, channel, payload.Body.Text("message", "thread_ts"));
        Uri.TryCreate(payload.Body.Text("response_url"), UriKind.Absolute, out var url);
        var data = new JObject();
        new SlackReply(url, received + SlackReply.Life, user, IsPublic: false).WriteTo(data);
        activity.ChannelData = data;
        var said = Says(payload.Body.At("message") is { } message ? MessageText.Of(message) : "", cancellationToken);
        return await adapter.RunAsync(activity, new OneMessage(said), cancellationToken);
    }

    internal CardMessage Says(string text, CancellationToken cancellationToken)
    {
        var read = text.Length > LongestText ? text[..LongestText] : text;
        var understood = understanding.Read("", read, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), cancellationToken);
        var lines = understood.Reports.Where(r => r.LeftOut is null && r.Speaker is not null)
            .Take(Most)
            .Select(r => $"{r.Speaker!.Name}{(r.Speaker.Office is { } office ? ", " + office : "")}: {r.Words}")
            .ToList();
        var topics = understood.Topics.Count == 0 ? "" : "\nIt is on " + string.Join(", ", understood.Topics.Select(t => t.Topic)) + ".";
        SayButton[] buttons = Link().Match(text) is { Success: true } link && link.Length < 280 ? [new("Why", "why " + link.Value)] : [];
        return lines.Count > 0
            ? cards.Notice("What it says", string.Join('\n', lines) + topics, buttons)
            : cards.Notice("It quotes nobody", "I find no statement in this message." + (buttons.Length > 0 ? " Its link may be known here." : "") + topics, buttons);
    }

    [GeneratedRegex(@"https?://[^\s<>|]+")]
    private static partial Regex Link();
}
