using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Conversations;

namespace NewsBot.Commands.Changes;

/// <summary><c>layout compact</c>, <c>layout full</c>: how much of a statement the posts of a conversation show.</summary>
/// <param name="Layout">Null asks which one holds.</param>
public sealed record LayoutCommand(CardLayout? Layout) : Command
{
    public override bool Changes => Layout is not null;

    internal static Reading Read(Arguments arguments)
    {
        arguments.TakeAside();
        arguments.TakeLeading("to", "is", "be");
        var typed = arguments.TakeText(phrases: false);
        CardLayout? layout = typed.ToLowerInvariant() switch
        {
            "compact" or "small" or "smaller" or "shorter" or "short" or "condensed" or "brief" => CardLayout.Compact,
            "full" or "big" or "bigger" or "larger" or "large" or "long" or "normal" or "default" => CardLayout.Full,
            _ => null,
        };
        return arguments.Empty && (layout is not null || typed.Length == 0)
            ? new Understood(new LayoutCommand(layout))
            : Verb.Unclear("Cards are full or compact.", "layout compact", "layout full");
    }

    public override string Write() => Layout is { } layout ? $"layout {LayoutHandler.Name(layout)}" : "layout";
}

/// <summary>Answers <see cref="LayoutCommand"/>.</summary>
public sealed class LayoutHandler(ConversationTable conversations, CardDeck cards) : Handler<LayoutCommand>
{
    public override async Task<Answer> AnswerAsync(LayoutCommand command, Request request, CancellationToken cancellationToken)
    {
        var (before, now) = (request.Conversation.Layout, command.Layout ?? request.Conversation.Layout);
        var other = now == CardLayout.Full ? CardLayout.Compact : CardLayout.Full;
        if (now == before)
            return new Answer(cards.Notice($"Layout: {Name(now)}", Says(now), Buttons.Of([new LayoutCommand(other).Write(), "settings"])));
        await conversations.SetLayoutAsync(request.Conversation.Id, now, cancellationToken);
        return Answer.OfChange(cards.Notice(
            $"Layout: {Name(now)}",
            $"{request.Who} made the cards of this conversation {Name(now)}. {Says(now)} Posts that stand here stay as they are.",
            [new SayButton("Undo", new LayoutCommand(before).Write()), Buttons.Of("settings")]));
    }

    internal static string Name(CardLayout layout) => layout.ToString().ToLowerInvariant();

    private static string Says(CardLayout layout) => layout == CardLayout.Compact
        ? "An alert shows the beginning of the words, the speaker and the first outlet; “more” and “source” show the rest."
        : "An alert shows the words, the speaker's office, where and when, the outlets and why it came.";
}
