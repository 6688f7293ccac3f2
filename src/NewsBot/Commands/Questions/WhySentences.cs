using System.Globalization;
using NewsBot.Articles;
using NewsBot.Cards;
using NewsBot.Deliveries;
using NewsBot.Deliveries.Ledger;
using NewsBot.Digests;
using NewsBot.Statements;
using NewsBot.Stories;
using NewsBot.Stories.Readings;

namespace NewsBot.Commands.Questions;

/// <summary>The sentences of <c>why</c>, one for each stage. Pure.</summary>
internal static class WhySentences
{
    private static readonly TimeSpan Moments = TimeSpan.FromMinutes(1);

    public static string Found(IReadOnlyList<Announced> announced, LocalTime time)
    {
        if (announced is not [var first, ..])
            return "It is stored, but no feed's announcement of it is kept.";
        var backlog = announced.All(a => a.Backlog)
            ? " It was already in the feed when that was first read, so it is recorded and announced to nobody."
            : "";
        var others = announced.Select(a => a.Source).Distinct().Skip(1).ToList();
        var also = others.Count > 0 ? $" Also announced by {string.Join(", ", others)}." : "";
        var published = first.Published is { } day ? $", dated {time.WithWeekday(day)}" : "";
        return $"{first.Source} announced it; found {time.WithWeekday(first.Found)}{published}.{backlog}{also}";
    }

    public static string Fetched(
        Article article, string? problem, DateTimeOffset? nextTry, LocalTime time) => article.State switch
        {
            ArticleState.Readable when article.FromFeed =>
                $"The page could not be read{Because(problem)}; the text is the feed's own, {CardText.Count(article.Text?.Length ?? 0, "character")}.",
            ArticleState.Readable => $"The page was read: {CardText.Count(article.Text?.Length ?? 0, "character")}, revision {article.Revision}.",
            ArticleState.Waiting => $"The page has not been read yet{Because(problem)}.{(nextTry is { } next ? $" Next try {time.WithWeekday(next)}." : "")}",
            _ => $"The page could not be read{Because(problem)}. No further try is planned.",
        };

    public static string Read(ReadingRow? reading, IReadOnlyList<ReportRow> reports, LocalTime time)
    {
        if (reading is null)
            return "It has not been read for statements yet.";
        if (reading.Failure is { } failure)
            return $"Reading it for statements failed: {failure.TrimEnd('.')}.";
        var statements = reports.Select(r => r.StatementId).OfType<long>().Distinct().Count();
        var left = reports.Where(r => r.LeftOut is not null).GroupBy(r => r.LeftOut!.Value).Select(g => $"{g.Count()} {Words(g.Key)}").ToList();
        var out_ = left.Count == 0 ? "" : $" Left out: {string.Join(", ", left)}.";
        var counts = $"{CardText.Count(reports.Count, "attribution")}, {CardText.Count(statements, "statement")}";
        return $"Read {time.WithWeekday(reading.ReadAt)}: {counts}.{out_}";
    }

    public static string Statement(StatementView view)
    {
        var statement = view.Statement;
        var outlets = view.Carriers.Select(c => c.Outlet).Distinct().ToList();
        var office = statement.Office is null ? "" : $", {statement.Office}";
        var merged = outlets.Count > 1
            ? $" {outlets.Count} outlets carry it, as one statement: {string.Join(", ", outlets)}."
            : "";
        var withdrawn = statement.Withdrawn is not null ? " It was withdrawn by its outlet."
            : view.Correction is { } correction && statement.Corrected is not null ? $" It was corrected: {correction.Sentence.TrimEnd('.')}."
            : "";
        return $"{statement.SpeakerName}{office}, said on {LocalTime.Day(statement.SaidOn)}.{merged}{withdrawn}";
    }

