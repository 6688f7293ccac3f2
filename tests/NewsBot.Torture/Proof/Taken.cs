using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;

namespace NewsBot.Torture.Proof;

/// <summary>What the channels took: the journal of the connector, and the rows of our own chat page.</summary>
internal sealed partial class Taken
{
    private readonly ILookup<string, Post> posts;
    private readonly ILookup<string, string> chats;

    private Taken(ILookup<string, Post> posts, ILookup<string, string> chats) => (this.posts, this.chats) = (posts, chats);

    public static async Task<Taken> OfAsync(DbConnection connection, IEnumerable<Post> journal)
    {
        var chats = await connection.QueryAsync<(string Chat, string Activity)>(
            "select chat_id, activity from chat_activity where client_key like 'newsbot-%'");
        return new Taken(journal.ToLookup(p => p.Conversation), chats.ToLookup(a => a.Chat, a => a.Activity));
    }

    /// <summary>The posts of a statement in a conversation: answers to what people said list statements too, but an alert or an edition has a
    /// button for its source.</summary>
    public IReadOnlyList<Post> Of(string channel, string conversation, long statement) => channel == "webchat"
        ? [.. chats[conversation].Where(a => Statements(a).Contains(statement)).Select(a => new Post(conversation, a))]
        : [.. posts[conversation].Where(p => Statements(p.Text).Contains(statement))];

    /// <summary>The statements of an alert or an edition, some more than once.</summary>
    public static IEnumerable<long> Statements(string activity) =>
        Source().Matches(activity).Select(m => long.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex("source #S([0-9]+)")]
    private static partial Regex Source();
}
