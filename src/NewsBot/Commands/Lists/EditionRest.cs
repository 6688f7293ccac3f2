using Dapper;
using NewsBot.Cards;
using NewsBot.Conversations;
using NewsBot.Digests;
using NewsBot.Storage;

namespace NewsBot.Commands.Lists;

/// <summary>What an edition or a roundup holds beyond its card: the statements that "more" goes on with.</summary>
public sealed class EditionRest(NewsDb db, DigestReader digests)
{
    /// <summary>What the last posted edition holds back, when it was posted after the list that a person is at; null otherwise.</summary>
    public async Task<ShownList?> FindAsync(Conversation conversation, DateTimeOffset? after, CancellationToken cancellationToken)
    {
        if (await SentAsync(conversation.Id, cancellationToken) is not { } sent || sent <= (after ?? DateTimeOffset.MinValue))
            return null;
        if (await digests.LastSentAsync(conversation.Id, cancellationToken) is not { } edition)
            return null;
        // Its posts show all that it lists.
        var rest = edition.Digest.HeldStatements;
        return rest.Count == 0 ? null : new ShownList("latest", Title(edition.Digest), rest, 0, sent);
    }

    /// <summary>What one edition of a conversation holds back, which may be nothing; null when it is none of its editions.</summary>
    public async Task<ShownList?> FindAsync(
        Conversation conversation, long digest, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var isHere = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            "select count(*) from digest where id = @digest and conversation_id = @Id and kind in (1, 4)",
            new { digest, conversation.Id },
            cancellationToken: cancellationToken));
        if (isHere == 0 || await digests.ReadAsync(digest, cancellationToken) is not { } edition)
            return null;
        return new ShownList("latest", Title(edition.Digest), edition.Digest.HeldStatements, 0, now);
    }

    /// <summary>The statements that found no room on the card, then those that the edition holds back.</summary>
    internal static IReadOnlyList<long> Of(Digest digest, int? shown)
    {
        var listed = digest.Listed.Select(v => v.Statement.Id).Distinct().ToList();
        return [.. listed.Skip(shown ?? listed.Count), .. digest.HeldStatements];
    }

    internal static string Title(Digest digest) => $"More of the {Name(digest)}";

    /// <summary>What it is called, without an article.</summary>
    internal static string Name(Digest digest) =>
        $"{(digest.Kind == DigestKind.Roundup ? "new statements" : "edition")} of {new LocalTime(digest.Zone).WithWeekday(digest.To)}";

    private async Task<DateTimeOffset?> SentAsync(long conversation, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<DateTimeOffset?>(new CommandDefinition(
            "select max(y.sent) from delivery y join digest d on d.id = y.digest_id and d.kind in (1, 4) where y.conversation_id = @conversation",
            new { conversation },
            cancellationToken: cancellationToken));
    }
}
