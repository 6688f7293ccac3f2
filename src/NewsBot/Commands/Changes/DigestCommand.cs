using NewsBot.Commands.Lines;
using NewsBot.Commands.Lists;
using NewsBot.Commands.Questions;
using NewsBot.Commands.Times;
using NewsBot.Conversations;
using NewsBot.Digests;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Changes;

/// <summary>What is asked of a conversation's digest.</summary>
public enum DigestWish
{
    /// <summary>When is it?</summary>
    Show,

    At,
    Now,
    Off,
}

/// <summary><c>digest at 07:30 mon-fri in Asia/Karachi</c>, <c>digest now</c>, <c>digest off</c>.</summary>
/// <param name="Wish">What is asked.</param>
/// <param name="At">The hour; only with <see cref="DigestWish.At"/>.</param>
/// <param name="Days">Bit 0 is Monday; null leaves them, or is every day for a new digest.</param>
/// <param name="Zone">As typed; null leaves the conversation's.</param>
public sealed record DigestCommand(DigestWish Wish, TimeOnly? At = null, int? Days = null, string? Zone = null) : Command
{
    private static readonly string[] OfferedHours = ["07:30", "09:00", "18:00"];

    private static readonly string[] Ends = ["off", "stop", "none", "never", "cancel", "remove"];

    /// <summary>What may stand behind "stop the digest" and change nothing in it.</summary>
    private static readonly string[] Asides = ["now", "here", "again", "altogether", "completely", "entirely", "forever", "for good", "right now"];

    internal static Reading Read(Arguments arguments)
    {
        if (arguments.Empty)
            return new Understood(new DigestCommand(DigestWish.Show));
        if (arguments.Left is [{ Kind: TokenKind.Word } only] && OfWord(only.Text) is { } wish)
            return new Understood(new DigestCommand(wish));
        if (arguments.TakeLeading(Ends))
            return OfEnd(arguments);
        var zones = arguments.TakeValues("zone").Concat(arguments.TakeValues("in")).ToList();
        var schedule = Timetable.Read(arguments, out var trouble);
        if (trouble is null)
            schedule = Timetable.InWords(arguments, schedule, ref trouble);
        arguments.TakeLeading("in", "for", "of");
        arguments.TakeWord("time");
        var zone = string.Join(' ', zones.Append(arguments.TakeText(phrases: false)).Where(z => z.Length > 0));
        if (trouble is not null)
            return trouble;
        if (!arguments.Empty)
        {
            return Verb.Unclear(
                $"“{LineParser.Echo(arguments.Rest())}” does not belong to the digest of this conversation, which lists everything that is followed here. A digest of less is a subscription.",
                "digest at 07:30 mon-fri",
                "subscribe pak-us as:digest at:08:00");
        }

        if (schedule.At is not null)
            return new Understood(new DigestCommand(DigestWish.At, schedule.At, schedule.Days, zone.Length == 0 ? null : zone));
        var days = Weekdays.Write(schedule.Days ?? Weekdays.All);
        return zone.Length > 0
            ? Verb.Unclear(
                $"I do not know what “digest {LineParser.Echo(zone)}” means.",
                "digest at 07:30 mon-fri",
                "digest now",
                "digest off")
            : new Undecided("At what hour?", [.. OfferedHours.Select(h => $"digest at {h} {days}")]);
    }

    // "stop the digest on weekends", "stop digest #3": less, or something else, than the end of the digest.
    private static Reading OfEnd(Arguments arguments)
    {
        var behind = arguments.Rest();
        if (Asides.Contains(behind, StringComparer.OrdinalIgnoreCase))
            return new Understood(new DigestCommand(DigestWish.Off));
        var lines = new List<string>();
        if (arguments.Take(TokenKind.SubscriptionNumber) is { } number)
            lines.Add(new UnsubscribeCommand((int)number.Number, null).Write());
        return Verb.Unclear(
            $"“digest off” ends the digest of this conversation on all days; I do not know what “{LineParser.Echo(behind)}” is to mean with it. Nothing was changed.",
            [.. lines, "digest off", "digest at 07:30 mon-fri"]);
    }

    public override bool Changes => Wish is DigestWish.At or DigestWish.Off;

    public override string Write() => Wish switch
    {
        DigestWish.Show => "digest",
        DigestWish.Now => "digest now",
        DigestWish.Off => "digest off",
        _ => $"digest at {Hours.Write(At ?? default)}"
            + (Days is { } days ? " " + Weekdays.Write(days) : "")
            + (Zone is null ? "" : $" in {QuoteMarks.Write(Zone)}"),
    };

