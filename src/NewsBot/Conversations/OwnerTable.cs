using System.Data.Common;
using Dapper;
using NewsBot.Storage;

namespace NewsBot.Conversations;

/// <summary>Who put the bot into a team or conversation. Teams tells a bot nothing else about who owns a place.</summary>
public sealed class OwnerTable(NewsDb db)
{
    /// <summary>Adds who has let the bot in. Where an owner keeps changes to the owners, only they let others in, and not whoever removes the
    /// bot and brings it back.</summary>
    public Task ArriveAsync(string place, string person, string? name, CancellationToken cancellationToken) => db.WriteAloneAsync(
        connection => connection.ExecuteAsync(new CommandDefinition(
            """
            insert into place_owner (place, person, name) select @place, @person, @name
            where not exists (select 1 from place_owner o where o.place = @place)
              or not exists (select 1 from conversation c where coalesce(c.team, c.external_id) = @place and c.changes = @owners)
            on conflict (place, person) do nothing
            """,
            new { place, person, name, owners = (int)ChangePolicy.Owners },
            cancellationToken: cancellationToken)),
        cancellationToken);

    public Task AddAsync(string place, string person, string? name, CancellationToken cancellationToken) => db.WriteAloneAsync(
        connection => connection.ExecuteAsync(new CommandDefinition(
            "insert into place_owner (place, person, name) values (@place, @person, @name) on conflict (place, person) do nothing",
            new { place, person, name },
            cancellationToken: cancellationToken)),
        cancellationToken);

    /// <summary>Brings the owners of a place to the one that takes its place: they are those of the channel's id.</summary>
    /// <param name="from">The place that goes.</param>
    /// <param name="to">The place that stays; whoever owns it already stays its owner.</param>
    /// <param name="connection">The database.</param>
    /// <param name="transaction">In which the rest of it moves.</param>
    internal static async Task MoveAsync(string from, string to, DbConnection connection, DbTransaction transaction)
    {
        await connection.ExecuteAsync(
            """
            insert into place_owner (place, person, name) select @to, o.person, o.name from place_owner o where o.place = @from
            on conflict (place, person) do nothing
            """,
            new { from, to },
            transaction);
        await connection.ExecuteAsync("delete from place_owner where place = @from", new { from }, transaction);
    }

    /// <summary>The owners of a place: id, and name where the channel gave one.</summary>
    public async Task<IReadOnlyList<(string Person, string? Name)>> OfAsync(string place, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<(string, string?)>(new CommandDefinition(
            "select person, name from place_owner where place = @place order by name, person",
            new { place },
            cancellationToken: cancellationToken))).AsList();
    }
}
