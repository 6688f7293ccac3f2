using System.Globalization;
using Dapper;
using Microsoft.Bot.Schema;
using NewsBot.Storage;
using Newtonsoft.Json;

namespace NewsBot.Conversations;

/// <summary>Where the bot may speak.</summary>
public sealed class ConversationTable(NewsDb db, TimeProvider clock)
{
    private const string Columns =
        "id, channel, external_id, kind, name, reference, zone, zone_source, quiet_from, quiet_to, joined, state, state_reason, paused, team, changes, layout";

    /// <summary>The conversation that an activity belongs to; remembered, with its reference brought up to date, if it is
    /// new.</summary>
    /// <remarks>Writes only what changed. A person who writes again opens a conversation that was closed.</remarks>
    /// <exception cref="ArgumentException">The activity names no channel or no conversation.</exception>
    public async Task<Conversation> JoinAsync(Activity activity, CancellationToken cancellationToken)
    {
        var seen = SeenConversation.Of(activity);
        var known = await FindAsync(seen.Channel, seen.ExternalId, cancellationToken);
        if (known is null)
        {
            await InsertAsync(seen, cancellationToken);
            known = await FindAsync(seen.Channel, seen.ExternalId, cancellationToken);
        }

        var fresh = seen.ApplyTo(known!);
        if (fresh == Facts.Of(known!))
            return known!;
        var before = known!;
        known = await UpdateAsync(before.Id, fresh, seen.Spoken, cancellationToken);
        if (known.Zone != before.Zone)
            await ReleaseAsync(known.Id);
        known.Reopened = before.State == ConversationState.Closed && known.State == ConversationState.Open;
        return known;
    }

    public Task<Conversation?> FindAsync(long id, CancellationToken cancellationToken) =>
        SingleAsync($"select {Columns} from conversation where id = @id", new { id }, cancellationToken);

    /// <summary>Sets the zone when the new source is at least as firm as the old one; the answer is the conversation as it is
    /// now.</summary>
    /// <exception cref="ArgumentException">The zone is not an IANA zone that this machine knows.</exception>
    public async Task<Conversation> SetZoneAsync(long id, string zone, ZoneSource source, CancellationToken cancellationToken)
    {
        if (ClientZone.Known(zone) is not { } known)
            throw new ArgumentException($"'{zone}' is not a time zone.", nameof(zone));
        var conversation = await UpdateAsync(
            $"""
            update conversation
            set zone = case when @source >= zone_source then @known else zone end,
                zone_source = case when @source > zone_source then @source else zone_source end
            where id = @id
            returning {Columns}
            """,
            new { id, known, source = (int)source },
            cancellationToken);
        await ReleaseAsync(id);
        return conversation;
    }

    /// <summary>Sets the quiet hours, or none; the answer is the conversation as it is now.</summary>
    /// <remarks>What the old ones held is due now; new ones hold it anew.</remarks>
    public async Task<Conversation> SetQuietAsync(long id, QuietHours? quiet, CancellationToken cancellationToken)
    {
        var conversation = await UpdateAsync(
            $"update conversation set quiet_from = @From, quiet_to = @To where id = @id returning {Columns}",
            new { id, From = quiet?.From.ToString("HH:mm", CultureInfo.InvariantCulture), To = quiet?.To.ToString("HH:mm", CultureInfo.InvariantCulture) },
            cancellationToken);
        await ReleaseAsync(id);
        return conversation;
    }

    /// <summary>Sets how much posts show; the answer is the conversation as it is now.</summary>
    public Task<Conversation> SetLayoutAsync(long id, CardLayout layout, CancellationToken cancellationToken) => UpdateAsync(
        $"update conversation set layout = @layout where id = @id returning {Columns}", new { id, layout = (int)layout }, cancellationToken);

    /// <summary>Notes when the bot was let into a conversation or out of it, or when the conversation was closed or opened, as the channel
    /// tells.</summary>
    /// <returns>False when something later is known: what is told now is over.</returns>
    public Task<bool> MovedAsync(long id, DateTimeOffset happened, CancellationToken cancellationToken) => NoteAsync("moved", id, happened, cancellationToken);

