using System.Data.Common;
using Dapper;
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
/// <param name="ChatMessages">What was said in the person's own chat with us, both sides; 0 outside of our own chat page.</param>
public sealed record PersonData(IReadOnlyList<OwnSubscription> Subscriptions, IReadOnlyList<string> LastLines, long ChatMessages);

/// <summary>Finds what is kept about a person, and removes it.</summary>
public sealed class PersonTable(NewsDb db)
{
    private const string Here = "conversation_id in (select id from conversation where channel = @channel)";

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
            $"select command from shown_list where person = @person and command <> '' and {Here} order by shown", who, cancellationToken: cancellationToken));
        var messages = request.Conversation.Kind == ConversationKind.Personal
            ? await connection.ExecuteScalarAsync<long>(new CommandDefinition(
                "select count(*) from chat_activity where chat_id = @ExternalId", request.Conversation, cancellationToken: cancellationToken))
            : 0;
        return new PersonData(subscriptions.AsList(), lines.AsList(), messages);
    }

    /// <summary>
    /// Takes the person's name and id off everything in the channel. A conversation with one person alone ends with it: its
    /// subscriptions, its chat and how to reach it.
    /// </summary>
    public Task ForgetAsync(Request request, CancellationToken cancellationToken) => db.WriteAsync(
        async (connection, transaction) =>
        {
            var who = Who(request);
            await connection.ExecuteAsync(
                $"update subscription set created_by = '', created_by_name = null where created_by = @person and {Here}", who, transaction);
            await connection.ExecuteAsync($"delete from shown_list where person = @person and {Here}", who, transaction);
            if (request.Conversation.Kind == ConversationKind.Personal)
                await EndAsync(request.Conversation, connection, transaction);
        },
        cancellationToken);

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
        await connection.ExecuteAsync(
            "update subscription set state = @ended, state_reason = @reason, next_due = null, created_by = '', created_by_name = null where conversation_id = @Id",
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

    private static object Who(Request request) => new { person = request.PersonId, channel = request.Conversation.Channel };
}
