using Dapper;
using Microsoft.Bot.Schema;
using NewsBot.Commands;
using NewsBot.Conversations;
using NewsBot.Digests;
using NewsBot.Storage;

namespace NewsBot.Channels;

/// <summary>The post under which something is said: the root of a Teams thread, or the card whose button was pressed.</summary>
internal sealed class CardAbove(NewsDb db)
{
    private const string MessageId = ";messageid=";

    /// <summary>The thread in which an activity was said; null outside of threads.</summary>
    public static string? ThreadOf(Activity activity)
    {
        var id = activity.Conversation.Id;
        // Workspace, channel, thread; the Azure Bot Service puts the bot before them.
        if (activity.ChannelId == Microsoft.Bot.Connector.Channels.Slack)
            return id.Split(':').ElementAtOrDefault(id.StartsWith('B') ? 3 : 2);
        var at = activity.ChannelId == Microsoft.Bot.Connector.Channels.Msteams ? id.IndexOf(MessageId, StringComparison.Ordinal) : -1;
        return at < 0 ? null : id[(at + MessageId.Length)..];
    }

    /// <summary>The digest that the post was made for; null when it is none of the newsroom's.</summary>
    public async Task<long?> DigestAsync(Activity activity, Conversation conversation, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            "select digest_id from delivery where activity_id = @ReplyToId and conversation_id = @Id order by id desc limit 1",
            new { activity.ReplyToId, conversation.Id },
            cancellationToken: cancellationToken));
    }

    /// <summary>What the post shows; where it is none of the newsroom's, what the newest alert in its thread shows. Null when there is no
    /// such alert either.</summary>
    public async Task<Above?> FindAsync(Activity activity, Conversation conversation, CancellationToken cancellationToken)
    {
        var thread = ThreadOf(activity);
        string?[] posts = [thread, activity.ReplyToId];
        var named = posts.Where(p => !string.IsNullOrEmpty(p) && p != activity.Id).Distinct().ToList();
        if (named.Count == 0)
            return null;
        await using var connection = await db.OpenAsync(cancellationToken);
        async Task<Above?> ShownAsync(string where)
        {
            var rows = (await connection.QueryAsync<(string Topic, long Statement, long Digest, DigestKind Kind)>(new CommandDefinition(
                $"""
                select case when d.kind = 4 and exists (
                    select 1 from verdict v join subscription o on o.id = v.subscription_id where v.digest_id = d.id and o.topic <> s.topic)
                  then '' else s.topic end as topic, p.statement_id, d.id, d.kind
                from delivery y
                join digest d on d.id = y.digest_id
                join subscription s on s.id = d.subscription_id
                join digest_statement p on p.digest_id = d.id
                where {where} and y.conversation_id = @Id
                order by y.id desc, p.ordinal
                """,
                new { named, thread, conversation.Id },
                cancellationToken: cancellationToken))).AsList();
            return rows.Count == 0
                ? null
                : new Above([.. rows.Select(r => r.Statement).Distinct()], rows[0].Topic)
                {
                    Edition = rows[0].Kind is DigestKind.Edition or DigestKind.Roundup ? rows[0].Digest : null,
                };
        }

        return await ShownAsync(db.Engine.OneOf("y.activity_id", "@named"))
            ?? (thread is null ? null : await ShownAsync(
                """
                y.id = (select max(v.id) from delivery v
                  join digest a on a.id = v.digest_id and a.kind in (0, 4)
                  join subscription b on b.id = a.subscription_id and b.thread = @thread
                  where v.conversation_id = @Id and v.state = 2)
                """));
    }
}
