using System.Globalization;
using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Times;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Changes;

/// <summary><c>mute 2h</c>, <c>mute #3 until mon</c>, <c>unmute</c>.</summary>
/// <param name="Number">Null is all that is followed.</param>
/// <param name="Until">Null ends the silence.</param>
public sealed record MuteCommand(int? Number, Later? Until) : Command
{
    private static readonly string[] Offered = ["1h", "8h", "until tomorrow"];

    public override bool Changes => true;

    internal static Reading Read(Arguments arguments)
    {
        var number = (int?)arguments.Take(TokenKind.SubscriptionNumber)?.Number;
        arguments.TakeLeading("all", "everything", "alerts", "this");
        var text = string.Join(' ', arguments.TakeValues("until").Select(u => "until " + u).Append(arguments.TakeText(phrases: false)).Where(t => t.Length > 0));
        if (!arguments.Empty)
            return Unclear(arguments.Rest());
        // "mute 3 until mon" names a subscription, "mute 3 hours" a length.
        if (number is null && text.Split(' ', 2) is [var first, var rest]
            && !Later.TryParse(text, out _) && Later.TryParse(rest, out _)
            && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var bare))
            (number, text) = (bare, rest);
        if (text.Length == 0)
            return new Undecided("For how long?", [.. Offered.Select(o => Line(number, o))]);
        if (text.Equals("off", StringComparison.OrdinalIgnoreCase))
            return new Understood(new MuteCommand(number, null));
        if (Later.Readings(text) is { Count: > 0 } readings)
        {
            return new Undecided(
                $"“{text}” can be read in two ways. Which one is meant?", [.. readings.Select(r => Line(number, r))]);
        }

        return Later.TryParse(text, out var later) ? new Understood(new MuteCommand(number, later)) : Unclear(text);
    }

    internal static Reading ReadEnd(Arguments arguments)
    {
        var number = arguments.TakeNumber();
        arguments.TakeLeading("all", "everything", "alerts", "this");
        return arguments.Empty
            ? new Understood(new MuteCommand(number, null))
            : Verb.Unclear("Name a subscription by its number, or none for all that is muted.", "unmute", "unmute #3");
    }

    public override string Write() => Until is null
        ? $"unmute{Of(Number)}"
        : Line(Number, Until.Write());

    /// <summary>The line that mutes for what was left of a silence; null when nothing was.</summary>
    internal static string? Again(int? number, DateTimeOffset? until, DateTimeOffset now)
    {
        if (until is not { } end || end <= now)
            return null;
        var (minutes, hours) = (Math.Ceiling((end - now).TotalMinutes), Math.Ceiling((end - now).TotalHours));
        return Line(number, hours < 48
            ? string.Create(CultureInfo.InvariantCulture, $"{minutes}min")
            : string.Create(CultureInfo.InvariantCulture, $"{hours}h"));
    }

    private static string Line(int? number, string until) => $"mute{Of(number)} {until}";

    private static string Of(int? number) => number is { } n ? string.Create(CultureInfo.InvariantCulture, $" #{n}") : "";

    private static Misunderstood Unclear(string typed) => Verb.Unclear(
        $"I do not know the time in “{LineParser.Echo(typed)}”. These work: 2h, until 08:00, until mon, until 2026-12-24.",
        typed.Contains("weekend", StringComparison.OrdinalIgnoreCase) ? ["mute until mon", "help mute"] : ["help mute"]);
}

/// <summary>Answers <see cref="MuteCommand"/>: what is found meanwhile waits, and comes afterwards in one card.</summary>
public sealed class MuteHandler(SubscriptionTable subscriptions, TopicFinder topics, CardDeck cards, TimeProvider clock)
    : Handler<MuteCommand>
{
    public override async Task<Answer> AnswerAsync(MuteCommand command, Request request, CancellationToken cancellationToken)
    {
        var all = await subscriptions.ListAsync(request.Conversation.Id, cancellationToken);
        var meant = all.Where(s => command.Number is null || s.Number == command.Number).ToList();
        if (meant.Count == 0)
        {
            return new Answer(command.Number is { } number
                ? cards.Error("No such subscription", $"There is no #{number} here.", Buttons.Of("list"))
                : cards.Notice("Nothing is followed here", "There is nothing to mute.", Buttons.Of("topics")));
        }

        return command.Until is { } until
            ? await MuteAsync(command, until, meant, request, cancellationToken)
            : await UnmuteAsync(command, meant, request, cancellationToken);
    }

    private async Task<Answer> MuteAsync(
        MuteCommand command, Later until, List<Subscription> meant, Request request, CancellationToken cancellationToken)
    {
        if (until.After(clock.GetUtcNow(), request.Conversation.Zone) is not { } end)
            return new Answer(cards.Error("That time has passed", "Nothing was muted.", Buttons.Of(["mute 2h", "mute until tomorrow"])));
        var muted = meant.Where(s => s.State == SubscriptionState.Active || s.PausedUntil is not null).ToList();
        if (muted.Count == 0)
            return new Answer(cards.Notice("Paused already", "What is paused has no sound to take away.", Buttons.Of("list")));
        var time = new LocalTime(request.Conversation.Zone).WithWeekday(end);
        foreach (var subscription in muted)
            await subscriptions.MuteAsync(subscription.Id, end, request.Did($"muted it until {time}"), cancellationToken);
        var edition = muted.Exists(s => s.NextDue <= end) ? " So does the edition whose hour falls into it." : "";
        return Answer.OfChange(cards.Notice(
            "Muted",
            $"{request.Who} muted {Names(muted)} until {time}. What is found until then comes afterwards, in one card.{edition}",
            [new SayButton("Undo", new MuteCommand(command.Number, null).Write()), Buttons.Of("list")]));
    }

    private async Task<Answer> UnmuteAsync(
        MuteCommand command, List<Subscription> meant, Request request, CancellationToken cancellationToken)
    {
        var muted = meant.Where(s => s.PausedUntil is not null).ToList();
        if (muted.Count == 0)
            return new Answer(cards.Notice("Nothing is muted here", "Alerts come as statements are found.", Buttons.Of(["mute 2h", "list"])));
        foreach (var subscription in muted)
            await subscriptions.SetStateAsync(subscription.Id, SubscriptionState.Active, null, cancellationToken);
        var alike = muted.TrueForAll(m => m.PausedUntil == muted[0].PausedUntil);
        IReadOnlyList<SayButton> back = alike && MuteCommand.Again(command.Number, muted[0].PausedUntil, clock.GetUtcNow()) is { } again
            ? [new SayButton("Undo", again)]
            : [];
        return Answer.OfChange(cards.Notice(
            "No longer muted",
            $"{request.Who} ended the silence of {Names(muted)}. What was found meanwhile comes now.",
            [.. back, .. Buttons.Of(["list", "since 24h"])]));
    }

    private string Names(IEnumerable<Subscription> some) => string.Join("; ", some.Take(10).Select(s => Subscribed.Name(s, topics)));
}
