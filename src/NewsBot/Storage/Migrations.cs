using DbUp;
using DbUp.Engine;
using Microsoft.Data.Sqlite;

namespace NewsBot.Storage;

/// <summary>Brings the database to the newest schema; each numbered script runs once, in its own transaction.</summary>
public static class Migrations
{
    /// <exception cref="InvalidOperationException">A script failed; the message names it.</exception>
    public static void Apply(NewsDb db)
    {
        using (var connection = new SqliteConnection(db.ConnectionString))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "pragma journal_mode = wal";
            command.ExecuteNonQuery();
        }

        var result = DeployChanges.To
            .SqliteDatabase(db.ConnectionString)
            .WithScripts(Scripts())
            .WithTransactionPerScript()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
            throw new InvalidOperationException($"The database could not be brought up to date: {result.ErrorScript?.Name}.", result.Error);
    }

    private static IEnumerable<SqlScript> Scripts()
    {
        var assembly = typeof(Migrations).Assembly;
        const string prefix = "Migrations/sqlite/";
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return new SqlScript(name[prefix.Length..], reader.ReadToEnd());
        }
    }
}
