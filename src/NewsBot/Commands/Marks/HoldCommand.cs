using System.Globalization;
using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Sources;
using NewsBot.Deliveries;
using NewsBot.Stories;
using NewsBot.Stories.Marks;

namespace NewsBot.Commands.Marks;

/// <summary><c>hold #S12</c>: it is posted nowhere until <c>release #S12</c>. For editors.</summary>
/// <param name="Statement">Null is the one that was shown last.</param>
/// <param name="Release">The embargo ends.</param>
public sealed record HoldCommand(long? Statement, bool Release) : Command
{
    internal static Reading Read(Arguments arguments) =>
        NamedStatement.Read(arguments, "hold", id => new HoldCommand(id, false)) switch
        {
            // "hold everything until 8"
            Misunderstood no => no with { Suggestions = [.. no.Suggestions, "help mute"] },
            var read => read,
        };

    internal static Reading ReadRelease(Arguments arguments) => NamedStatement.Read(arguments, "release", id => new HoldCommand(id, true));

    public override Command Under(Above above) => this with { Statement = NamedStatement.Of(Statement, above) };

    public override string Write() => NamedStatement.Write(Release ? "release" : "hold", Statement);
}

/// <summary>Answers <see cref="HoldCommand"/>.</summary>
public sealed class HoldHandler(
    NamedStatement named, MarkTable marks, HoldSweep sweep, DeliveryTable deliveries, Editors editors, CardDeck cards) : Handler<HoldCommand>
{
    public override async Task<Answer> AnswerAsync(HoldCommand command, Request request, CancellationToken cancellationToken)
    {
        if (!editors.Has(request))
            return new Answer(QueueHandler.NoEditor(cards, "Only editors hold and release"));
        var (view, instead) = await named.FindAsync(command.Statement, request, command.Release ? "release" : "hold", cancellationToken);
        if (view is null)
            return new Answer(instead!);
        return new Answer(command.Release
            ? await ReleaseAsync(view.Statement.Id, request, cancellationToken)
            : await HoldAsync(view, request, cancellationToken));
    }

    private async Task<CardMessage> HoldAsync(StatementView view, Request request, CancellationToken cancellationToken)
    {
        var id = view.Statement.Id;
        if (!await marks.HoldAsync(request.Conversation.Id, id, (request.PersonId, request.Who), cancellationToken))
        {
            return cards.Notice(
                string.Create(CultureInfo.InvariantCulture, $"#S{id} is held already"),
                $"{view.Hold?.By ?? "An editor"} holds it.",
                Buttons.Of([$"release #S{id}", "held"]));
        }

        await sweep.RunAsync(cancellationToken);
        var posted = await deliveries.PostedInAsync(id, cancellationToken);
        var before = posted == 0 ? "It was posted nowhere yet." : $"It was posted before, in {CardText.Count(posted, "conversation")}; those posts stay.";
        return cards.Notice(
            string.Create(CultureInfo.InvariantCulture, $"#S{id} is held"),
            $"{request.Who} put a hold on it: no alert, edition, list or search shows it, here and everywhere, until it is released. {before}",
            [new SayButton("Undo", $"release #S{id}"), Buttons.Of("held")]);
    }

    private async Task<CardMessage> ReleaseAsync(long id, Request request, CancellationToken cancellationToken) =>
        await marks.ReleaseAsync(id, cancellationToken)
            ? cards.Notice(
                string.Create(CultureInfo.InvariantCulture, $"#S{id} is released"),
                $"{request.Who} released it. Who follows it and has not seen it is told now, or in their next edition.",
                [new SayButton("Undo", $"hold #S{id}"), Buttons.Of($"why #S{id}"), Buttons.Of("held")])
            : cards.Notice(
                "Nothing to release", string.Create(CultureInfo.InvariantCulture, $"Nobody holds #S{id}."), Buttons.Of("held"));
}
