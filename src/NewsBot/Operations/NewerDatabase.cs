using NewsBot.Storage;

namespace NewsBot.Operations;

/// <summary>A newer version of the program has used the database; the message says what to do.</summary>
internal sealed class NewerDatabaseException(string message) : IOException(message);

/// <summary>Keeps an older build from writing into a newer database.</summary>
internal static class NewerDatabase
{
    /// <remarks>By the time of the check the known steps of the schema have been made; in a newer database all of them were there already.</remarks>
    /// <exception cref="NewerDatabaseException">The database has steps that this build does not know.</exception>
    public static void Refuse(NewsDb db)
    {
        using var connection = db.OpenAsync(CancellationToken.None).GetAwaiter().GetResult();
        if (KnownSchema.Refusal(KnownSchema.DoneAsync(connection, CancellationToken.None).GetAwaiter().GetResult()) is { } refusal)
            throw new NewerDatabaseException(refusal);
    }
}
