using System.Data.Common;
using Dapper;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Storage;
using NewsBot.Subscriptions;

namespace NewsBot.Channels.Slack.Sharing;

/// <summary>Makes one conversation of two that are the same channel: what is followed, what waits, what is owed and what was told
/// goes on in the one that stays. What both follow is followed once, and what is owed to both is posted once.</summary>
internal sealed partial class ChannelUnion(NewsDb db, Residence residence, ILogger<ChannelUnion> logger)
{
    /// <summary>Why a subscription was ended that the channel has under another number.</summary>
    public const string Twice = "The channel follows the same under another number.";

    // Digests of the same, one of each conversation.
    private const string Alike =
        "g.conversation_id = @goes and s.conversation_id = @stays and s.kind = g.kind and s.window_key = g.window_key";

    // The rest of what stands under the second conversation, in an order that breaks no reference.
    private static readonly string[] Moves =
    [
        // Numbers are not used twice: those of the second follow on those of the first.
        "update subscription set conversation_id = @stays, number = number + @numbers where conversation_id = @goes",
        "update undo_step set conversation_id = @stays where conversation_id = @goes",
        // Its line may name a number that has changed.
        "delete from undo_line where conversation_id = @goes",
        """
        delete from shown_list
        where conversation_id = @goes and person in (select l.person from shown_list l where l.conversation_id = @stays)
        """,
        "update shown_list set conversation_id = @stays where conversation_id = @goes",
        "update kept_list set conversation_id = @stays where conversation_id = @goes",
        "delete from claim where conversation_id = @goes and statement_id in (select c.statement_id from claim c where c.conversation_id = @stays)",
        "update claim set conversation_id = @stays where conversation_id = @goes",
        """
        delete from doubt where conversation_id = @goes and exists (
          select 1 from doubt s where s.conversation_id = @stays and s.statement_id = doubt.statement_id and s.kind = doubt.kind)
        """,
        "update doubt set conversation_id = @stays where conversation_id = @goes",
        "update statement_hold set conversation_id = @stays where conversation_id = @goes",
        // Both were posted: each keeps its post, which is brought up to date as before.
        $"""
        update digest set window_key = window_key || ' of ' || id where id in (select g.id from digest g join digest s on {Alike})
        """,
        "update delivery set conversation_id = @stays where conversation_id = @goes",
        "update digest set conversation_id = @stays where conversation_id = @goes",
        """
        update conversation set
          name = coalesce(conversation.name, g.name),
          greeted = coalesce(conversation.greeted, g.greeted),
          paused = coalesce(conversation.paused, g.paused),
          quiet_from = coalesce(conversation.quiet_from, g.quiet_from),
          quiet_to = coalesce(conversation.quiet_to, g.quiet_to),
          zone = case when g.zone_source > conversation.zone_source then g.zone else conversation.zone end,
          zone_source = case when g.zone_source > conversation.zone_source then g.zone_source else conversation.zone_source end,
          layout = case when g.layout > conversation.layout then g.layout else conversation.layout end,
          changes = case when g.changes > conversation.changes then g.changes else conversation.changes end
        from conversation g where conversation.id = @stays and g.id = @goes
        """,
        "delete from conversation where id = @goes",
    ];

    /// <param name="stays">Open, where one of them is.</param>
    /// <param name="goes">It is there no longer afterwards.</param>
    /// <param name="cancellationToken">Stops; nothing has changed then.</param>
    public async Task UniteAsync(Conversation stays, Conversation goes, CancellationToken cancellationToken)
    {
        var ids = new { stays = stays.Id, goes = goes.Id };
        var united = await db.WriteAsync(
            async (connection, transaction) =>
            {
                // Another process may have done it meanwhile.
                const string both = "select count(*) from conversation where id in (@stays, @goes)";
                if (await connection.ExecuteScalarAsync<long>(both, ids, transaction) < 2)
                    return false;
                await EndTwinsAsync(connection, transaction, ids.stays, ids.goes);
                await DropSurplusAsync(connection, transaction, ids.stays, ids.goes);
                var numbers = await connection.ExecuteScalarAsync<int>(
                    "select coalesce(max(number), 0) from subscription where conversation_id = @stays", ids, transaction);
                var values = new { ids.stays, ids.goes, numbers };
                await OwnerTable.MoveAsync(goes.ExternalId, stays.ExternalId, connection, transaction);
                foreach (var sql in Moves)
                    await connection.ExecuteAsync(sql, values, transaction);
                return true;
            },
            cancellationToken);
        if (!united)
            return;
        Log.United(logger, goes.ExternalId, stays.ExternalId);
        // What was paused where the app is gone goes on where it is.
        if (stays.State == ConversationState.Open)
            await residence.ReturnAsync(stays, cancellationToken);
    }

