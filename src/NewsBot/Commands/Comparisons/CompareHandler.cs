using NewsBot.Cards;
using NewsBot.Commands.Lists;
using NewsBot.Commands.Times;
using NewsBot.Desk;
using NewsBot.Stories;
using NewsBot.Stories.Marks;

namespace NewsBot.Commands.Comparisons;

/// <summary>Answers <see cref="CompareCommand"/>: of each speaker the newest, word for word.</summary>
public sealed class CompareHandler(
    StatementFinder finder,
    StatementViews views,
    MarkTable marks,
    ShownListTable shown,
    TopicFinder topics,
    Newsdesk desk,
    CardDeck cards,
    TimeProvider clock)
    : Handler<CompareCommand>
{
    /// <summary>Statements of a speaker: more than these are behind a button.</summary>
    private const int Most = 3;

    public override async Task<Answer> AnswerAsync(CompareCommand command, Request request, CancellationToken cancellationToken)
    {
        if (command.Statements is var (one, other))
            return new Answer(await StatementsAsync(one, other, request, cancellationToken));
        if (command.Scope.Topic is { } topic && topics.Find(topic) is null)
            return new Answer(topics.UnknownIn(command.Asking(command.One), topic));
        var first = await SideAsync(command.One, command, request, cancellationToken);
        var second = await SideAsync(command.Other, command, request, cancellationToken);
        if ((first.Found.Error ?? second.Found.Error) is { } error)
            return new Answer(cards.Error("That filter does not work", error, Buttons.Of("help compare")));
        if (first.Found.Turned is { } turned)
            return new Answer(FrontDesk.Told(cards, UnknownWindow.Turned((command with { Scope = turned.Scope }).Write())));
        if (Meant(command, first.Found, second.Found) is { } meant)
        {
            return new Answer(cards.Notice(
                "Who is meant?", $"Nobody is known here as one of the two. Did you mean: {meant.Write()}?", Buttons.Of([meant.Write(), "latest"])));
        }

        IReadOnlyList<long> ids = [.. first.Views.Concat(second.Views).Select(v => v.Statement.Id)];
        if (ids.Count > 0)
            await shown.LookAsync(request, ids, clock.GetUtcNow(), cancellationToken);
        return new Answer(cards.Comparison(
            $"{command.One} beside {command.Other}{(command.Said.Length == 0 ? "" : " about " + command.Said)}{command.Asking("").Scoped()}",
            first.Found.Window,
            [Column(command.One, first), Column(command.Other, second)],
            request.Conversation.Zone,
            [All(command.One, command), All(command.Other, command)]));
    }

    private async Task<CardMessage> StatementsAsync(long one, long other, Request request, CancellationToken cancellationToken)
    {
        var free = await marks.FreeAsync([one, other], cancellationToken);
        var both = await views.LoadAsync(free, cancellationToken);
        if (both.FirstOrDefault(v => v.Statement.Id == one) is not { } first)
            return ShownStatement.Unknown(cards, one);
        if (both.FirstOrDefault(v => v.Statement.Id == other) is not { } second)
            return ShownStatement.Unknown(cards, other);
        await shown.LookAsync(request, [one, other], clock.GetUtcNow(), cancellationToken);
        return cards.Comparison(
            $"#S{one} beside #S{other}",
            "",
            [new(first.Statement.SpeakerName, [first], ""), new(second.Statement.SpeakerName, [second], "")],
            request.Conversation.Zone,
            Buttons.Of([$"source #S{one}", $"source #S{other}", $"timeline #S{one}"]));
    }

    private async Task<Side> SideAsync(string speaker, CompareCommand command, Request request, CancellationToken cancellationToken)
    {
        var found = await finder.FindAsync(command.Asking(speaker), request.Conversation, clock.GetUtcNow(), cancellationToken);
        var free = await marks.FreeAsync(found.Statements, cancellationToken);
        return new Side(found, await views.LoadAsync([.. free.Take(Most)], cancellationToken), free.Count);
    }

    // A misspelt name is asked about before half a comparison is shown.
    private static CompareCommand? Meant(CompareCommand command, Found one, Found other)
    {
        var meant = command with { One = one.NearSpeaker ?? command.One, Other = other.NearSpeaker ?? command.Other };
        return meant == command ? null : meant;
    }

    // "Dar" is Ishaq Dar; "Pakistan" is more than the three who spoke last.
    private ComparedSpeaker Column(string typed, Side side) => new(
        desk.Index.Find(typed).Count <= 1 && desk.Index.SideOf(typed) is null && side.Views.Count > 0
            && (side.Count == side.Views.Count || desk.Index.Find(typed).Count == 1)
            && side.Views.All(v => v.Statement.SpeakerName == side.Views[0].Statement.SpeakerName)
            ? side.Views[0].Statement.SpeakerName
            : typed,
        side.Views,
        side.Views.Count == 0 ? "No statement." : side.Count > side.Views.Count ? $"The newest {side.Views.Count} of {side.Count}." : "");

    private static SayButton All(string speaker, CompareCommand command) => new($"All of {speaker}", command.Asking(speaker).Write());

    private sealed record Side(Found Found, IReadOnlyList<StatementView> Views, int Count);
}
