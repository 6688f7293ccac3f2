using System.Globalization;
using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Lists;
using NewsBot.Stories;

namespace NewsBot.Commands.Questions;

/// <summary>How a citation is written.</summary>
public enum CitationStyle
{
    /// <summary>Everything that an editor checks, a line for each.</summary>
    Full,

    /// <summary>One sentence for running copy.</summary>
    Ap,
}

/// <summary><c>cite #S12</c>, <c>cite ap #S12</c>: a citation that is ready to paste.</summary>
/// <param name="Statement">Null is the one that was shown last.</param>
public sealed record CiteCommand(long? Statement, CitationStyle Style) : Command
{
    internal static Reading Read(Arguments arguments)
    {
        var statement = arguments.Take(TokenKind.StatementNumber);
        var style = arguments.TakeWord("ap") ? CitationStyle.Ap : CitationStyle.Full;
        arguments.TakeLeading("of", "for", "as", "in", "full", "style");
        return arguments.Empty
            ? new Understood(new CiteCommand(statement?.Number, style))
            : Verb.Unclear("Name the statement by the number on its card.", "cite #S12", "cite ap #S12");
    }

    public override Command Under(Above above) =>
        Statement is null && above.Statements is [var only] ? this with { Statement = only } : this;

    public override string Write() =>
        "cite" + (Style == CitationStyle.Ap ? " ap" : "")
        + (Statement is { } id ? string.Create(CultureInfo.InvariantCulture, $" #S{id}") : "");
}

/// <summary>Answers <see cref="CiteCommand"/>.</summary>
public sealed class CiteHandler(LastShown last, ShownStatement texts, StatementViews views, ShownListTable shown, CardDeck cards)
    : Handler<CiteCommand>
{
    public override async Task<Answer> AnswerAsync(CiteCommand command, Request request, CancellationToken cancellationToken)
    {
        var id = command.Statement;
        if (id is null)
        {
            (id, var instead) = await last.FindAsync(request, "cite", cancellationToken);
            if (id is null)
                return new Answer(instead!);
        }

        if (await views.LoadAsync([id.Value], cancellationToken) is not [var view])
            return new Answer(ShownStatement.Unknown(cards, id.Value));
        await shown.LookAsync(request, id.Value, texts.Now, cancellationToken);
        var lines = command.Style == CitationStyle.Ap
            ? [Citation.Ap(view)]
            : Citation.Full(view, request.Conversation.Zone, await texts.TextsAsync(id.Value, cancellationToken));
        var other = command with { Statement = id, Style = command.Style == CitationStyle.Ap ? CitationStyle.Full : CitationStyle.Ap };
        return new Answer(cards.Notice(
            string.Create(CultureInfo.InvariantCulture, $"Citation of #S{id}"),
            string.Join('\n', lines),
            Buttons.Of([other.Write(), string.Create(CultureInfo.InvariantCulture, $"source #S{id}")])));
    }
}
