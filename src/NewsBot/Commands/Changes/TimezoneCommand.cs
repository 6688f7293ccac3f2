using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Conversations;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Changes;

/// <summary><c>timezone Asia/Karachi</c>.</summary>
/// <param name="Zone">As typed; null asks which one holds.</param>
public sealed record TimezoneCommand(string? Zone) : Command
{
    internal static Reading Read(Arguments arguments)
    {
        arguments.TakeAside();
        arguments.TakeLeading("to", "is", "in", "=");
        var qualified = string.Join(' ', arguments.TakeValues("zone"));
        var zone = $"{qualified} {arguments.TakeText(phrases: false)}".Trim();
        return arguments.Empty
            ? new Understood(new TimezoneCommand(zone.Length == 0 ? null : zone))
            : Verb.Unclear(
                $"“{LineParser.Echo(arguments.Rest())}” does not belong to a time zone. Nothing was changed.", "timezone Asia/Karachi", "timezone");
    }

    public override bool Changes => Zone is not null;

    public override string Write() => Zone is null ? "timezone" : $"timezone {QuoteMarks.Write(Zone)}";
}

/// <summary>Answers <see cref="TimezoneCommand"/>.</summary>
public sealed class TimezoneHandler(
    ConversationTable conversations, SubscriptionTable subscriptions, TopicFinder topics, CardDeck cards, TimeProvider clock)
    : Handler<TimezoneCommand>
{
    public override async Task<Answer> AnswerAsync(TimezoneCommand command, Request request, CancellationToken cancellationToken)
    {
        if (command.Zone is not { } typed)
            return new Answer(Which(request.Conversation));
        var meaning = ZoneNames.Find(typed, clock.GetUtcNow());
        if (meaning.Zone is not { } zone)
            return new Answer(Doubt(cards, typed, meaning, z => $"timezone {z}"));
        if (request.Conversation is { ZoneSource: ZoneSource.Set } && request.Conversation.Zone == zone)
        {
            return new Answer(cards.Notice(
                $"Time zone: {zone}",
                $"The time zone is {zone} already. It is {new LocalTime(zone).WithWeekday(clock.GetUtcNow())} there.",
                Buttons.Of(["digest", "list"])));
        }

        var conversation = await conversations.SetZoneAsync(request.Conversation.Id, zone, ZoneSource.Set, cancellationToken);
        await subscriptions.RescheduleAsync(conversation.Id, zone, cancellationToken);
        var digests = (await subscriptions.ListAsync(conversation.Id, cancellationToken)).Where(s => s.NextDue is not null)
            .Select(s => $"{Subscribed.Name(s, topics)} comes {Subscribed.Hour(s, conversation)}.");
        var now = new LocalTime(zone).WithWeekday(clock.GetUtcNow());
        return Answer.OfChange(cards.Notice(
            $"Time zone: {zone}",
            string.Join(
                '\n', digests.Prepend($"{request.Who} set the time zone of this conversation to {zone}. It is {now} there.")),
            [new SayButton("Undo", $"timezone {request.Conversation.Zone}"), .. Buttons.Of(["digest", "list"])]));
    }

    /// <summary>What is said to a zone that is unknown or may be several.</summary>
    internal static CardMessage Doubt(CardDeck cards, string typed, ZoneMeaning meaning, Func<string, string> line) =>
        meaning.Candidates.Count > 0
        ? cards.Notice(
            "Which time zone?",
            $"“{LineParser.Echo(typed)}” may be one of these. A city, not an offset, keeps the hour through summer time.",
            [.. meaning.Candidates.Select(z => new SayButton(z, line(z)))])
        : cards.Error(
            "Unknown time zone",
            $"I do not know “{LineParser.Echo(typed)}”. Name one by continent and city: Asia/Karachi, Asia/Kabul, America/New_York. Nothing was changed.",
            [
                new SayButton("Asia/Karachi", line("Asia/Karachi")),
                new SayButton("Asia/Kabul", line("Asia/Kabul")),
                new SayButton("UTC", line("UTC")),
            ]);

    private CardMessage Which(Conversation conversation)
    {
        var from = conversation.ZoneSource switch
        {
            ZoneSource.Set => "Somebody set it here.",
            ZoneSource.Client => "It comes from a client in this conversation.",
            _ => "It is only the default; nobody set one.",
        };
        var now = new LocalTime(conversation.Zone).WithWeekday(clock.GetUtcNow());
        return cards.Notice(
            $"Time zone: {conversation.Zone}",
            $"{from} It is {now} there.",
            Buttons.Of(["timezone Asia/Karachi", "timezone Asia/Kabul", "timezone America/New_York"]));
    }
}
