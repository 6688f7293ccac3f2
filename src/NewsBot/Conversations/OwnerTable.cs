using Dapper;
using NewsBot.Storage;

namespace NewsBot.Conversations;

/// <summary>Who put the bot into a team or conversation. Teams tells a bot nothing else about who owns a place.</summary>
public sealed class OwnerTable(NewsDb db)
{
    public async Task AddAsync(string place, string person, string? name, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "insert into place_owner (place, person, name) values (@place, @person, @name) on conflict (place, person) do nothing",
            new { place, person, name },
            cancellationToken: cancellationToken));
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
