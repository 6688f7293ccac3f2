using System.Data.Common;
using DbUp.Engine;

namespace NewsBot.Storage;

/// <summary>A newer version of the program has used the database; the message says what to do.</summary>
public sealed class NewerDatabaseException(string message) : IOException(message);

/// <summary>Brings the database to the newest schema; each numbered script runs once, in its own transaction.</summary>
public static class Migrations
{
    /// <exception cref="StorageException">The database cannot be used, was made by a draft of the schema, or a script failed; the message says which. What the script did is
    /// undone.</exception>
    /// <exception cref="NewerDatabaseException">The database has steps that this build does not know.</exception>
    public static void Apply(NewsDb db) => Apply(db, KnownSchema.Steps);

    /// <summary>Makes only some of the steps, for a database that is to have the schema of another.</summary>
    /// <exception cref="StorageException">As above.</exception>
    internal static void Apply(NewsDb db, IEnumerable<string> steps)
    {
        try
        {
            using var alone = db.Engine.Prepare();
            RefuseUnknown(db);
            Upgrade(db, steps.ToHashSet(StringComparer.Ordinal));
        }
        catch (DbException fault)
        {
            throw new StorageException(StorageException.Sentence(fault), fault);
        }
    }

    // Before anything is written, and while no other node can change the schema.
    private static void RefuseUnknown(NewsDb db)
    {
        using var connection = db.Engine.ConnectAlone();
        connection.Open();
        var done = KnownSchema.DoneAsync(connection, CancellationToken.None).GetAwaiter().GetResult();
        if (KnownSchema.Refusal(done) is { } refusal)
            throw new NewerDatabaseException(refusal);
        if (KnownSchema.DraftAsync(connection, done, CancellationToken.None).GetAwaiter().GetResult() is { } draft)
            throw new StorageException(draft);
    }

    private static void Upgrade(NewsDb db, HashSet<string> steps)
    {
        var result = db.Engine.Upgrade()
            .WithScripts(Scripts(db.Engine.Name).Where(s => steps.Contains(s.Name)))
            .WithVariablesDisabled()
            .WithTransactionPerScript()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            var why = result.Error is DbException fault ? " " + StorageException.Sentence(fault) : "";
            throw new StorageException($"The database could not be brought up to date: {result.ErrorScript?.Name}.{why}", result.Error);
        }
    }

    /// <summary>The scripts of an engine, in order.</summary>
    internal static IEnumerable<SqlScript> Scripts(string engine)
    {
        var assembly = typeof(Migrations).Assembly;
        var prefix = $"Migrations/{engine}/";
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return new SqlScript(name[prefix.Length..], reader.ReadToEnd());
        }
    }
}
