using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Questions;

namespace NewsBot.Commands.Lists;

/// <summary>What a follow-up comes to.</summary>
/// <param name="List">The list that is meant; null when something is to be said instead.</param>
/// <param name="Before">The line of the list before, if that held anything.</param>
/// <param name="Instead">What to say.</param>
internal sealed record Followed(ListingCommand? List, string? Before, CardMessage? Instead);

/// <summary>Takes a line that changes the list before it to the list that is meant, for its reader in the conversation.</summary>
public sealed class FollowUps(ShownListTable shown, ListNarrowing narrowing, CardDeck cards, TimeProvider clock)
{
    /// <summary>As long as "more" goes on with a list.</summary>
    private static readonly TimeSpan Kept = MoreHandler.Kept;

    /// <param name="said">What the line asks of a list.</param>
    /// <param name="told">What is said to the line by itself.</param>
    /// <param name="request">Who asks, and where.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    internal async Task<Followed> ReadAsync(FollowUp said, Misunderstood told, Request request, CancellationToken cancellationToken)
    {
        if (await LastAsync(request, cancellationToken) is not var (list, before))
            return new Followed(null, null, told.Heading is null ? NoList(said, request) : FrontDesk.Told(cards, told));
        var narrowed = await narrowing.OfAsync(list, said, cancellationToken);
        return narrowed.List is { } meant
            ? new Followed(meant, before, null)
            : new Followed(null, null, FrontDesk.Told(cards, narrowed.Unclear ?? told));
    }

    private async Task<(ListingCommand List, string? Before)?> LastAsync(Request request, CancellationToken cancellationToken)
    {
        var last = await shown.FindAsync(request, cancellationToken)
            ?? (request.Above is null ? await shown.NewestAsync(request, cancellationToken) : null);
        return last is not null && clock.GetUtcNow() - last.Shown <= Kept
            && LineParser.Parse(last.Command) is Understood(ListingCommand list and not TimelineCommand { Statement: not null })
            ? (list, last.Statements.Count > 0 ? last.Command : null)
            : null;
    }

    private CardMessage NoList(FollowUp said, Request request) => cards.Notice(
        "No list is open",
        $"“{LineParser.Echo(LineText.Clean(request.Line))}” changes the list that you were shown last, and there is none here. "
        + $"Ask for one first, for example: {said.Example}.",
        Buttons.Of([said.Example, "help only"]));
}
