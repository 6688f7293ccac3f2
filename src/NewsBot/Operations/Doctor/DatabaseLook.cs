using System.Data.Common;
using System.Globalization;
using Dapper;
using NewsBot.Storage;
using NewsBot.Storage.Backups;
using NewsBot.Subscriptions;

namespace NewsBot.Operations.Doctor;

/// <summary>Whether the database answers, has a schema that this program knows, and agrees about the time.</summary>
internal static class DatabaseLook
{
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Finding>> FindAsync(Patient patient, CancellationToken cancellationToken)
    {
        var server = patient.Settings.GetConnectionString("NewsBot");
        var file = Path.Combine(patient.Data, NewsDb.FileName);
        if (string.IsNullOrWhiteSpace(server) && !File.Exists(file))
            return [Missing(file)];
        if (!string.IsNullOrWhiteSpace(server) && !patient.Online)
            return [Finding.Ok("database", "on a PostgreSQL server; offline, so it was not asked.")];
        try
        {
            var db = string.IsNullOrWhiteSpace(server) ? NewsDb.InFolder(patient.Data) : NewsDb.OnServer(server);
            await using var connection = await db.OpenAsync(cancellationToken);
            var done = await KnownSchema.DoneAsync(connection, cancellationToken);
            if (await KnownSchema.DraftAsync(connection, done, cancellationToken) is { } draft)
                return [Finding.Error("database", draft, "Nothing was changed in it.")];
            return
            [
                Schema(done),
                await ClockAsync(patient, connection, done.Count == 0, cancellationToken),
                .. KnownSchema.Steps.All(done.Contains) ? await LostTopicsAsync(patient, db, cancellationToken) : [],
            ];
        }
        catch (DbException e)
        {
            return [Finding.Error(
                "database",
                $"it cannot be opened: {e.Message}",
                string.IsNullOrWhiteSpace(server)
                    ? "Check the data folder and its permissions."
                    : "Check ConnectionStrings:NewsBot and that the server lets this machine in.")];
        }
        catch (FormatException)
        {
            // Told among the settings.
            return [];
        }
    }

    private static async Task<IEnumerable<Finding>> LostTopicsAsync(Patient patient, NewsDb db, CancellationToken cancellationToken) =>
        patient.Desk is not { } desk
            ? []
            : (await new SubscriptionTable(db, patient.Clock).LostTopicsAsync(desk, cancellationToken))
                .Select(s => Finding.Warning("topics", s, "Put the topic back into the file of topics, or let those who follow it unsubscribe."));

    private static Finding Missing(string file)
    {
        try
        {
            DatabaseFile.RefuseHalfRestored(file);
            return Finding.Ok("database", "there is none yet; it is made at the first start.");
        }
        catch (StorageException e)
        {
            return Finding.Error("database", e.Message, "Restore the backup once more: newsbot db restore FILE.");
        }
    }

    private static Finding Schema(IReadOnlySet<string> done)
    {
        if (done.Count == 0)
            return Finding.Ok("database", "it answers and is empty; its tables are made at the first start.");
        if (KnownSchema.Refusal(done) is { } newer)
            return Finding.Error(
                "database",
                newer,
                "Start the newer version again, or restore the backup made before the update.");
        var waiting = KnownSchema.Steps.Count(n => !done.Contains(n));
        return waiting > 0
            ? Finding.Warning(
                "database",
                $"{waiting} changes of the schema are waiting.",
                "They are made at the next start; back the database up before.")
            : Finding.Ok("database", $"it answers; its schema is up to date ({done.Count} steps).");
    }

    private static async Task<Finding> ClockAsync(
        Patient patient, DbConnection connection, bool empty, CancellationToken cancellationToken)
    {
        var text = Convert.ToString(
            await connection.ExecuteScalarAsync(
                new CommandDefinition("select current_timestamp", cancellationToken: cancellationToken)),
            CultureInfo.InvariantCulture);
        var now = patient.Clock.GetUtcNow();
        var theirs = DateTimeOffset.Parse(
            text!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        if ((theirs - now).Duration() > Apart)
            return Finding.Error(
                "clock",
                $"this machine's clock and the database's are {(theirs - now).Duration().TotalSeconds:0} seconds apart.",
                "Let both follow a time server (NTP).");
        var newest = empty ? null : await connection.ExecuteScalarAsync<DateTimeOffset?>("select max(found) from article");
        return newest > now + Apart
            ? Finding.Error(
                "clock",
                $"the database holds an article of {newest:u}, which is still to come: the clock has gone back.",
                "Let the machine follow a time server (NTP).")
            : Finding.Ok("clock", "it agrees with the database's.");
    }
}
