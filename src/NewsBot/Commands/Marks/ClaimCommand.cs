using System.Globalization;
using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Stories;
using NewsBot.Stories.Marks;

namespace NewsBot.Commands.Marks;

/// <summary><c>claim #S12</c>: the person is on it; <c>unclaim #S12</c> takes that back.</summary>
/// <param name="Statement">Null is the one that was shown last.</param>
/// <param name="Back">The claim is taken back.</param>
/// <param name="Over">It is taken over from somebody else.</param>
public sealed record ClaimCommand(long? Statement, bool Back = false, bool Over = false) : Command
{
    internal static Reading Read(Arguments arguments)
    {
        var over = arguments.TakeWord("over");
        return NamedStatement.Read(arguments, over ? "claim over" : "claim", id => new ClaimCommand(id, Over: over));
    }

    internal static Reading ReadBack(Arguments arguments) => NamedStatement.Read(arguments, "unclaim", id => new ClaimCommand(id, Back: true));

    public override Command Under(Above above) => this with { Statement = NamedStatement.Of(Statement, above) };

    public override string Write() => NamedStatement.Write(Back ? "unclaim" : Over ? "claim over" : "claim", Statement);
}

/// <summary>Answers <see cref="ClaimCommand"/>: everybody in the conversation sees who is on what.</summary>
public sealed class ClaimHandler(NamedStatement named, MarkTable marks, DeliveryTable deliveries, CardDeck cards) : Handler<ClaimCommand>
{
    public override async Task<Answer> AnswerAsync(ClaimCommand command, Request request, CancellationToken cancellationToken)
    {
        var (view, instead) = await named.FindAsync(command.Statement, request, command.Back ? "unclaim" : "claim", cancellationToken);
        if (view is null)
            return new Answer(instead!);
        return new Answer(command.Back
            ? await UnclaimAsync(view, request, cancellationToken)
            : await ClaimAsync(view, command.Over, request, cancellationToken));
    }

    private async Task<CardMessage> ClaimAsync(StatementView view, bool over, Request request, CancellationToken cancellationToken)
    {
        var id = view.Statement.Id;
        var claim = await marks.ClaimAsync(request.Conversation.Id, id, request.PersonId, request.Who, over, cancellationToken);
        if (claim.Person != request.PersonId)
        {
            return cards.Notice(
                string.Create(CultureInfo.InvariantCulture, $"{IsOn(claim.Name)} #S{id}"),
                $"Since {new LocalTime(request.Conversation.Zone).WithWeekday(claim.Claimed)}. Nothing was changed.",
                [new SayButton("Take it over", new ClaimCommand(id, Over: true).Write()), Buttons.Of("claims")]);
        }

        await deliveries.MarkedAsync(request.Conversation.Id, id);
        return cards.Notice(
            string.Create(CultureInfo.InvariantCulture, $"{IsOn(request.Who)} #S{id}"),
            $"{StatementFields.Text(view, new LocalTime(request.Conversation.Zone), 200)}\nIts cards here say so, for everybody in this conversation.",
            [new SayButton("Undo", new ClaimCommand(id, Back: true).Write()), Buttons.Of($"source #S{id}"), Buttons.Of("claims")]);
    }

    private async Task<CardMessage> UnclaimAsync(StatementView view, Request request, CancellationToken cancellationToken)
    {
        var id = view.Statement.Id;
        if (await marks.UnclaimAsync(request.Conversation.Id, id, cancellationToken) is not { } was)
        {
            return cards.Notice(
                "Nobody is on it",
                string.Create(CultureInfo.InvariantCulture, $"#S{id} is claimed by nobody here."),
                Buttons.Of([$"claim #S{id}", "claims"]));
        }

        await deliveries.MarkedAsync(request.Conversation.Id, id);
        var whose = was.Person == request.PersonId ? $"{request.Who} left it." : $"{request.Who} took {was.Name} off it.";
        // Nobody can claim in another's name.
        IReadOnlyList<SayButton> back = was.Person == request.PersonId ? [new SayButton("Undo", $"claim #S{id}")] : [];
        return cards.Notice(
            string.Create(CultureInfo.InvariantCulture, $"#S{id} is free"), whose, [.. back, Buttons.Of("claims")]);
    }

    private static string IsOn(string name) => name == Conversation.Nameless ? "You are on" : $"{name} is on";
}
