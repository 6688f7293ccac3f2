using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using NewsBot.Deliveries;
using NewsBot.Storage;
using NewsBot.Subscriptions;

namespace NewsBot.Torture;

/// <summary>What a torture came to.</summary>
/// <param name="Owed">Posts of a statement to a conversation, or editions, that had to be made.</param>
/// <param name="Lost">Owed, and in no journal.</param>
/// <param name="Doubled">Taken more than once by a channel that can be asked, or unmarked by one that cannot.</param>
/// <param name="Repeats">Posted again and marked as a possible repeat, where there is no evidence.</param>
/// <param name="Unknown">Left as unknown: the answer was lost twice.</param>
/// <param name="Late">Editions posted late.</param>
internal sealed partial record Tally(int Owed, int Lost, int Doubled, int Repeats, int Unknown, int Late)
{
    public bool Clean => Owed > 0 && Lost == 0 && Doubled == 0;

    public static Tally operator +(Tally a, Tally b) =>
        new(a.Owed + b.Owed, a.Lost + b.Lost, a.Doubled + b.Doubled, a.Repeats + b.Repeats, a.Unknown + b.Unknown, a.Late + b.Late);

    public override string ToString() => $"{Owed} owed: lost {Lost}, doubled {Doubled}, marked as possible repeats {Repeats}, unknown {Unknown}, late {Late}";

    /// <summary>Holds what the database says was owed against what the channels took.</summary>
    /// <param name="db">The newsroom's database.</param>
    /// <param name="journal">What the channels took.</param>
    /// <param name="until">What was found later does not count: where outlets publish without end, it is on its way. Null: everything counts.</param>
    public static async Task<Tally> OfAsync(NewsDb db, IReadOnlyCollection<Post> journal, DateTimeOffset? until = null)
    {
        var (inTime, composed) = until is null ? ("", "") : (" and t.found <= @until", " and digest_id in (select id from digest where composed <= @until)");
        await using var connection = await db.OpenAsync(default);
        // One alert, card of many or edition for each match; a correction is a post of its own that shows the statement once more.
        var owed = (await connection.QueryAsync<(string Channel, string Conversation, long Statement, long Posts)>(
            $"""
            select c.channel, c.external_id, v.statement_id,
              (select count(*) from digest_statement p join digest d on d.id = p.digest_id and d.conversation_id = c.id
               join delivery y on y.digest_id = d.id and y.part = p.part where p.statement_id = v.statement_id and p.held = 0
                 and (y.reason is null or y.reason <> {(int)DeliveryProblem.Withdrawn}))
            from (select distinct s.conversation_id, v.statement_id from verdict v join subscription s on s.id = v.subscription_id
                  where v.outcome = {(int)Outcome.Matched} and s.mode = 0) v
            join conversation c on c.id = v.conversation_id
            join statement t on t.id = v.statement_id and t.withdrawn is null{inTime}
            where not exists (select 1 from digest_statement p join digest d on d.id = p.digest_id and d.conversation_id = c.id
                              where p.statement_id = v.statement_id and p.held = 1)
            """,
            new { until })).ToList();
        var chats = (await connection.QueryAsync<(string Chat, string Activity)>(
            "select chat_id, activity from chat_activity where client_key like 'newsbot-%'")).ToLookup(a => a.Chat, a => a.Activity);
        var posts = journal.ToLookup(p => p.Conversation);
        var tally = new Tally(0, 0, 0, 0, 0, 0);
        foreach (var (channel, conversation, statement, owing) in owed)
        {
            var taken = channel is "emulator" or "msteams"
                ? posts[conversation].Where(p => Alerts(p.Text, statement)).ToList()
                : [.. chats[conversation].Where(a => Alerts(a, statement)).Select(a => new Post(conversation, a))];
            var (due, unmarked) = ((int)Math.Max(1, owing), taken.Count(p => !p.MayBeRepeat));
            var (lost, doubled) = (Math.Max(0, due - taken.Count), Math.Max(0, unmarked - due));
            if (lost + doubled > 0)
            {
                Console.WriteLine(
                    $"  {due} owed, {unmarked} taken: {channel} {conversation} #S{statement}: {await FateAsync(connection, conversation, statement)}");
            }

            tally += new Tally(due, lost, doubled, taken.Count - unmarked, 0, 0);
        }

        var unknown = await connection.ExecuteScalarAsync<int>($"select count(*) from delivery where state = {(int)DeliveryState.Unknown}{composed}", new { until });
        return tally with { Unknown = unknown };
    }

    // What the ledger says of it, for whoever looks into it.
    private static async Task<string> FateAsync(DbConnection connection, string conversation, long statement) => string.Join(
        "; ",
        (await connection.QueryAsync<(long Digest, long Kind, string Key, long State, long Attempts, string? Reason)>(
            """
            select d.id, d.kind, d.window_key, y.state, y.attempts, y.reason_text from digest_statement p
            join digest d on d.id = p.digest_id join delivery y on y.digest_id = d.id and y.part = p.part
            join conversation c on c.id = d.conversation_id
            where p.statement_id = @statement and c.external_id = @conversation order by d.id
            """,
            new { conversation, statement })).Select(d => $"digest {d.Digest} of kind {d.Kind} ({d.Key}): {(DeliveryState)d.State} after {d.Attempts} {d.Reason}"));

    // Answers to what people said list statements too; an alert or an edition has a button for its source.
    private static bool Alerts(string activity, long statement) => Statements(activity).Contains(statement);

    /// <summary>The statements of an alert or an edition, some more than once.</summary>
    public static IEnumerable<long> Statements(string activity) =>
        Source().Matches(activity).Select(m => long.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex("source #S([0-9]+)")]
    private static partial Regex Source();
}
