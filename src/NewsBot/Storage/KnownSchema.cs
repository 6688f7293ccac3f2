using System.Data.Common;
using Dapper;

namespace NewsBot.Storage;

/// <summary>The steps of the schema that this build of the program knows, and what it says to a database that has others.</summary>
internal static class KnownSchema
{
    private const string Prefix = "Migrations/sqlite/";

    /// <summary>The names of the steps, in order; they are the same for every engine.</summary>
    public static IReadOnlyList<string> Steps { get; } =
    [
        .. typeof(KnownSchema).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The names of the steps that a database has.</summary>
    public static async Task<IReadOnlySet<string>> DoneAsync(DbConnection connection, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<string>(new CommandDefinition(
            "select scriptname from schemaversions", cancellationToken: cancellationToken))).ToHashSet(StringComparer.Ordinal);

    /// <summary>Why a database with these steps must not be opened by this build; null when it may.</summary>
    /// <remarks>An older build would write rows that the newer schema does not expect, and nobody would notice at first.</remarks>
    public static string? Refusal(IEnumerable<string> done)
    {
        var newer = done.Except(Steps, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return newer.Count == 0
            ? null
            : $"The database was last used by a newer version of NewsBot (it has {newer[0]}, which this version does not know): " +
              "start that version, or restore the backup that was made before the update.";
    }
}