    private static DigestWish? OfWord(string word) => word.ToLowerInvariant() switch
    {
        "now" or "please" or "go" => DigestWish.Now,
        var off when Ends.Contains(off) => DigestWish.Off,
        "show" or "when" or "list" => DigestWish.Show,
        _ => null,
    };
}

/// <summary>Answers <see cref="DigestCommand"/>.</summary>
public sealed class DigestHandler(
    SubscriptionTable subscriptions, ConversationTable conversations, DigestNow digests, DigestAnswers say, ShownListTable shown, TimeProvider clock)
    : Handler<DigestCommand>
{
    public override async Task<Answer> AnswerAsync(DigestCommand command, Request request, CancellationToken cancellationToken)
    {
        var all = await subscriptions.ListAsync(request.Conversation.Id, cancellationToken);
        // The conversation's own digest: everything that is followed, without a filter.
        var digest = all.FirstOrDefault(s => s is { Topic: "", Filter: "", Mode: SubscriptionMode.Digest });
        return command.Wish switch
        {
            DigestWish.Show => new Answer(say.State(digest, all, request.Conversation)),
            DigestWish.Now => await NowAsync(digest, all, request, cancellationToken),
            DigestWish.Off => digest is null
                ? new Answer(say.None(all, request.Conversation))
                : await EndAsync(digest, request, cancellationToken),
            _ => await SetAsync(command, digest, all, request, cancellationToken),
        };
    }

    private async Task<Answer> SetAsync(
        DigestCommand command, Subscription? digest, IReadOnlyList<Subscription> all, Request request, CancellationToken cancellationToken)
    {
        var conversation = request.Conversation;
        if (command.Zone is { } typed)
        {
            var meaning = ZoneNames.Find(typed, clock.GetUtcNow());
            if (meaning.Zone is not { } zone)
                return new Answer(say.Doubt(command, meaning));
            conversation = await conversations.SetZoneAsync(conversation.Id, zone, ZoneSource.Set, cancellationToken);
            await subscriptions.RescheduleAsync(conversation.Id, zone, cancellationToken);
            all = await subscriptions.ListAsync(conversation.Id, cancellationToken);
        }
        else if (request.Zone is { } own && conversation.ZoneSource != ZoneSource.Set && own != conversation.Zone)
        {
            // Nobody has chosen the zone: the hour is meant in that of whoever says it, not of whoever was heard first.
            conversation = await conversations.SetZoneAsync(conversation.Id, own, ZoneSource.Client, cancellationToken);
            await subscriptions.RescheduleAsync(conversation.Id, own, cancellationToken);
            all = await subscriptions.ListAsync(conversation.Id, cancellationToken);
        }

        var at = Hours.Write(command.At ?? default);
        var before = digest;
        digest = digest is null
            ? await subscriptions.AddAsync(
                new NewSubscription(
                    conversation.Id,
                    "",
                    "",
                    SubscriptionMode.Digest,
                    at,
                    command.Days ?? Weekdays.All,
                    request.PersonId,
                    request.PersonName), conversation.Zone, cancellationToken)
            : await subscriptions.ChangeAsync(
                digest, conversation.Zone, "", SubscriptionMode.Digest, at, command.Days ?? digest.Days, cancellationToken);
        return Answer.OfChange(say.Set(digest, before, all, conversation, request));
    }

    private async Task<Answer> NowAsync(
        Subscription? digest, IReadOnlyList<Subscription> all, Request request, CancellationToken cancellationToken)
    {
        var edition = await digests.ComposeNowAsync(request.Conversation, digest, all, cancellationToken);
        var now = clock.GetUtcNow();
        var card = say.Edition(edition, "more");
        var list = new ShownList("digest now", EditionRest.Title(edition.Digest), [], 0, now);
        if (EditionRest.Of(edition.Digest, card.Shown).Count > 0)
        {
            list = await shown.NumberAsync(request, list, cancellationToken);
            card = say.Edition(edition, MoreCommand.OfList(list.Number));
        }

        var rest = EditionRest.Of(edition.Digest, card.Shown);
        if (rest.Count == 0)
            list = list with { Title = $"The {EditionRest.Name(edition.Digest)}" };
        var page = edition.Digest.Listed.Select(v => v.Statement.Id).Distinct().Where(s => !rest.Contains(s)).ToList();
        if (page.Count == 0)
            await shown.AskedAsync(request, list, cancellationToken);
        else
            await shown.KeepAsync(request, list with { Statements = [.. page, .. rest], Position = page.Count }, page, now, cancellationToken);
        return new Answer(card);
    }

    private async Task<Answer> EndAsync(Subscription digest, Request request, CancellationToken cancellationToken)
    {
        await subscriptions.EndAsync(digest.Id, request.Did("turned it off"), cancellationToken);
        return Answer.OfChange(say.Off(digest, request.Who));
    }
}
