using System.Data.Common;
using Dapper;
using NewsBot.Commands.Lists;
using NewsBot.Conversations;
using NewsBot.Storage;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Privacy;

/// <summary>A subscription that a person made.</summary>
public sealed record OwnSubscription
{
    public string? Conversation { get; init; }

    public required int Number { get; init; }

    public required string Topic { get; init; }

    public required string Filter { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>The person's name as it was then.</summary>
    public string? Name { get; init; }
}

/// <summary>What is kept about a person of one channel.</summary>
/// <param name="Subscriptions">In all conversations of the channel, ended ones too.</param>
/// <param name="LastLines">The lines whose lists the person was shown last, one for each conversation.</param>
/// <param name="Chat">What was said in the person's own chat with us.</param>
public sealed record PersonData(IReadOnlyList<OwnSubscription> Subscriptions, IReadOnlyList<string> LastLines, ChatTexts Chat)
{
    /// <summary>The channel's ids of the places that the person put the bot into.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>The statements that the person claimed, doubted or holds.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>Where the person is named besides: silences, sources, doubts that they settled, notices, installations.</summary>
    public IReadOnlyList<string> Named { get; init; } = [];

    /// <summary>Whether the person has a chat with the bot alone elsewhere, which holds their name and how to reach them.</summary>
    public bool OwnChat { get; init; }
}

/// <summary>Finds what is kept about a person, and removes it.</summary>
public sealed class PersonTable(NewsDb db)
{
    private readonly PersonTraces traces = new(db.Engine);

    private const string Here = "conversation_id in (select id from conversation where channel = @channel)";

    // Who installed the bot is kept with the workspace, by the person's id there.
    private const string OwnInstallations = $"installer = @person and @channel = '{Microsoft.Bot.Connector.Channels.Slack}'";

    private const string OwnPlaces =
        "person = @person and place in (select coalesce(team, external_id) from conversation where channel = @channel)";

    // A claim is nothing without its person; what is doubted or held stays so.
    private static readonly string[] Marks =
    [
        $"delete from claim where person = @person and {Here}",
        $"update doubt set person = '', name = '' where person = @person and {Here}",
        $"update statement_hold set person = '', name = '' where person = @person and {Here}",
    ];

    public async Task<PersonData> ReadAsync(Request request, CancellationToken cancellationToken)
    {
        var who = Who(request);
        await using var connection = await db.OpenAsync(cancellationToken);
        var subscriptions = await connection.QueryAsync<OwnSubscription>(new CommandDefinition(
            """
            select c.name as conversation, s.number, s.topic, s.filter, s.created, s.created_by_name as name
            from subscription s join conversation c on c.id = s.conversation_id
            where s.created_by = @person and c.channel = @channel order by s.id
            """,
            who,
            cancellationToken: cancellationToken));
        var lines = await connection.QueryAsync<string>(new CommandDefinition(
            $"select command from shown_list where {ShownListTable.OfPerson} and command <> '' and {Here} order by shown",
            who,
            cancellationToken: cancellationToken));
        var places = await connection.QueryAsync<string>(new CommandDefinition(
            $"select place from place_owner where {OwnPlaces} order by place", who, cancellationToken: cancellationToken));
        var marks = await connection.QueryAsync<string>(new CommandDefinition(
            $"""
            select 'claimed #S' || statement_id from claim where person = @person and {Here}
            union all select 'doubts the ' || case when kind = 0 then 'speaker' else 'topic' end || ' of #S' || statement_id
              || case when note = '' then '' else ': ' || note end from doubt where person = @person and {Here}
            union all select 'holds #S' || statement_id from statement_hold where person = @person and {Here}
            """,
            who,
            cancellationToken: cancellationToken));
        var named = (await PersonTraces.ReadAsync(who, connection)).ToList();
        var among = await AmongAsync(request, connection, null);
        foreach (var name in await NamesAsync(request, connection, null))
            named.AddRange((await traces.NoticesAsync(name, among, connection, null)).Select(n => n.Body));
        named.AddRange(await connection.QueryAsync<string>(new CommandDefinition(
            $"select 'installed NewsBot in ' || coalesce(team_name, team) from slack_installation where {OwnInstallations} order by team",
            who,
            cancellationToken: cancellationToken)));

        var alone = request.Conversation.Kind == ConversationKind.Personal;
        var chat = alone ? await ChatTexts.ReadAsync(request.Conversation.ExternalId, connection, cancellationToken) : ChatTexts.None;
        return new PersonData(subscriptions.AsList(), lines.AsList(), chat)
        {
            Places = places.AsList(),
            Marks = marks.AsList(),
            Named = named,
            OwnChat = !alone && await HasChatAsync(request, connection),
        };
    }

