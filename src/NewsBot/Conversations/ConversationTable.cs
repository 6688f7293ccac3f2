using Dapper;
using Microsoft.Bot.Schema;
using NewsBot.Storage;

namespace NewsBot.Conversations;

/// <summary>Where the bot may speak.</summary>
public sealed class ConversationTable(NewsDb db, TimeProvider clock)
{
    private const string Columns =
        "id, channel, external_id, kind, name, reference, zone, zone_source, joined, state, state_reason";

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
        if (fresh != Facts.Of(known!))
            known = await UpdateAsync(known!.Id, fresh, cancellationToken);
        return known!;
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
        return (await SingleAsync(
            $"""
            update conversation
            set zone = case when @source >= zone_source then @known else zone end,
                zone_source = max(@source, zone_source)
            where id = @id
            returning {Columns}
            """,
            new { id, known, source = (int)source },
            cancellationToken))!;
    }

    public async Task SetStateAsync(long id, ConversationState state, string? reason, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "update conversation set state = @state, state_reason = @reason where id = @id",
            new { id, state = (int)state, reason },
            cancellationToken: cancellationToken));
    }

    /// <summary>Marks a conversation as greeted.</summary>
    /// <returns>Whether the greeting is still to be said: true once in the life of a conversation, however many ask at the
    /// same time.</returns>
    public async Task<bool> GreetAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            "update conversation set greeted = @now where id = @id and greeted is null",
            new { id, now = clock.GetUtcNow() },
            cancellationToken: cancellationToken)) == 1;
    }

    private Task<Conversation?> FindAsync(string channel, string externalId, CancellationToken cancellationToken) =>
        SingleAsync(
            $"select {Columns} from conversation where channel = @channel and external_id = @externalId",
            new { channel, externalId },
            cancellationToken);

    private async Task InsertAsync(SeenConversation seen, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into conversation (channel, external_id, kind, name, reference, joined)
            values (@Channel, @ExternalId, @Kind, @Name, @Reference, @now)
            on conflict (channel, external_id) do nothing
            """,
            new { seen.Channel, seen.ExternalId, Kind = (int)seen.Kind, seen.Name, seen.Reference, now = clock.GetUtcNow() },
            cancellationToken: cancellationToken));
    }

    private async Task<Conversation> UpdateAsync(long id, Facts facts, CancellationToken cancellationToken) =>
        (await SingleAsync(
            $"""
            update conversation
            set kind = @Kind, name = @Name, reference = @Reference, state = @State, state_reason = @StateReason,
                zone = case when @ZoneSource >= zone_source then @Zone else zone end,
                zone_source = max(@ZoneSource, zone_source)
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
                State = (int)facts.State,
                facts.StateReason,
            },
            cancellationToken))!;

    private async Task<Conversation?> SingleAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Conversation>(
            new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }
}
