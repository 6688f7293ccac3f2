using System.Data.Common;
using DbUp.Builder;

namespace NewsBot.Storage;

/// <summary>What SQLite and PostgreSQL do differently. Everything else is one SQL that runs on both.</summary>
internal abstract class Engine(string connectionString)
{
    /// <summary>The folder of the migrations.</summary>
    public abstract string Name { get; }

    public string ConnectionString { get; } = connectionString;

    /// <summary>Where the database is, for people: a file, or a database and its server; never a credential.</summary>
    public abstract string Place { get; }

    /// <summary>The database's clock in microseconds, as SQL; a statement that holds it is given <c>@now</c>. With one process it is the
    /// process's own; for several it is the server's.</summary>
    public abstract string Now { get; }

    /// <summary>Ends a query whose rows are claimed: those that another node is claiming are left to it.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>Other nodes may work on the same database.</summary>
    public abstract bool IsShared { get; }

    /// <summary>A connection, not yet open.</summary>
    public abstract DbConnection Connect();

    /// <summary>A connection, not yet open, that nobody is given afterwards.</summary>
    public virtual DbConnection ConnectAlone() => Connect();

    /// <summary>Waits for the turn to write, where the engine itself has no queue; the next comes when it is disposed.</summary>
    public virtual Task<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken) => Task.FromResult<IDisposable?>(null);

    /// <summary>A transaction that runs alone: after every other of the same scope.</summary>
    public abstract Task<DbTransaction> BeginAsync(DbConnection connection, string scope, CancellationToken cancellationToken);

    /// <summary>A condition: the column is one of a parameter's texts.</summary>
    public abstract string OneOf(string column, string parameter);

    /// <summary>A condition: the column is one of a parameter's numbers, of which there may be very many.</summary>
    /// <param name="column">The column.</param>
    /// <param name="parameter">The parameter's bare name.</param>
    public abstract string IdOf(string column, string parameter);

    /// <summary>A table of one column <c>value</c>: the elements of a parameter that is a JSON array, for statements that write
    /// many rows. Both engines take a row's parts by <c>value -&gt;&gt; n</c>.</summary>
    public abstract string Rows(string parameter);

    /// <summary>A condition on a full-text table: the column holds what the parameter, made by <see cref="TextQuery"/>, asks for.</summary>
    public abstract string Matches(string table, string column, string parameter);

    /// <summary>A full-text query: every phrase must occur in the column.</summary>
    /// <param name="phrases">Free of quotation marks.</param>
    public abstract string TextQuery(string column, IReadOnlyList<string> phrases);

    /// <summary>Makes the database ready to be migrated.</summary>
    /// <returns>Holds other nodes off until it is disposed.</returns>
    public abstract IDisposable Prepare();

    public abstract UpgradeEngineBuilder Upgrade();
}