    /// <summary>Where the words stand and how the speaker was found; null when the spans are not kept.</summary>
    public static string? Words(WordsRow row)
    {
        if (Spans.Read(row.ContentSpans) is not [var first, ..] content || Spans.Slice(row.Text, content) is null)
            return null;
        var points = new CodePoints(row.Text);
        var place = string.Create(CultureInfo.InvariantCulture, $"characters {points.At(first.Start):N0} to {points.At(content[^1].End):N0} of the text");
        var saying = Spans.Slice(row.Text, Spans.Read(row.CueSpan));
        var source = Spans.Slice(row.Text, Spans.Read(row.SourceSpans));
        var beside = (source, saying) switch
        {
            (not null, not null) => $", beside “{Short(source)}” and “{Short(saying)}”",
            (null, not null) => $", beside “{Short(saying)}”",
            _ => "",
        };
        var sure = row.Score is { } score ? string.Create(CultureInfo.InvariantCulture, $" ({score:0%} sure that they are reported speech)") : "";
        var found = row.Evidence is { } evidence ? $" The speaker: {ReadExplanation.Found(evidence)}." : "";
        return $"The words are {place}{beside}{sure}.{found}";
    }

    public static string Topics(StatementView view, TopicFinder topics) => view.Topics.Count == 0
        ? "It belongs to none of the topics."
        : string.Join("; ", view.Topics.Select(t => $"{topics.Name(t.Topic)}: {t.Reason.TrimEnd('.')}")) + ".";

    /// <summary>What became of a post.</summary>
    /// <param name="delivery">The post.</param>
    /// <param name="time">The conversation's zone.</param>
    /// <param name="now">The time: what is due is on its way.</param>
    /// <param name="barred">Why nothing is posted there now; null when it is.</param>
    public static string Delivery(DeliveryOf delivery, LocalTime time, DateTimeOffset now, string? barred)
    {
        var what = delivery.Kind switch
        {
            DigestKind.Alert => "as an alert",
            DigestKind.Correction => "as a correction",
            DigestKind.Roundup => delivery.Held ? "behind “more” of a card of new statements" : "on a card of new statements",
            _ => delivery.Held ? "behind “more” of an edition" : "in an edition",
        };
        var because = delivery.ReasonText is { } reason ? $": {reason.TrimEnd('.')}" : "";
        return delivery.State switch
        {
            DeliveryState.Sent => $"Posted here {what}{(delivery.Sent is { } sent ? " " + time.WithWeekday(sent) : "")}.",
            DeliveryState.GivenUp => $"Not posted, {what}; given up{because}.",
            DeliveryState.Unknown => $"Posted {what}, but the channel's answer was lost{because}.",
            DeliveryState.Failed when barred is not null => $"To be posted {what}: {barred}; a try failed{because}.",
            DeliveryState.Failed => $"To be posted {what}; a try failed{because}.{(delivery.NextTry is { } next ? $" Next try {time.WithWeekday(next)}." : "")}",
            DeliveryState.Owed when barred is not null => $"To be posted {what}: {barred}.",
            DeliveryState.Owed when delivery.NextTry is { } later && later > now + Moments => $"To be posted {what} {time.WithWeekday(later)}.",
            _ => $"To be posted {what} within moments.",
        };
    }

    /// <summary>What stands for the posts where there is none: why, if there will be one.</summary>
    /// <param name="row">What the audit says of it; null when it says nothing.</param>
    public static string NotPosted(AuditRow? row) => row switch
    {
        { Fate: Fate.Held or Fate.Owed or Fate.Missed } => $"Not posted here yet: {row.Reason.TrimEnd('.')}.",
        { Fate: Fate.Unkept } => $"Whether it was posted here is not known any more: {row.Reason}.",
        _ => "Nothing with it was posted or is waiting to be posted here.",
    };

    // A source may run on for a clause or two.
    private static string Short(string words) => CardText.Line(words, 80);

    private static string Because(string? problem) => problem is null ? "" : $" ({problem.TrimEnd('.')})";

    private static string Words(LeftOut reason) => reason switch
    {
        LeftOut.Stance => "position told without an occasion",
        LeftOut.Question => "question",
        LeftOut.Silence => "refusal to comment",
        LeftOut.Background => "older words or background",
        LeftOut.NoSpeaker => "with nobody to name",
        LeftOut.Hypothetical => "what somebody might say",
        LeftOut.Courtesy => "greeting or thanks",
        LeftOut.Repeated => "repeated in the article",
        _ => reason.ToString(),
    };
}
