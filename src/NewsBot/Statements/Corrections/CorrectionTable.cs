using System.Data.Common;
using Dapper;
using NewsBot.Storage;

namespace NewsBot.Statements.Corrections;

/// <summary>Corrections, one for each revision of a statement that made one.</summary>
public sealed class CorrectionTable
{
    private const string Columns = "c.statement_id, c.revision, c.kind, c.article_id, c.was, c.became, c.note, c.made";

    /// <summary>Keeps a correction under the revision that the statement has now.</summary>
    public Task AddAsync(DbTransaction transaction, Correction correction) => transaction.Connection!.ExecuteAsync(
        """
        insert into correction (statement_id, revision, kind, article_id, was, became, note, made)
        select id, revision, @Kind, @ArticleId, @Was, @Became, @Note, @Made from statement where id = @StatementId
        """,
        correction,
        transaction);

    /// <summary>Adds the outlet's note to the correction that the same look brought.</summary>
    /// <returns>False when it brought none.</returns>
    public async Task<bool> NoteAsync(DbTransaction transaction, long statementId, DateTimeOffset made, string note) =>
        await transaction.Connection!.ExecuteAsync(
            "update correction set note = @note where statement_id = @statementId and made = @made",
            new { statementId, made, note },
            transaction) > 0;

    /// <summary>A query: the newest correction of each statement that has one.</summary>
    /// <param name="engine">The engine that is asked.</param>
    /// <param name="statements">The bare name of the parameter that lists the statements.</param>
    internal static string Newest(Engine engine, string statements) =>
        $"""
        select {Columns}, (select s.name from article a join source s on s.id = a.source_id where a.id = c.article_id) as outlet
        from correction c
        where {engine.IdOf("c.statement_id", statements)}
          and c.revision = (select max(n.revision) from correction n where n.statement_id = c.statement_id)
        """;
}
