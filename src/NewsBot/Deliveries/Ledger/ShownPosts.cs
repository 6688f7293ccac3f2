using System.Text.Encodings.Web;
using System.Text.Json;
using Dapper;
using NewsBot.Cards;
using NewsBot.Digests;
using NewsBot.Storage;

namespace NewsBot.Deliveries.Ledger;

/// <summary>A post as it was made.</summary>
internal sealed record ShownPost
{
    /// <summary>Which of the posts of its edition; the first is 1.</summary>
    public required int Part { get; init; }

    public required DateTimeOffset Made { get; init; }

    /// <summary>The card as JSON; null where the channel took none.</summary>
    public string? Card { get; init; }

    /// <summary>The words where there is no card.</summary>
    public string? Words { get; init; }
}

/// <summary>Editions as they were posted, for whoever has to know what stood there before a correction. Who was on what is not in them: a
/// person's name goes when they ask for it. They are kept as long as the ledger.</summary>
internal static class ShownPosts
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What is to be kept of a post; null for what is no edition: all versions of an alert's one statement are kept as it is.</summary>
    /// <param name="deck">Makes the card.</param>
    /// <param name="shown">The part of the digest that it shows.</param>
    /// <param name="next">When the next edition is due.</param>
    /// <param name="asCard">Whether the channel took the card.</param>
    public static CardMessage? Of(CardDeck deck, Digest shown, DateTimeOffset? next, bool asCard) =>
        shown.Kind != DigestKind.Edition ? null : deck.Of(Unmarked(shown), next) is var message && asCard ? message : message with { Card = null };

    /// <summary>Keeps it. A post that is made anew takes the place of the old one.</summary>
    public static Task KeepAsync(NewsDb db, long delivery, CardMessage message, DateTimeOffset now) => db.WriteAloneAsync(
        connection => connection.ExecuteAsync(
            """
            insert into shown_post (delivery_id, made, card, words) values (@delivery, @now, @card, @words)
            on conflict (delivery_id) do update set made = excluded.made, card = excluded.card, words = excluded.words
            """,
            new
            {
                delivery,
                now,
                card = message.Card?.ToJsonString(Json),
                words = message.Card is null ? message.Whole ?? message.Text : null,
            }),
        CancellationToken.None);

    /// <summary>The posts of a digest, as they were made.</summary>
    public static async Task<IReadOnlyList<ShownPost>> OfAsync(NewsDb db, long digest, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<ShownPost>(new CommandDefinition(
            """
            select y.part, p.made, p.card, p.words from shown_post p join delivery y on y.id = p.delivery_id
            where y.digest_id = @digest order by y.part
            """,
            new { digest },
            cancellationToken: cancellationToken))).AsList();
    }

    private static Digest Unmarked(Digest digest) => digest.Listed.All(v => v.ClaimedBy is null)
        ? digest
        : digest with
        {
            Topics =
            [
                .. digest.Topics.Select(t => t with
                {
                    Stories = [.. t.Stories.Select(s => s with { Statements = [.. s.Statements.Select(v => v with { ClaimedBy = null, Claimer = null })] })],
                }),
            ],
        };
}
