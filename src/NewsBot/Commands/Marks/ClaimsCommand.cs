using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Stories;
using NewsBot.Stories.Marks;

namespace NewsBot.Commands.Marks;

/// <summary><c>claims</c>: who is on what in this conversation.</summary>
public sealed record ClaimsCommand : Command
{
    internal static Reading Read(Arguments arguments)
    {
        arguments.TakeLeading("here", "all", "list");
        return Verb.Alone(arguments, new ClaimsCommand());
    }

    public override string Write() => "claims";
}

/// <summary>Answers <see cref="ClaimsCommand"/>.</summary>
public sealed class ClaimsHandler(MarkTable marks, StatementViews views, CardDeck cards) : Handler<ClaimsCommand>
{
    private const int Most = 15, MostButtons = 4;

    public override async Task<Answer> AnswerAsync(ClaimsCommand command, Request request, CancellationToken cancellationToken)
    {
        var claims = await marks.ClaimsAsync(request.Conversation.Id, Most, cancellationToken);
        if (claims.Count == 0)
        {
            return new Answer(cards.Notice(
                "Nobody is on anything",
                "“claim” and the number on a card tell everybody here that you are on it: claim #S12.",
                Buttons.Of(["latest", "since yesterday"])));
        }

        var loaded = (await views.LoadAsync([.. claims.Select(c => c.StatementId)], cancellationToken)).ToDictionary(v => v.Statement.Id);
        var time = new LocalTime(request.Conversation.Zone);
        var rows = claims.Where(c => loaded.ContainsKey(c.StatementId))
            .Select(c => ($"{c.Name}, {time.WithWeekday(c.Claimed)}", cards.Row(loaded[c.StatementId], request.Conversation.Zone)));
        return new Answer(cards.Why(
            "Who is on what", [.. rows], Buttons.Of(claims.Take(MostButtons).Select(c => $"source #S{c.StatementId}"))));
    }
}
