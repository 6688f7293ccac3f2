using System.Globalization;
using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Lists;
using NewsBot.Commands.Times;
using NewsBot.Stories;
using NewsBot.Stories.Marks;

namespace NewsBot.Commands.Questions;

/// <summary><c>timeline pak-us 30d</c>, <c>timeline #S812</c>: what was said, day by day, the earliest first.</summary>
/// <param name="Of">A topic, a speaker or words, as typed; null for all.</param>
/// <param name="Statement">A statement whose story is told; null when none was named.</param>
/// <param name="Scope">Speaker, topic, further qualifiers and window.</param>
public sealed record TimelineCommand(string? Of, long? Statement, Scope Scope) : ListingCommand(Scope)
{
    public override string? About => Of;

    public override string Title => $"Timeline{(Of is null ? "" : ": " + Of)}{Scoped()}";

    public override ListingCommand WithWords(string words) => this with { Of = words.Length == 0 ? null : words };

    public override Window? DefaultWindow => new(new Point(PointKind.Days, 30), null);

    internal static Reading Read(Arguments arguments)
    {
        var statement = arguments.Take(TokenKind.StatementNumber);
        var scope = Scope.Read(arguments, out var trouble);
        arguments.TakeLeading("of", "on", "about", "for");
        var of = arguments.TakeText(phrases: false);
        if (trouble is not null)
            return trouble;
        if (!arguments.Empty || (statement is not null && (of.Length > 0 || scope != Scope.None)))
            return Verb.Unclear(
                "A timeline is of a topic, a speaker, or the story of one statement.", "timeline pak-us 30d", "timeline #S12");
        return new Understood(new TimelineCommand(of.Any(char.IsLetterOrDigit) ? of : null, statement?.Number, scope));
    }

    public override Command Under(Above above) => Of is null && Statement is null ? this with { Scope = Scope.Under(above) } : this;

    public override string Write() => Statement is { } id
        ? string.Create(CultureInfo.InvariantCulture, $"timeline #S{id}")
        : $"timeline{(Of is null ? "" : " " + QuoteMarks.Phrase(Of))}{Scope.Write()}";
}

/// <summary>Answers <see cref="TimelineCommand"/>.</summary>
public sealed class TimelineHandler(
    StatementFinder finder,
    StatementViews views,
    MarkTable marks,
    StoryMembers stories,
    ShownListTable shown,
    TopicFinder topics,
    CardDeck cards,
    TimeProvider clock)
    : Handler<TimelineCommand>
{
    /// <summary>Rows of a card.</summary>
    private const int Most = 18;

    public override async Task<Answer> AnswerAsync(TimelineCommand command, Request request, CancellationToken cancellationToken)
    {
        if (command.Statement is { } id)
        {
            if (await stories.OfAsync(id, cancellationToken) is not { } members)
                return new Answer(ShownStatement.Unknown(cards, id));
            return new Answer(await CardAsync($"The story of #S{id}", members, command, request, cancellationToken));
        }

        if (command.Scope.Topic is { } topic && topics.Find(topic) is null)
            return new Answer(topics.UnknownIn(command, topic));
        command = (TimelineCommand)finder.Plainly(command);
        var found = await finder.FindAsync(command, request.Conversation, clock.GetUtcNow(), cancellationToken);
        if (found.Error is not null)
            return new Answer(cards.Error("That filter does not work", found.Error, Buttons.Of("help timeline")));
        if (found.Turned is { } turned)
            return new Answer(FrontDesk.Told(cards, UnknownWindow.Turned(turned.Write())));
        return new Answer(found.Statements.Count == 0
            ? cards.Notice(
                "Nothing found",
                $"{command.Title}: no statement {found.Window}.{string.Concat(found.Doubts.Select(d => $"\n{d}"))}",
                Buttons.Of([.. found.Instead.Select(i => i.Write()), "latest", "topics"]))
            : await CardAsync($"{command.Title}: {found.Window}", found.Statements, command, request, cancellationToken));
    }

    private async Task<CardMessage> CardAsync(
        string title, IReadOnlyList<long> found, TimelineCommand command, Request request, CancellationToken cancellationToken)
    {
        // Of many the newest are shown, unless the oldest are asked for, and it is said; "more" goes on with the others.
        var sort = command.Scope.Sort;
        found = await marks.FreeAsync(found, cancellationToken);
        var ordered = await views.ByDayAsync(found, sort == Sort.Oldest, cancellationToken);
        var page = (await views.LoadAsync([.. ordered.Take(Most)], cancellationToken)).ToList();
        if (sort == Sort.Usual)
            page.Reverse();
        var kept = new ShownList(command.Write(), title, ordered, Math.Min(Most, ordered.Count), clock.GetUtcNow());
        if (ordered.Count > Most)
            kept = await shown.NumberAsync(request, kept, cancellationToken);
        await shown.KeepAsync(request, kept, [.. page.Select(v => v.Statement.Id)], clock.GetUtcNow(), cancellationToken);
        var count = found.Count > page.Count ? $". The {(sort == Sort.Oldest ? "oldest" : "newest")} {page.Count} of {found.Count}." : "";
        var list = (Command)(command.Statement is null ? new LatestCommand(command.Of, command.Scope) : new SourceCommand(command.Statement));
        IReadOnlyList<SayButton> more = kept.Number == 0 ? [] : [new SayButton("More", MoreCommand.OfList(kept.Number))];
        return cards.Timeline(title + count, page, request.Conversation.Zone, [.. more, Buttons.Of(list.Write())]);
    }
}
