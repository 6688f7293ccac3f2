using System.Data.Common;
using NewsBot.Desk;
using NewsBot.Statements;
using NewsBot.Statements.Corrections;
using NewsBot.Statements.Speakers;
using NewsBot.Statements.Wording;
using NewsBot.Stories.Grouping;
using NewsBot.Text;
using NewsBot.Topics;

namespace NewsBot.Stories.Readings;

/// <summary>Stores what was read of one article: reports, statements new, joined, corrected and withdrawn, their topics and stories.</summary>
public sealed class ReadingFiling(
    StatementTable statements, CorrectionTable corrections, TopicTable topics, StoryTable stories, ArticleGroups groups, ReadingTable readings, Newsdesk desk)
{
    private readonly FromDesk<HouseStyle> style = new(desk, d => new HouseStyle(d.Style));

    /// <summary>Files a reading in the caller's transaction; the reading's row, written last, is the mark.</summary>
    public async Task FileAsync(DbTransaction transaction, WaitingText text, Understanding understood, DateTimeOffset now)
    {
        var earlier = await statements.OfArticleAsync(transaction, text.ArticleId);
        var (before, fromFeed) = earlier.Count > 0 ? await readings.TextBeforeAsync(transaction, text.ArticleId, text.Revision) : default;

        // A page that takes the place of its feed's own text has corrected nothing.
        var edited = before is not null && !fromFeed;
        var note = edited ? EditorsNote.Added(before!, text.Text) : null;
        var told = edited ? EditorsNote.Without(text.Text) : text.Text;
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

            var report = new FiledReport(text, i, read, edited, told);
            var id = targets[i] is { } known
                ? await FileAgainAsync(transaction, report, known, earlier.Any(e => e.Id == known.Statement.Id), now)
                : await FileNewAsync(transaction, report, now);
            touched.Add(id);
            await topics.AddAsync(transaction, id, understood.ReportTopics[i]);
            foreach (var topic in understood.ReportTopics[i])
                await JoinStoryAsync(transaction, text, id, read, topic.Topic, now);
        }

        // What did not stand in the text before, either, is not taken out of it now.
        foreach (var gone in earlier.Where(e => edited && !touched.Contains(e.Id) && !e.Withdrawn && !CorrectionJudge.Stands(e.Words, told)
            && (e.ShownIn != text.ArticleId || CorrectionJudge.Stands(e.Words, before!))))
            await VanishAsync(transaction, gone, text.ArticleId, now);
        if (note is not null)
            await NoteAsync(transaction, text, earlier, note, now);
        await readings.MarkAsync(transaction, text, ArticleReader.Engine, now, understood.Reports.Count);
    }

    private async Task<Retold?[]> TargetsAsync(
        DbTransaction transaction, IReadOnlyList<ReadReport> reports, IReadOnlyList<StoredStatement> earlier)
    {
        var around = new List<IReadOnlyList<StoredStatement>>(reports.Count);
        foreach (var read in reports)
        {
            around.Add(read is { LeftOut: null, Speaker: { Key: not NamedSpeaker.NobodyKey } speaker, SaidOn: { } day }
                ? await statements.AroundAsync(transaction, speaker.Key, day, StatementMerger.DaysApart)
                : []);
        }

        var targets = StatementMerger.Match(reports, around);
        var taken = targets.OfType<Retold>().Select(t => t.Statement.Id).ToHashSet();
        for (var i = 0; i < reports.Count; i++)
        {
            if (targets[i] is not null || reports[i].LeftOut is not null
                || StatementMerger.FindRevised(reports[i], earlier.Where(e => !taken.Contains(e.Id))) is not { } found)
                continue;
            targets[i] = new Retold(found);
            taken.Add(found.Id);
        }

        return targets;
    }

    /// <summary>A report of an article that is being filed.</summary>
    /// <param name="Text">The article's text.</param>
    /// <param name="Ordinal">The report's place among the article's.</param>
    /// <param name="Read">The report.</param>
    /// <param name="Edited">The outlet has changed the text that was read before.</param>
    /// <param name="Told">The text without what the outlet says of its own mistakes.</param>
    private sealed record FiledReport(WaitingText Text, int Ordinal, ReadReport Read, bool Edited, string Told);

    private async Task<long> FileNewAsync(DbTransaction transaction, FiledReport filed, DateTimeOffset now)
    {
        var (text, ordinal, read, _, _) = filed;
        var id = await statements.AddAsync(transaction, New(text, read, now));
        var first = await statements.AddReportAsync(transaction, text.ArticleId, text.Revision, ordinal, read, id);
        await statements.ShowAsync(transaction, id, first, read.Words, read.Report.Type);
        return id;
    }

    private async Task<long> FileAgainAsync(DbTransaction transaction, FiledReport filed, Retold retold, bool carried, DateTimeOffset now)
    {
        var ((text, ordinal, read, edited, told), known) = (filed, retold.Statement);
        var report = await statements.AddReportAsync(transaction, text.ArticleId, text.Revision, ordinal, read, known.Id);
        await statements.PublishedAsync(transaction, known.Id, text.Published ?? text.Found);
        if (retold.IsPart)
            return known.Id;
        var shownHere = known.ShownIn == text.ArticleId;
        var better = StatementMerger.Better(read, text.Official, known);
        if (shownHere || better)
            await statements.ShowAsync(transaction, known.Id, report, read.Words, read.Report.Type);
        var corrected = edited && shownHere && CorrectionJudge.IsCorrection(known.Words, known.Type, read.Words, told, style.Value);
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
        Place = read.Place,
        Met = read.Met,
        Language = text.Language ?? text.SourceLanguage,
        Words = read.Words,
        Found = now,
        Backlog = text.Backlog,
        Published = text.Published ?? text.Found,
    };
}
