using Dapper;
using NewsBot.Storage;

namespace NewsBot.Tests.Commands;

/// <summary>Walks the whole schema for the text columns that hold a word, and knows which of them may hold a person.</summary>
internal static class PersonWalk
{
    /// <summary>Where the names and ids of people stand.</summary>
    public static readonly string[] OfPeople =
    [
        "claim.name", "claim.person", "conversation.name", "conversation.reference", "doubt.name", "doubt.person", "doubt.settled_by",
        "doubt.settled_person", "notice.body", "place_owner.name", "place_owner.person", "shown_list.person", "slack_installation.installer",
        "source.added_by", "source.added_person", "source.paused_by", "source.paused_person", "statement_hold.name", "statement_hold.person",
        "subscription.created_by", "subscription.created_by_name", "subscription.state_by", "subscription.state_by_name", "subscription.state_reason",
    ];

    /// <summary>What people said, and where they said it: it goes with their own chat, or once it is worked through.</summary>
    public static readonly string[] OfTalk =
    [
        "chat_activity.activity", "chat_activity.activity_id", "chat_activity.chat_id", "chat_activity.client_key", "conversation.external_id",
        "doubt.note", "kept_list.command", "kept_list.statements", "kept_list.title", "received_activity.activity_id", "received_activity.conversation",
        "shown_list.command", "shown_list.looked_at", "shown_list.statements", "shown_list.title", "slack_inbox.answer", "slack_inbox.body",
        "undo_line.line",
    ];

    /// <summary>Columns in which nobody who talks to the bot is named, in tables that name somebody.</summary>
    public static readonly string[] OfNobody =
    [
        "conversation.channel", "conversation.quiet_from", "conversation.quiet_to", "conversation.state_reason", "conversation.team", "conversation.zone",
        "doubt.settled_channel", "notice.title", "place_owner.place", "received_activity.channel", "slack_inbox.key", "slack_inbox.place",
        "slack_inbox.problem", "slack_installation.app_id", "slack_installation.bot_id", "slack_installation.bot_token", "slack_installation.bot_user",
        "slack_installation.ended_reason", "slack_installation.enterprise", "slack_installation.refresh_token", "slack_installation.scopes",
        "slack_installation.team", "slack_installation.team_name", "source.added_channel", "source.home", "source.key", "source.language", "source.name",
        "source.paused_channel", "subscription.at", "subscription.due_zone", "subscription.filter", "subscription.thread", "subscription.topic",
    ];

    /// <summary>Tables with text of what was published, and of the machine's own work.</summary>
    public static readonly string[] WithoutPeople =
    [
        "article", "article_revision", "chat", "correction", "delivery", "digest", "feed", "feed_item", "hub_subscription",
        "node_turn", "outage", "reading", "report", "send_pace", "shown_post", "statement", "statement_topic", "story", "verdict",
    ];

    /// <summary>Every column that can hold text, as <c>table.column</c>; not the engine's own tables, nor the index of words.</summary>
    public static async Task<IReadOnlyList<string>> ColumnsAsync(NewsDb db)
    {
        const string sqlite =
            """
            select t.name || '.' || c.name from sqlite_master t, pragma_table_info(t.name) c
            where t.type = 'table' and t.name not like 'sqlite%' and upper(c.type) not in ('INTEGER', 'REAL')
            """;
        const string server =
            """
            select table_name || '.' || column_name from information_schema.columns
            where table_schema = current_schema() and data_type not in ('bigint', 'integer', 'smallint', 'boolean', 'double precision', 'real')
              and table_name in (select tablename from pg_tables where schemaname = current_schema())
            """;
        await using var connection = await db.OpenAsync(default);
        return
        [
            .. (await connection.QueryAsync<string>(TestDb.OnServer ? server : sqlite))
                .Where(c => !c.StartsWith("statement_words", StringComparison.Ordinal) && !c.StartsWith("qrtz_", StringComparison.Ordinal)
                    && !c.StartsWith("schemaversions", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The columns in which one of the words stands.</summary>
    public static async Task<IReadOnlyList<string>> HoldingAsync(NewsDb db, params string[] words)
    {
        var holding = new List<string>();
        var columns = await ColumnsAsync(db);
        await using var connection = await db.OpenAsync(default);
        foreach (var column in columns)
        {
            var (table, name) = (column.Split('.')[0], column.Split('.')[1]);
            foreach (var word in words)
            {
                if (await connection.ExecuteScalarAsync<long>($"select count(*) from {table} where replace(cast({name} as text), @word, '') <> cast({name} as text)", new { word }) > 0)
                {
                    holding.Add(column);
                    break;
                }
            }
        }

        return holding;
    }
}
