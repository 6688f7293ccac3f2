using System.Data.Common;
using Dapper;

namespace NewsBot.Topics;

/// <summary>The topics of statements, with the reasons.</summary>
public sealed class TopicTable
{
    /// <summary>Adds topics to a statement; one that it has already keeps its first reason.</summary>
    public async Task AddAsync(DbTransaction transaction, long statementId, IReadOnlyList<TopicMatch> topics)
    {
        foreach (var topic in topics)
        {
            await transaction.Connection!.ExecuteAsync(
                """
                insert into statement_topic (statement_id, topic, reason) values (@statementId, @Topic, @Reason)
                on conflict do nothing
                """,
                new { statementId, topic.Topic, topic.Reason },
                transaction);
        }
    }
}
