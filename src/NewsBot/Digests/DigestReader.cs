using Dapper;
using NewsBot.Conversations;
using NewsBot.Storage;
using NewsBot.Stories;
using NewsBot.Stories.Marks;

namespace NewsBot.Digests;

/// <summary>Reads a kept digest back, with every statement as it stands now.</summary>
public sealed class DigestReader(NewsDb db, StatementViews views, MarkTable marks, DigestEditor editor)
{
    /// <summary>The digest; null when there is none of that id.</summary>
    public async Task<Edition?> ReadAsync(long digestId, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(
            """
            select d.*, s.number, s.topic, s.thread, c.zone, c.channel, c.layout,
              (select v.reason from verdict v where v.digest_id = d.id and v.subscription_id = d.subscription_id limit 1) as reason,
              n.title as notice_title, n.body as notice_body,
              case when d.kind = 1 and exists (select 1 from digest l
                  where l.subscription_id = d.subscription_id and l.window_to > d.window_to and l.kind = 1 and l.window_key not like @now)
                then null else s.next_due end as next_due
            from digest d join subscription s on s.id = d.subscription_id join conversation c on c.id = d.conversation_id
            left join notice n on n.digest_id = d.id
            where d.id = @digestId;
            select statement_id, held, correction, part from digest_statement where digest_id = @digestId order by ordinal
            """,
            new { digestId, now = DigestTable.NowKey + "%" },
            cancellationToken: cancellationToken));
        if (await answers.ReadSingleOrDefaultAsync<Row>() is not { } row)
            return null;
        var placed = (await answers.ReadAsync<(long Id, bool Held, bool Correction, int Part)>()).AsList();
        var listed = await marks.OnAsync(
            row.ConversationId, await views.LoadAsync([.. placed.Where(p => !p.Held).Select(p => p.Id)], cancellationToken), cancellationToken);
        var called = row.Kind == DigestKind.Notice ? await OutageComposer.CalledAsync(connection, digestId, cancellationToken) : [];
        var corrections = placed.Where(p => p.Correction).Select(p => p.Id).ToHashSet();
        // A roundup speaks for the whole conversation, not for the topic of one subscription.
        var topic = row.Kind == DigestKind.Roundup ? "" : row.Topic;
        return new Edition(
            new Digest
            {
                Id = row.Id,
                Kind = row.Kind,
                From = row.WindowFrom,
                To = row.WindowTo,
                Zone = row.Zone,
                Late = row.Late,
                Topics = editor.Lay(listed, corrections, topic),
                Held = placed.Count(p => p.Held),
                HeldStatements = [.. placed.Where(p => p.Held).Select(p => p.Id)],
                SubscriptionNumber = row.Number,
                Thread = row.Thread,
                Notice = row.NoticeTitle is { } title ? (title, Without(row.NoticeBody ?? "", called)) : null,
                Called = called,
                Reason = row.Kind == DigestKind.Alert ? row.Reason : null,
                Channel = row.Channel,
                Layout = row.Layout,
                Posts = PostsOf(placed.Where(p => !p.Held).ToLookup(p => p.Part, p => p.Id)),
            },
            row.NextDue);
    }

    // Who is called by name above the card is not named on it once more.
    private static string Without(string body, IReadOnlyList<CalledPerson> called) =>
        called.Aggregate(body, (left, person) => person.Name is { Length: > 0 } name ? ConcernedPeople.Without(left, name) : left);

    // Of a post of which everything was taken out there is no statement, and the ones after it keep their numbers.
    private static List<IReadOnlyList<long>> PostsOf(ILookup<int, long> parts) =>
        [.. Enumerable.Range(1, parts.Select(p => p.Key).DefaultIfEmpty().Max()).Select(n => parts[n].ToList())];

    /// <summary>The edition or roundup that a conversation was sent last, for <c>more</c>; null when there was none.</summary>
    public async Task<Edition?> LastSentAsync(long conversationId, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var id = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            """
            select d.id from delivery y join digest d on d.id = y.digest_id and d.kind in (1, 4)
            where y.conversation_id = @conversationId and y.sent is not null order by y.sent desc, y.id desc limit 1
            """,
            new { conversationId },
            cancellationToken: cancellationToken));
        return id is { } digest ? await ReadAsync(digest, cancellationToken) : null;
    }

    private sealed class Row
    {
        public required long Id { get; init; }

        public required long ConversationId { get; init; }

        public required DigestKind Kind { get; init; }

        public DateTimeOffset? WindowFrom { get; init; }

        public required DateTimeOffset WindowTo { get; init; }

        public required bool Late { get; init; }

        public required int Number { get; init; }

        public required string Topic { get; init; }

        public string? Thread { get; init; }

        public DateTimeOffset? NextDue { get; init; }

        public required string Zone { get; init; }

        public required string Channel { get; init; }

        public CardLayout Layout { get; init; }

        public string? Reason { get; init; }

        public string? NoticeTitle { get; init; }

        public string? NoticeBody { get; init; }
    }
}
