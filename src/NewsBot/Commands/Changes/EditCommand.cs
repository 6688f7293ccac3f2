using System.Globalization;
using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Times;
using NewsBot.Feeds.Listings;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Changes;

/// <summary><c>edit #3 +speaker:"…" -outlet:y at:08:00</c>: changes what one subscription wants, and keeps the rest.</summary>
/// <param name="Number">The subscription's number.</param>
/// <param name="Change">The qualifiers that are added to the filter, or that it becomes.</param>
/// <param name="Whole">The filter becomes what is written: <c>edit #3 to speaker:Dar</c>.</param>
/// <param name="Mode">Null leaves it.</param>
/// <param name="At">The hour of a digest; null leaves it.</param>
/// <param name="Days">The days of a digest, bit 0 is Monday; null leaves them.</param>
public sealed record EditCommand(
    int Number, string Change, bool Whole = false, SubscriptionMode? Mode = null, TimeOnly? At = null, int? Days = null) : Command
{
    public override bool Changes => true;

    internal static Reading Read(Arguments arguments)
    {
        if (arguments.TakeNumber() is not { } number)
            return Verb.Unclear("Edit which subscription? Name it by its number, for example: edit #3 -outlet:dawn.", "list", "help edit");
        // A button changes what was typed, or nothing.
        string[] lines = [$"show #{number}", "help edit"];
        var whole = arguments.TakeLeading("to", "as");
        var mode = arguments.TakeValues("as");
        var schedule = Timetable.Read(arguments, out var trouble);
        var filters = FilterText.Write(arguments.TakeFilters());
        var words = arguments.TakeText(phrases: false);
        if (trouble is not null)
            return trouble;
        if (mode.Count > 0 && OfMode(mode[^1]) is null)
            return Verb.Unclear($"“as:{LineParser.Echo(mode[^1])}” is not understood. It can be alerts or digest.", lines);
        if (!arguments.Empty || (words.Length > 0 && !(whole && filters.Length == 0 && words is "anything" or "everything")))
            return Verb.Unclear($"“{LineParser.Echo(words.Length > 0 ? words : arguments.Rest())}” does not belong here.", lines);
        var wish = mode.Count > 0 ? OfMode(mode[^1]) : null;
        if (filters.Length == 0 && !whole && wish is null && schedule is { At: null, Days: null })
            return Verb.Unclear("Change what? Add a qualifier, or take one out with any, for example: speaker:any.", lines);
        if (wish == SubscriptionMode.Alerts && schedule is not { At: null, Days: null })
        {
            return Verb.Unclear(
                "Alerts come as statements are found; an hour or days belong to a digest.",
                new EditCommand(number, filters, whole, SubscriptionMode.Digest, schedule.At, schedule.Days).Write(),
                new EditCommand(number, filters, whole, SubscriptionMode.Alerts).Write());
        }

        return new Understood(new EditCommand(number, filters, whole, wish, schedule.At, schedule.Days));
    }

    public override string Write()
    {
        var parts = new[]
        {
            string.Create(CultureInfo.InvariantCulture, $"edit #{Number}"),
            Whole ? "to" : "",
            Whole && Change.Length == 0 ? "anything" : Change,
            Mode switch { SubscriptionMode.Alerts => "as:alerts", SubscriptionMode.Digest => "as:digest", _ => "" },
            At is { } at ? $"at:{Hours.Write(at)}" : "",
            Days is { } days ? $"days:{Weekdays.Write(days)}" : "",
        };
        return string.Join(' ', parts.Where(p => p.Length > 0));
    }

    private static SubscriptionMode? OfMode(string mode) => mode.ToLowerInvariant() switch
    {
        "digest" or "digests" => SubscriptionMode.Digest,
        "alert" or "alerts" => SubscriptionMode.Alerts,
        _ => null,
    };
}

/// <summary>Answers <see cref="EditCommand"/>.</summary>
public sealed class EditHandler(SubscriptionTable subscriptions, Interest interest, SourceBook book, TopicFinder topics, CardDeck cards)
    : Handler<EditCommand>
{
    private static readonly TimeOnly Morning = new(8, 0);

    public override async Task<Answer> AnswerAsync(EditCommand command, Request request, CancellationToken cancellationToken)
    {
        var before = await subscriptions.FindAsync(request.Conversation.Id, command.Number, cancellationToken);
        if (before is null or { State: SubscriptionState.Ended })
        {
            return new Answer(cards.Error(
                "No such subscription", $"There is no #{command.Number} here. Nothing was changed.", Buttons.Of("list")));
        }

        var written = command.Whole ? command.Change : EditedFilter.Of(before.Filter, command.Change);
        if (!SubscriptionFilter.TryParse(written, out var filter, out var error))
            return new Answer(cards.Error("That filter does not work", $"{error} Nothing was changed.", Buttons.Of("help edit")));
        if (before.Topic.Length == 0 && filter.Qualifiers.Count == 0 && before.Filter.Length > 0)
        {
            return new Answer(cards.Error(
                "That would follow everything",
                $"#{before.Number} has no topic: without a filter it wants every statement. Nothing was changed.",
                Buttons.Of([$"unsubscribe #{before.Number}", "topics"])));
        }

        var mode = command.Mode ?? (command.At is not null ? SubscriptionMode.Digest : before.Mode);
        if (mode == SubscriptionMode.Alerts && command.Days is not null)
        {
            return new Answer(cards.Error(
                "Days belong to a digest",
                $"#{before.Number} posts alerts as statements are found. Nothing was changed.",
                Buttons.Of((command with { Mode = SubscriptionMode.Digest, At = Morning }).Write())));
        }

        var at = mode == SubscriptionMode.Digest ? command.At is { } hour ? Hours.Write(hour) : before.At ?? Hours.Write(Morning) : null;
        var days = mode == SubscriptionMode.Digest ? command.Days ?? before.Days : Weekdays.All;
        var after = await subscriptions.ChangeAsync(
            before, request.Conversation.Zone, filter.ToString(), mode, at, days, cancellationToken);
        var does = after.Mode == SubscriptionMode.Alerts ? "Alerts come as statements are found." : $"A digest comes {Subscribed.Hour(after, request.Conversation)}.";
        var doubts = string.Join(' ', interest.Doubts(filter, await book.AddedAsync(cancellationToken)));
        return Answer.OfChange(cards.Notice(
            $"Changed: #{after.Number}",
            $"{request.Who} changed {Subscribed.Name(after, topics)}.\nFilter: {(after.Filter.Length == 0 ? "none" : after.Filter)}. Before: {(before.Filter.Length == 0 ? "none" : before.Filter)}. {does}\n{doubts}".TrimEnd(),
            [new SayButton("Undo", Back(before, after)), Buttons.Of($"show #{after.Number}")]));
    }

    // The line that takes a change back.
    private static string Back(Subscription before, Subscription after) => new EditCommand(
        before.Number,
        before.Filter,
        Whole: true,
        before.Mode == after.Mode ? null : before.Mode,
        before.Mode == SubscriptionMode.Digest && (before.At != after.At || before.Mode != after.Mode) ? Hours.Of(before.At) : null,
        before.Days == after.Days || before.Mode == SubscriptionMode.Alerts ? null : before.Days).Write();
}