    /// <summary>
    /// Takes the person's name and id off everything in the channel. A conversation with one person alone ends with it: its
    /// subscriptions, its chat and how to reach it.
    /// </summary>
    /// <returns>The names of the places that only the person might have changed, and that anybody may change from now on.</returns>
    public Task<IReadOnlyList<string>> ForgetAsync(Request request, CancellationToken cancellationToken) => db.WriteAsync<IReadOnlyList<string>>(
        async (connection, transaction) =>
        {
            var who = Who(request);
            var among = await AmongAsync(request, connection, transaction);
            foreach (var name in await NamesAsync(request, connection, transaction))
                await traces.RemoveAsync(name, among, connection, transaction);
            await PersonTraces.RemoveAsync(who, connection, transaction);
            await connection.ExecuteAsync(
                $"update subscription set created_by = '', created_by_name = null where created_by = @person and {Here}", who, transaction);
            foreach (var sql in Marks)
                await connection.ExecuteAsync(sql, who, transaction);
            await connection.ExecuteAsync($"delete from shown_list where {ShownListTable.OfPerson} and {Here}", who, transaction);
            await connection.ExecuteAsync($"update slack_installation set installer = null where {OwnInstallations}", who, transaction);
            var opened = await LeavePlacesAsync(request, connection, transaction);
            if (request.Conversation.Kind == ConversationKind.Personal)
                await EndAsync(request.Conversation, connection, transaction);
            return opened;
        },
        cancellationToken);

    // A place that its last owner has left must not stay closed to everybody.
    private async Task<IReadOnlyList<string>> LeavePlacesAsync(Request request, DbConnection connection, DbTransaction transaction)
    {
        var left = (await connection.QueryAsync<string>(
            $"delete from place_owner where {OwnPlaces} returning place", Who(request), transaction)).AsList();
        if (left.Count == 0)
            return [];
        var opened = await connection.QueryAsync<string>(
            $"""
            update conversation set changes = @anyone
            where channel = @Channel and changes = @owners and {db.Engine.OneOf("coalesce(team, external_id)", "@left")}
              and not exists (select 1 from place_owner o where o.place = coalesce(conversation.team, conversation.external_id))
            returning coalesce(name, external_id)
            """,
            new { request.Conversation.Channel, left, anyone = (int)ChangePolicy.Anyone, owners = (int)ChangePolicy.Owners },
            transaction);
        return opened.AsList();
    }

    // A name is anybody's: it is the person's where the same people are.
    private static async Task<IReadOnlyList<long>> AmongAsync(Request request, DbConnection connection, DbTransaction? transaction) =>
    [
        .. (await connection.QueryAsync<Conversation>(
            "select id, channel, external_id, reference from conversation where channel = @channel", Who(request), transaction))
            .Where(request.Conversation.SharesPeopleWith).Select(c => c.Id),
    ];

    // As the channel called the person who did something. What it calls them now they can choose, and others may be called so.
    private static async Task<IReadOnlyList<string>> NamesAsync(Request request, DbConnection connection, DbTransaction? transaction)
    {
        var before = await connection.QueryAsync<string>(
            $"""
            select created_by_name from subscription where created_by = @person and created_by_name is not null and {Here}
            union select name from place_owner where {OwnPlaces} and name is not null
            """,
            Who(request),
            transaction);
        return [.. before.Select(n => n.Trim()).Where(n => n.Length > 0 && n != Conversation.Nameless).Distinct(StringComparer.Ordinal)];
    }

    private static async Task EndAsync(Conversation conversation, DbConnection connection, DbTransaction transaction)
    {
        var here = new
        {
            conversation.Id,
            conversation.ExternalId,
            ended = (int)SubscriptionState.Ended,
            closed = (int)ConversationState.Closed,
            reason = "Its person asked to be forgotten.",
        };
        await connection.ExecuteAsync("delete from undo_step where conversation_id = @Id", here, transaction);
        await connection.ExecuteAsync("delete from undo_line where conversation_id = @Id", here, transaction);
        await connection.ExecuteAsync("delete from kept_list where conversation_id = @Id", here, transaction);
        await connection.ExecuteAsync("delete from claim where conversation_id = @Id", here, transaction);
        await connection.ExecuteAsync(
            """
            update subscription set state = @ended, state_reason = @reason, state_by = null, state_by_name = null, next_due = null,
              created_by = '', created_by_name = null
            where conversation_id = @Id
            """,
            here,
            transaction);
        await connection.ExecuteAsync(
            "update conversation set name = null, reference = '{}', state = @closed, state_reason = @reason where id = @Id", here, transaction);

        // The last row stays: a page that is open counts on from it.
        await connection.ExecuteAsync(
            """
            delete from chat_activity where chat_id = @ExternalId
              and sequence < (select max(a.sequence) from chat_activity a where a.chat_id = @ExternalId)
            """,
            here,
            transaction);
    }

    private static async Task<bool> HasChatAsync(Request request, DbConnection connection) =>
        (await connection.QueryAsync<Conversation>(
            "select id, channel, external_id, reference from conversation where channel = @channel and kind = 0 and replace(reference, @person, '') <> reference",
            Who(request))).Any(c => c.Person == request.PersonId);

    private static object Who(Request request) => new { person = request.PersonId, channel = request.Conversation.Channel };
}
