using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Times;
using NewsBot.Conversations;
using NewsBot.Digests;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Changes;

/// <summary>The sentences about a conversation's digest.</summary>
public sealed class DigestAnswers(TopicFinder topics, CardDeck cards)
{
    public CardMessage State(Subscription? digest, IReadOnlyList<Subscription> all, Conversation conversation)
    {
        if (digest is null)
            return None();
        return cards.Notice(
            $"Digest: #{digest.Number}",
            $"An edition comes {Subscribed.Hour(digest, conversation)}.{Subscribed.DefaultZone(conversation)}\n{Content(all)}",
            Buttons.Of(["digest now", "digest off", "list"]));
    }

    public CardMessage Set(
        Subscription digest, Subscription? before, IReadOnlyList<Subscription> all, Conversation conversation, string who) => cards.Notice(
        $"Digest: #{digest.Number}",
        $"{who} {(before is null ? "set a digest" : "changed the digest")} {Subscribed.Hour(digest, conversation)}.{Subscribed.DefaultZone(conversation)}\n{Content(all)}",
        [new SayButton("Undo", Back(before)), .. Buttons.Of(["digest now", "digest off", "list"])]);

    // The line that takes a change back.
    private static string Back(Subscription? before) =>
        before is { At: { } at } ? $"digest at {at} {Weekdays.Write(before.Days)}" : "digest off";

    public CardMessage Off(Subscription digest, string who) => cards.Notice(
        "Digest off",
        $"{who} turned the digest #{digest.Number} off. Alerts go on as before.",
        [new SayButton("Undo", $"subscribe #{digest.Number}"), new SayButton("List", "list")]);

    public CardMessage None() => cards.Notice(
        "No digest here",
        "One can come at an hour of your choice, with what is new since the last.",
        Buttons.Of(["digest at 08:00 daily", "digest at 07:30 mon-fri", "digest now"]));

    public CardMessage Edition(Edition edition) => cards.Edition(edition.Digest, edition.Next);

    public CardMessage Doubt(string typed, ZoneMeaning meaning, Func<string, string> line) =>
        topics.Find(typed) is { } topic
            ? cards.Notice(
                "A digest of one topic?",
                $"“{LineParser.Echo(typed)}” is a topic, not a time zone. The digest of a conversation lists everything that is followed; one of a topic alone is a subscription.",
                Buttons.Of($"subscribe {topic.Key} as:digest"))
            : TimezoneHandler.Doubt(cards, typed, meaning, line);

    private string Content(IReadOnlyList<Subscription> all)
    {
        var followed = all.Where(s => s.Topic.Length > 0 || s.Filter.Length > 0).Select(s => Subscribed.What(s, topics)).Distinct().ToList();
        return followed.Count == 0
            ? "Nothing else is followed here, so it lists all topics."
            : $"It lists what is followed here: {string.Join("; ", followed.Take(10))}.";
    }
}
