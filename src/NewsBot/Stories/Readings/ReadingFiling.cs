using System.Data.Common;
using NewsBot.Statements;
using NewsBot.Statements.Corrections;
using NewsBot.Stories.Grouping;
using NewsBot.Text;
using NewsBot.Topics;

namespace NewsBot.Stories.Readings;

/// <summary>Stores what was read of one article: reports, statements new, joined, corrected and withdrawn, their topics and stories.</summary>
public sealed class ReadingFiling(
    StatementTable statements, CorrectionTable corrections, TopicTable topics, StoryTable stories, ArticleGroups groups, ReadingTable readings)
{
    /// <summary>Files a reading in the caller's transaction; the reading's row, written last, is the mark.</summary>
    public async Task FileAsync(DbTransaction transaction, WaitingText text, Understanding understood, DateTimeOffset now)
    {
        var earlier = await statements.OfArticleAsync(transaction, text.ArticleId);
        var note = earlier.Count > 0 && await readings.TextBeforeAsync(transaction, text.ArticleId, text.Revision) is { } before
            ? EditorsNote.Added(before, text.Text)
            : null;
        var targets = await TargetsAsync(transaction, understood.Reports, earlier);
        var touched = new HashSet<long>();
        for (var i = 0; i < understood.Reports.Count; i++)
        {
            var read = understood.Reports[i];
            if (read.LeftOut is not null)
            {
                await statements.AddReportAsync(transaction, text.ArticleId, text.Revision, i, read, null);
                continue;
            }

            var id = await FileStatementAsync(transaction, text, i, read, targets[i], now);
            touched.Add(id);
            await topics.AddAsync(transaction, id, understood.ReportTopics[i]);
            foreach (var topic in understood.ReportTopics[i])
                await JoinStoryAsync(transaction, text, id, read, topic.Topic, now);
        }

        foreach (var gone in earlier.Where(e => !touched.Contains(e.Id) && !e.Withdrawn && !CorrectionJudge.Stands(e.Words, text.Text)))
            await VanishAsync(transaction, gone, text.ArticleId, now);
        if (note is not null)
            await NoteAsync(transaction, text, earlier, note, now);
        await readings.MarkAsync(transaction, text, ArticleReader.Engine, now, (understood.Reports.Count, null));
    }

    // Equal words find their statement first, so that a reworded neighbour does not take it.
    private async Task<StoredStatement?[]> TargetsAsync(DbTransaction transaction, IReadOnlyList<ReadReport> reports, IReadOnlyList<StoredStatement> earlier)
    {
        var targets = new StoredStatement?[reports.Count];
        var taken = new HashSet<long>();
        for (var i = 0; i < reports.Count; i++)
        {
            if (reports[i] is not { LeftOut: null, Speaker: { } speaker, SaidOn: { } day })
                continue;
            var around = await statements.AroundAsync(transaction, speaker.Key, day, StatementMerger.DaysApart);
            targets[i] = StatementMerger.Find(reports[i], around.Where(s => !taken.Contains(s.Id)));
            if (targets[i] is { } found)
                taken.Add(found.Id);
        }

        for (var i = 0; i < reports.Count; i++)
        {
            if (targets[i] is not null || reports[i].LeftOut is not null)
                continue;
            targets[i] = StatementMerger.FindRevised(reports[i], earlier.Where(e => !taken.Contains(e.Id)));
            if (targets[i] is { } found)
                taken.Add(found.Id);
        }

        return targets;
    }

    private async Task<long> FileStatementAsync(DbTransaction transaction, WaitingText text, int ordinal, ReadReport read, StoredStatement? known, DateTimeOffset now)
    {
        if (known is null)
        {
            var id = await statements.AddAsync(transaction, New(text, read, now));
            var first = await statements.AddReportAsync(transaction, text.ArticleId, text.Revision, ordinal, read, id);
            await statements.ShowAsync(transaction, id, first, read.Words, read.Report.Type);
            return id;
        }

        var carried = await statements.CarriedAsync(transaction, known.Id, text.ArticleId);
        var report = await statements.AddReportAsync(transaction, text.ArticleId, text.Revision, ordinal, read, known.Id);
        var shownHere = known.ShownIn == text.ArticleId;
        var better = StatementMerger.Better(read, text.Official, known);
        if (shownHere || better)
            await statements.ShowAsync(transaction, known.Id, report, read.Words, read.Report.Type);
        var corrected = shownHere && CorrectionJudge.IsCorrection(known.Words, known.Type, read.Words, text.Text);
        if (!carried || corrected || better || known.Withdrawn)
            await statements.ChangedAsync(transaction, known.Id, corrected ? now : null);
        if (corrected)
            await corrections.AddAsync(transaction, Of(known, CorrectionKind.Reworded, text.ArticleId, now) with { Became = read.Words });
        return known.Id;
    }

    // A note belongs to the statements whose words changed with it and to those that it speaks of; to all of the article's when there are
    // none of either.
    private async Task NoteAsync(DbTransaction transaction, WaitingText text, IReadOnlyList<StoredStatement> earlier, string note, DateTimeOffset now)
    {
        var shown = earlier.Where(e => e.ShownIn == text.ArticleId && !e.Withdrawn).ToList();
        var named = shown.Where(e => EditorsNote.Concerns(note, e.SpeakerName, e.Words)).ToList();
        var changed = new List<StoredStatement>();
        foreach (var statement in shown)
        {
            if (await corrections.NoteAsync(transaction, statement.Id, now, note))
                changed.Add(statement);
        }

        foreach (var statement in (named.Count + changed.Count > 0 ? named : shown).Except(changed))
        {
            await statements.ChangedAsync(transaction, statement.Id, now);
            await corrections.AddAsync(
                transaction, Of(statement, CorrectionKind.Noted, text.ArticleId, now) with { Became = statement.Words, Note = note });
        }
    }

    private static Correction Of(StoredStatement known, CorrectionKind kind, long articleId, DateTimeOffset now) => new()
    {
        StatementId = known.Id,
        Revision = 0,
        Kind = kind,
        ArticleId = articleId,
        Was = known.Words,
        Became = "",
        Made = now,
    };

    // Another outlet that still has the words keeps the statement; without one it is withdrawn, and those who saw it are told.
    private async Task VanishAsync(DbTransaction transaction, StoredStatement gone, long articleId, DateTimeOffset now)
    {
        var other = await statements.OtherCarrierAsync(transaction, gone.Id, articleId);
        if (other is null)
        {
            await statements.WithdrawAsync(transaction, gone.Id, now);
            await corrections.AddAsync(transaction, Of(gone, CorrectionKind.Withdrawn, articleId, now));
            return;
        }

        if (gone.ShownIn != articleId || Spans.Slice(other.Text, Spans.Read(other.ContentSpans)) is not { } words)
            return;
        await statements.ShowAsync(transaction, gone.Id, other.Id, words, other.Type);
        await statements.ChangedAsync(transaction, gone.Id, null);
    }

    private async Task JoinStoryAsync(DbTransaction transaction, WaitingText text, long statementId, ReadReport read, string topic, DateTimeOffset now)
    {
        if (read.SaidOn is not { } day || await stories.HasStoryAsync(transaction, statementId, topic))
            return;
        var sameEvent = await groups.WithAsync(transaction, text.ArticleId);
        var around = await stories.AroundAsync(transaction, topic, day, text.ArticleId, sameEvent);
        var story = StoryMatcher.Find(topic, day, $"{text.Title} {read.Words}", read.Speaker!.Keys, around);
        var id = story?.Id ?? await stories.AddAsync(transaction, topic, text.Title, day, now);
        await stories.JoinAsync(transaction, id, statementId, now);
    }

    private static NewStatement New(WaitingText text, ReadReport read, DateTimeOffset now) => new()
    {
        SpeakerKey = read.Speaker!.Key,
        SpeakerName = read.Speaker.Name,
        Office = read.Speaker.Office,
        Type = read.Report.Type,
        Attribution = read.Report.Attribution,
        SaidOn = read.SaidOn ?? text.Day,
        Place = Dateline.Of(text.Text),
        Language = text.Language ?? text.SourceLanguage,
        Words = read.Words,
        Found = now,
        Backlog = text.Backlog,
    };
}
