using System.Globalization;
using Dapper;
using NewsBot.Cards;
using NewsBot.Storage;
using NewsBot.Stories;
using NewsBot.Stories.Marks;

namespace NewsBot.Commands.Lists;

/// <summary>Shows one statement with what stands around it, its outlets and, when asked, the texts that are stored for it.</summary>
public sealed class ShownStatement(
    NewsDb db, StatementViews views, MarkTable marks, ShownListTable shown, CardDeck cards, TimeProvider clock)
{
    private const int MostTexts = 12;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <param name="id">The number on its card.</param>
    /// <param name="request">Who asks, and where.</param>
    /// <param name="stored">Whether date and hash of the stored texts are told as well.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<Answer> AnswerAsync(long id, Request request, bool stored, CancellationToken cancellationToken)
    {
        var loaded = await views.LoadAsync([id], cancellationToken);
        if (await marks.OnAsync(request.Conversation.Id, loaded, cancellationToken) is not [var view])
            return new Answer(Unknown(cards, id));
        await shown.LookAsync(request, id, Now, cancellationToken);
        var card = cards.Source(view, request.Conversation.Zone);
        if (!stored)
            return new Answer(card);
        var texts = await TextsAsync(id, cancellationToken);
        var time = new LocalTime(request.Conversation.Zone);
        var lines = texts.Select(t => (t.Outlet, string.Create(
            CultureInfo.InvariantCulture,
            $"revision {t.Revision}, stored {time.WithWeekday(t.Seen)}, {t.Length} characters, SHA-256 {InGroups(t.Hash)}")));
        return new Answer([
            card, cards.Why(string.Create(CultureInfo.InvariantCulture, $"Stored texts of #S{id}"), [.. lines], [])
        ]);
    }

    // Sixty-four letters in a row break at no place: a narrow card would cut them off.
    private static string InGroups(string hash) => string.Join(' ', hash.Chunk(16).Select(g => new string(g)));

    internal static CardMessage Unknown(CardDeck cards, long id) => cards.Error(
        "No such statement",
        string.Create(CultureInfo.InvariantCulture, $"There is no #S{id}. The number stands on every card."),
        Buttons.Of(["latest", "help"]));

    /// <summary>The texts that are stored for a statement, the earliest first.</summary>
    internal async Task<IReadOnlyList<StoredText>> TextsAsync(long statement, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<StoredText>(new CommandDefinition(
            """
            select distinct s.name as outlet, v.revision, v.seen, length(v.text) as length, v.text_hash as hash, a.id
            from report r
            join article a on a.id = r.article_id
            join source s on s.id = a.source_id
            join article_revision v on v.article_id = r.article_id and v.revision = r.revision
            where r.statement_id = @statement
            order by v.seen, a.id, v.revision limit @MostTexts
            """,
            new { statement, MostTexts },
            cancellationToken: cancellationToken))).AsList();
    }
}

/// <summary>A text that is stored for a statement.</summary>
internal sealed record StoredText
{
    public string Outlet { get; init; } = "";

    public int Revision { get; init; }

    public DateTimeOffset Seen { get; init; }

    public int Length { get; init; }

    public string Hash { get; init; } = "";
}