    private static async Task EndTwinsAsync(DbConnection connection, DbTransaction transaction, long stays, long goes)
    {
        var live = (await connection.QueryAsync<Subscription>(
            "select * from subscription where conversation_id in (@stays, @goes) and state <> 2 order by id",
            new { stays, goes },
            transaction)).ToLookup(s => s.ConversationId);
        foreach (var other in live[goes])
        {
            if (live[stays].FirstOrDefault(s => WantOf(s) == WantOf(other)) is not { } same)
                continue;
            // The one of the conversation that goes ends, unless it alone is active.
            var onlyOther = other.State == SubscriptionState.Active && same.State != SubscriptionState.Active;
            var (kept, ended) = onlyOther ? (other, same) : (same, other);
            // What waits for an edition of the one waits for that of the other; what a silence holds back the other has told.
            if (kept.State == ended.State)
                await InheritAsync(connection, transaction, kept.Id, ended.Id);
            await connection.ExecuteAsync(
                "update subscription set state = 2, state_reason = @Twice, state_by = null, state_by_name = null, next_due = null, paused_until = null where id = @Id",
                new { ended.Id, Twice },
                transaction);
        }
    }

    private static (string, string, SubscriptionMode, string?, int, string?) WantOf(Subscription s) =>
        (s.Topic, s.Filter, s.Mode, s.At, s.Days, s.Thread);

    private static async Task InheritAsync(DbConnection connection, DbTransaction transaction, long kept, long ended)
    {
        await connection.ExecuteAsync(
            """
            insert into verdict (subscription_id, statement_id, outcome, reason, judged, revision)
            select @kept, v.statement_id, v.outcome, v.reason, v.judged, v.revision from verdict v
            where v.subscription_id = @ended and v.outcome = 0 and v.digest_id is null
            on conflict (subscription_id, statement_id) do update
            set outcome = excluded.outcome, reason = excluded.reason, judged = excluded.judged, revision = excluded.revision
            where verdict.digest_id is null
            """,
            new { kept, ended },
            transaction);
        await connection.ExecuteAsync(
            """
            update subscription set
              after_statement = case when e.after_statement < k.after_statement then e.after_statement else k.after_statement end,
              judged_to = case when e.judged_to < k.judged_to then e.judged_to else k.judged_to end
            from subscription k, subscription e where k.id = @kept and e.id = @ended and subscription.id = k.id
            """,
            new { kept, ended },
            transaction);
    }

    // What was to be posted in both is posted once.
    private static async Task DropSurplusAsync(DbConnection connection, DbTransaction transaction, long stays, long goes)
    {
        var twins = await connection.QueryAsync<Twins>(
            $"""
            select s.id as kept, g.id as other,
              (select y.state from delivery y where y.digest_id = s.id and y.part = 1) as kept_state,
              (select y.state from delivery y where y.digest_id = g.id and y.part = 1) as other_state
            from digest g join digest s on {Alike}
            """,
            new { stays, goes },
            transaction);
        var surplus = twins.Select(t => t.Surplus).OfType<(long Drop, long Keep)>().Select(s => new { s.Drop, s.Keep }).ToList();
        string[] steps =
        [
            "update verdict set digest_id = @Keep where digest_id = @Drop",
            "delete from digest_statement where digest_id = @Drop",
            "delete from delivery where digest_id = @Drop",
            "delete from notice where digest_id = @Drop",
            "delete from digest where id = @Drop",
        ];
        foreach (var sql in steps)
            await connection.ExecuteAsync(sql, surplus, transaction);
    }

    /// <summary>Two digests of the same, one of each conversation.</summary>
    internal sealed class Twins
    {
        public required long Kept { get; init; }

        public required long Other { get; init; }

        public DeliveryState? KeptState { get; init; }

        public DeliveryState? OtherState { get; init; }

        /// <summary>The one that need not be posted, and the one that tells the same; null where each stands by itself.</summary>
        public (long Drop, long Keep)? Surplus =>
            IsUnsent(OtherState) && KeptState is not (null or DeliveryState.GivenUp) ? (Other, Kept)
            : IsUnsent(KeptState) && OtherState is DeliveryState.Sending or DeliveryState.Sent ? (Kept, Other)
            : null;

        private static bool IsUnsent(DeliveryState? state) =>
            state is DeliveryState.Owed or DeliveryState.Failed or DeliveryState.Unknown;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Second} is the same channel as {First}: they are one conversation now")]
        public static partial void United(ILogger logger, string second, string first);
    }
}