    /// <summary>Notes when a conversation was given its name, as the channel tells.</summary>
    /// <inheritdoc cref="MovedAsync"/>
    public Task<bool> RenamedAsync(long id, DateTimeOffset happened, CancellationToken cancellationToken) => NoteAsync("renamed", id, happened, cancellationToken);

    public Task SetStateAsync(long id, ConversationState state, string? reason, CancellationToken cancellationToken) => db.ExecuteAsync(
        "update conversation set state = @state, state_reason = @reason where id = @id", new { id, state = (int)state, reason }, cancellationToken);

    /// <summary>The conversations of a Teams team.</summary>
    public async Task<IReadOnlyList<Conversation>> OfTeamAsync(string team, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<Conversation>(new CommandDefinition(
            $"select {Columns} from conversation where team = @team order by id", new { team }, cancellationToken: cancellationToken)))
            .AsList();
    }

    /// <summary>The open chats that people of a channel have with the bot alone.</summary>
    public async Task<IReadOnlyList<Conversation>> PersonalAsync(
        string channel, IReadOnlyCollection<string> people, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var found = new List<Conversation>();
        foreach (var person in people)
        {
            var mention = JsonConvert.ToString(person);
            // The text is only a hint: the same words may stand elsewhere in it.
            var chats = await connection.QueryAsync<Conversation>(new CommandDefinition(
                $"""
                select {Columns} from conversation
                where channel = @channel and kind = 0 and state = 0 and replace(reference, @mention, '') <> reference
                order by id
                """,
                new { channel, mention },
                cancellationToken: cancellationToken));
            found.AddRange(chats.Where(c => c.Person == person));
        }

        return [.. found.DistinctBy(c => c.Id)];
    }

    /// <summary>The conversations of a channel whose own id begins so.</summary>
    public async Task<IReadOnlyList<Conversation>> BeginningAsync(string channel, string prefix, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<Conversation>(new CommandDefinition(
            $"select {Columns} from conversation where channel = @channel and substr(external_id, 1, length(@prefix)) = @prefix order by id",
            new { channel, prefix },
            cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>The closed conversations of a channel whose reason holds a word.</summary>
    public async Task<IReadOnlyList<Conversation>> ClosedAsync(string channel, string word, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<Conversation>(new CommandDefinition(
            $"select {Columns} from conversation where channel = @channel and state = 1 and state_reason like '%' || @word || '%' order by id",
            new { channel, word },
            cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>The channel has given a conversation another id; everything in it goes on under that.</summary>
    /// <returns>False when the new id is a conversation already.</returns>
    public async Task<bool> MoveAsync(Conversation conversation, string externalId, CancellationToken cancellationToken)
    {
        var reference = JsonConvert.DeserializeObject<ConversationReference>(conversation.Reference)!;
        reference.Conversation.Id = externalId;
        var move = new { conversation.Id, conversation.Channel, to = externalId, json = SeenConversation.Write(reference) };
        return await db.WriteAsync(
            async (connection, transaction) =>
            {
                const string conversationTo =
                    """
                    update conversation set external_id = @to, reference = @json
                    where id = @Id and not exists (select 1 from conversation where channel = @Channel and external_id = @to)
                    """;
                if (await connection.ExecuteAsync(conversationTo, move, transaction) != 1)
                    return false;
                await OwnerTable.MoveAsync(conversation.ExternalId, externalId, connection, transaction);
                return true;
            },
            cancellationToken);
    }

    public Task RenameAsync(long id, string name, CancellationToken cancellationToken) =>
        db.ExecuteAsync("update conversation set name = @name where id = @id", new { id, name }, cancellationToken);

    /// <summary>Sets who may change what a conversation follows.</summary>
    public Task SetChangesAsync(long id, ChangePolicy changes, CancellationToken cancellationToken) =>
        db.ExecuteAsync("update conversation set changes = @changes where id = @id", new { id, changes = (int)changes }, cancellationToken);

    /// <summary>Stores the service address that a conversation has moved to.</summary>
    public async Task MoveAsync(Activity activity, string serviceUrl, CancellationToken cancellationToken)
    {
        var seen = SeenConversation.Of(activity);
        if (await FindAsync(seen.Channel, seen.ExternalId, cancellationToken) is not { } known)
            return;
        var moved = JsonConvert.DeserializeObject<ConversationReference>(known.Reference)!;
        if (moved.ServiceUrl == serviceUrl)
            return;
        moved.ServiceUrl = serviceUrl;
        await UpdateAsync(known.Id, Facts.Of(known) with { Reference = SeenConversation.Write(moved) }, opens: false, cancellationToken);
    }

    /// <summary>Marks a conversation as greeted.</summary>
    /// <returns>Whether the greeting is still to be said: true once in the life of a conversation, however many ask at the
    /// same time.</returns>
    public async Task<bool> GreetAsync(long id, CancellationToken cancellationToken) => await db.ExecuteAsync(
        "update conversation set greeted = @now where id = @id and greeted is null", new { id, now = clock.GetUtcNow() }, cancellationToken) == 1;

    /// <summary>Takes the mark back: the greeting could not be said.</summary>
    public Task NotGreetedAsync(long id, CancellationToken cancellationToken) =>
        db.ExecuteAsync("update conversation set greeted = null where id = @id", new { id }, cancellationToken);

    /// <summary>A conversation by the channel's own id of it.</summary>
    public Task<Conversation?> FindAsync(string channel, string externalId, CancellationToken cancellationToken) =>
        SingleAsync(
            $"select {Columns} from conversation where channel = @channel and external_id = @externalId",
            new { channel, externalId },
            cancellationToken);

    private Task<int> InsertAsync(SeenConversation seen, CancellationToken cancellationToken) => db.ExecuteAsync(
        """
        insert into conversation (channel, external_id, kind, name, reference, joined)
        values (@Channel, @ExternalId, @Kind, @Name, @Reference, @now)
        on conflict (channel, external_id) do nothing
        """,
        new { seen.Channel, seen.ExternalId, Kind = (int)seen.Kind, seen.Name, seen.Reference, now = clock.GetUtcNow() },
        cancellationToken);

    private async Task<bool> NoteAsync(string column, long id, DateTimeOffset happened, CancellationToken cancellationToken) => await db.ExecuteAsync(
        $"update conversation set {column} = @happened where id = @id and ({column} is null or {column} <= @happened)", new { id, happened }, cancellationToken) > 0;

    // What waits for the end of quiet hours which are no longer these is due; where it is quiet all the same, it is held anew.
    private Task<int> ReleaseAsync(long id) => db.ExecuteAsync(
        "update delivery set next_try = @now, held = 0 where conversation_id = @id and sent is null and held = 1 and state in (0, 3, 4)",
        new { id, now = clock.GetUtcNow() },
        CancellationToken.None);

    // What only tells of a place leaves its state to whoever closes it meanwhile.
    private Task<Conversation> UpdateAsync(long id, Facts facts, bool opens, CancellationToken cancellationToken) =>
        UpdateAsync(
            $"""
            update conversation
            set kind = @Kind, name = @Name, reference = @Reference, team = @Team,{(opens ? " state = 0, state_reason = null," : "")}
                zone = case when @ZoneSource >= zone_source then @Zone else zone end,
                zone_source = case when @ZoneSource > zone_source then @ZoneSource else zone_source end
            where id = @id
            returning {Columns}
            """,
            new
            {
                id,
                Kind = (int)facts.Kind,
                facts.Name,
                facts.Reference,
                facts.Zone,
                ZoneSource = (int)facts.ZoneSource,
                facts.Team,
            },
            cancellationToken);

    private Task<Conversation> UpdateAsync(string sql, object parameters, CancellationToken cancellationToken) => db.WriteAloneAsync(
        connection => connection.QuerySingleAsync<Conversation>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)),
        cancellationToken);

    private async Task<Conversation?> SingleAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Conversation>(
            new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }
}
