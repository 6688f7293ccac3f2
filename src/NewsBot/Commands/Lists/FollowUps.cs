using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Questions;

namespace NewsBot.Commands.Lists;

/// <summary>Answers a line that changes the list before it, for its reader in the conversation.</summary>
public sealed class FollowUps(ShownListTable shown, ListNarrowing narrowing, StatementLists lists, CardDeck cards, TimeProvider clock)
{
    /// <summary>As long as "more" goes on with a list.</summary>
    private static readonly TimeSpan Kept = MoreHandler.Kept;

    /// <param name="said">What the line asks of a list.</param>
    /// <param name="told">What is said to the line by itself.</param>
    /// <param name="request">Who asks, and where.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    internal async Task<Answer> AnswerAsync(FollowUp said, Misunderstood told, Request request, CancellationToken cancellationToken)
    {
        if (await LastAsync(request, cancellationToken) is not var (list, line))
            return new Answer(told.Heading is null ? NoList(said, request) : FrontDesk.Told(cards, told));
        var narrowed = await narrowing.OfAsync(list, said, cancellationToken);
        return narrowed.List is { } meant
            ? await lists.AnswerAsync(meant, request, line, cancellationToken)
            : new Answer(FrontDesk.Told(cards, narrowed.Unclear ?? told));
    }

    private async Task<(ListingCommand List, string Line)?> LastAsync(Request request, CancellationToken cancellationToken)
    {
        var last = await shown.FindAsync(request, cancellationToken)
            ?? (request.Above is null ? await shown.NewestAsync(request, cancellationToken) : null);
        return last is not null && clock.GetUtcNow() - last.Shown <= Kept
            && LineParser.Parse(last.Command) is Understood(ListingCommand list and not TimelineCommand { Statement: not null })
            ? (list, last.Command)
            : null;
    }

    private CardMessage NoList(FollowUp said, Request request) => cards.Notice(
        "No list is open",
        $"“{LineParser.Echo(LineText.Clean(request.Line))}” changes the list that you were shown last, and there is none here. "
        + $"Ask for one first, for example: {said.Example}.",
        Buttons.Of([said.Example, "help only"]));
}
