using System.Text.RegularExpressions;
using Dapper;
using NewsBot.Deliveries;
using NewsBot.Storage;
using NewsBot.Subscriptions;

namespace NewsBot.Torture;

/// <summary>What a torture came to.</summary>
/// <param name="Owed">Pairs of conversation and statement, or editions, that had to be posted.</param>
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
    public static async Task<Tally> OfAsync(NewsDb db, IReadOnlyCollection<Post> journal)
    {
        await using var connection = await db.OpenAsync(default);
        var owed = (await connection.QueryAsync<(string Channel, string Conversation, long Statement, long? Digest)>(
            $"""
            select distinct c.channel, c.external_id, v.statement_id, v.digest_id from verdict v
            join subscription s on s.id = v.subscription_id join conversation c on c.id = s.conversation_id
            join statement t on t.id = v.statement_id
            left join delivery y on y.digest_id = v.digest_id
            left join digest_statement p on p.digest_id = v.digest_id and p.statement_id = v.statement_id
            where v.outcome = {(int)Outcome.Matched} and s.mode = 0 and t.withdrawn is null and coalesce(p.held, 0) = 0
              and (y.reason is null or y.reason <> {(int)DeliveryProblem.Withdrawn})
            """)).ToList();
        var chats = (await connection.QueryAsync<(string Chat, string Activity)>(
            "select chat_id, activity from chat_activity where client_key like 'newsbot-%'")).ToLookup(a => a.Chat, a => a.Activity);
        var posts = journal.ToLookup(p => p.Conversation);
        var tally = new Tally(0, 0, 0, 0, 0, 0);
        foreach (var (channel, conversation, statement, _) in owed.DistinctBy(o => (o.Channel, o.Conversation, o.Statement)))
        {
            var taken = channel == "emulator"
                ? posts[conversation].Where(p => Alerts(p.Text, statement)).ToList()
                : [.. chats[conversation].Where(a => Alerts(a, statement)).Select(a => new Post(conversation, a))];
            var unmarked = taken.Count(p => !p.MayBeRepeat);
            tally += new Tally(1, taken.Count == 0 ? 1 : 0, Math.Max(0, unmarked - 1), taken.Count - unmarked, 0, 0);
        }

        var unknown = await connection.ExecuteScalarAsync<int>($"select count(*) from delivery where state = {(int)DeliveryState.Unknown}");
        return tally with { Unknown = unknown };
    }

    // Answers to what people said list statements too; an alert or an edition has a button for its source.
    private static bool Alerts(string activity, long statement) => Source().Matches(activity).Any(m => m.Groups[1].Value == statement.ToString(System.Globalization.CultureInfo.InvariantCulture));

    [GeneratedRegex("source #S([0-9]+)")]
    private static partial Regex Source();
}
