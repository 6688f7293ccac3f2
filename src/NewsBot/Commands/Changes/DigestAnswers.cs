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
            return None(all, conversation);
        return cards.Notice(
            $"Digest: #{digest.Number}",
            $"An edition comes {Subscribed.Hour(digest, conversation)}.{Subscribed.DefaultZone(conversation)}\n{Content(all)}",
            Buttons.Of(["digest now", "digest off", "list"]));
    }

    /// <param name="digest">As it is now.</param>
    /// <param name="before">As it was; null for a new one.</param>
    /// <param name="all">What else is followed.</param>
    /// <param name="conversation">As it is now; as it was it is the request's.</param>
    /// <param name="request">Who asked for it, and where.</param>
    public CardMessage Set(
        Subscription digest, Subscription? before, IReadOnlyList<Subscription> all, Conversation conversation, Request request)
    {
        var old = request.Conversation.Zone == conversation.Zone ? null : request.Conversation.Zone;
        var did = before is null ? "set a digest" : "changed the digest";
        var done = $"{request.Who} {did} {Subscribed.Hour(digest, conversation)}.";
        var zone = old is null ? Subscribed.DefaultZone(conversation) : "\n" + Moved(old, digest, all, conversation);
        // A new digest goes away with "digest off"; the zone is another change.
        IReadOnlyList<SayButton> back = old is null || before is not null
            ? [new SayButton("Undo", Back(before, old))]
            : [new SayButton("Undo", Back(before, old)), Buttons.Of($"timezone {QuoteMarks.Write(old)}")];
        return cards.Notice(
            $"Digest: #{digest.Number}",
            $"{done}{zone}\n{Content(all)}",
            [.. back, .. Buttons.Of(["digest now", "digest off", "list"])]);
    }

    // The zone is the whole conversation's: what else moves with it is said.
    private string Moved(string old, Subscription digest, IReadOnlyList<Subscription> all, Conversation conversation)
    {
        var others = all.Where(s => s.Id != digest.Id && s.NextDue is not null).Take(10)
            .Select(s => $" {Subscribed.Name(s, topics)} comes {Subscribed.Hour(s, conversation)} now.");
        return $"With it the time zone of this conversation changed from {old} to {conversation.Zone}.{string.Concat(others)}";
    }

    // The line that takes a change back.
    private static string Back(Subscription? before, string? zone) => before is { At: { } at }
        ? $"digest at {at} {Weekdays.Write(before.Days)}{(zone is null ? "" : $" in {QuoteMarks.Write(zone)}")}"
        : "digest off";

    public CardMessage Off(Subscription digest, string who) => cards.Notice(
        "Digest off",
        $"{who} turned the digest #{digest.Number} off. Alerts go on as before.",
        [new SayButton("Undo", $"subscribe #{digest.Number}"), new SayButton("List", "list")]);

    /// <summary>There is no digest of everything; what comes as a digest of less is named, and how to end or move it.</summary>
    public CardMessage None(IReadOnlyList<Subscription> all, Conversation conversation)
    {
        var ofLess = all.Where(s => s.Mode == SubscriptionMode.Digest).ToList();
        if (ofLess.Count == 0)
        {
            return cards.Notice(
                "No digest here",
                "One can come at an hour of your choice, with what is new since the last.",
                Buttons.Of(["digest at 08:00 daily", "digest at 07:30 mon-fri", "digest now"]));
        }

        var moved = $"edit #{ofLess[0].Number} at:{(ofLess[0].At == "09:00" ? "08:00" : "09:00")}";
        return cards.Notice(
            "No digest of everything here",
            $"These are digests of less: {OfLess(ofLess, conversation)}.\nUnsubscribe ends one; {moved} moves its hour.",
            Buttons.Of(ofLess.Take(4).Select(s => $"unsubscribe #{s.Number}").Append(moved)));
    }

    /// <summary>"#3 Pakistan–US talks at 08:00 daily (Asia/Karachi), next …".</summary>
    internal string OfLess(IEnumerable<Subscription> digests, Conversation conversation) =>
        string.Join("; ", digests.Take(10).Select(s => $"{Subscribed.Name(s, topics)} {Subscribed.Hour(s, conversation)}"));

    /// <param name="edition">The edition.</param>
    /// <param name="more">The line that goes on with it.</param>
    public CardMessage Edition(Edition edition, string more) => cards.Edition(edition.Digest, edition.Next, more);

    /// <summary>What is said to a digest in a zone that is none, or may be several; a topic in its place is a
    /// subscription.</summary>
    public CardMessage Doubt(DigestCommand command, ZoneMeaning meaning)
    {
        var typed = command.Zone ?? "";
        return topics.Find(typed) is { } topic
            ? cards.Notice(
                "A digest of one topic?",
                $"“{LineParser.Echo(typed)}” is a topic, not a time zone. The digest of a conversation lists everything that is followed; one of a topic alone is a subscription.",
                Buttons.Of(new SubscribeCommand(topic.Key, "", SubscriptionMode.Digest, command.At, command.Days).Write()))
            : TimezoneHandler.Doubt(cards, typed, meaning, z => (command with { Zone = z }).Write());
    }

    private string Content(IReadOnlyList<Subscription> all)
    {
        var followed = all.Where(Interest.FeedsDigest).Select(s => Subscribed.What(s, topics)).Distinct().ToList();
        return followed.Count == 0
            ? "Nothing else is followed here, so it lists all topics."
            : $"It lists what is followed here: {string.Join("; ", followed.Take(10))}.";
    }
}
