using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Statements;
using NewsBot.Storage;

namespace NewsBot.Tests.Scenarios.Editions;

/// <summary>Statements with so many words that an edition of them is too big for one post, as the stages before leave
/// them.</summary>
internal static class LongWords
{
    /// <summary>How the words of a statement begin.</summary>
    public static string Beginning(int number) => $"Post {number} opens for trade & transit";

    public static async Task<IReadOnlyList<long>> PublishAsync(Scene scene, int count)
    {
        await using var connection = await scene.Services.GetRequiredService<NewsDb>().OpenAsync(default);
        var ids = new List<long>();
        for (var number = 1; number <= count; number++)
        {
            // Slack counts the escapes as well.
            var words = $"“{Beginning(number)}{string.Concat(Enumerable.Repeat(", salt & tea & tin", 30))},”";
            var text = words + " the minister told reporters.";
            ids.Add(await connection.ExecuteScalarAsync<long>(
                """
                insert into article (url, source_id, title, published, found, backlog, state, revision, text, text_hash)
                select @url, id, 'Posts open', @now, @now, 0, 1, 1, @text, @hash from source where key = 'herald';
                insert into article_revision (article_id, revision, title, text, text_hash, seen)
                select id, 1, title, text, text_hash, @now from article where url = @url;
                insert into reading (article_id, revision, engine, read_at, reports)
                select id, 1, 'test', @now, 1 from article where url = @url;
                insert into statement (
                  speaker_key, speaker_name, office, type, attribution, said_on, language, words, fingerprint, found, backlog)
                values (@url, 'Nadia Sample', 'Foreign Office spokesperson', 0, 0, '2026-03-02', 'en', @words, '', @now, 0);
                insert into report (
                  article_id, revision, ordinal, source_spans, cue_span, content_spans, type, force, background, attribution,
                  statement_id)
                select a.id, 1, 0, '[]', '[]', @spans, 0, 0, 0, 0, t.id
                from article a join statement t on t.speaker_key = a.url where a.url = @url;
                update statement set report_id = (select r.id from report r where r.statement_id = statement.id)
                where speaker_key = @url;
                insert into statement_topic (statement_id, topic, reason)
                select id, 'pak-us', 'trade' from statement where speaker_key = @url;
                select id from statement where speaker_key = @url;
                """,
                new
                {
                    url = $"{scene.Outlets[0].Host}/long/{number}",
                    now = scene.Clock.GetUtcNow(),
                    text,
                    words,
                    hash = TextProof.Hash(text),
                    spans = $"[[0,{words.Length}]]",
                }));
        }

        return ids;
    }
}
