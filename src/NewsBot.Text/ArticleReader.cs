using NewsBot.Text.Attributions;
using NewsBot.Text.Encoder;
using NewsBot.Text.Judgements;
using NewsBot.Text.Languages;
using NewsBot.Text.Segments;
using NewsBot.Text.Speakers;

namespace NewsBot.Text;

/// <summary>
/// Finds in an article's text who said what. Deterministic and without a clock; the first reading loads the trained model that
/// lies beside the program, and every later one in the process shares it.
/// </summary>
public sealed class ArticleReader
{
    private const float Likely = 0.5f;

    /// <summary>A longer text is read to a line's end before here, in UTF-16 code units, so that memory and time stay bounded: about 40,000 words, more than the
    /// network takes.</summary>
    public const int Longest = 262_144;

    // No paragraph is sought further back.
    private const int LongestTail = 8192;

    /// <summary>Names the model and the rules behind <see cref="Read(string, DateOnly?, CancellationToken)"/>; an article is read again when it changes, not when they do.</summary>
    public static string Engine => "encoder-1.6";

    /// <summary>Null, or the sentence that says why nothing can be read and what to do.</summary>
    public static string? Problem => ModelFile.Problem;

    /// <summary>Frees the memory of the model, about 130 MB, unless somebody reads now; the next reading loads it again in less than a
    /// second.</summary>
    /// <returns>True when the model was in memory and is not any more.</returns>
    public static bool Rest() => ShippedModel.PutAway();

    /// <summary>Reads one article.</summary>
    /// <param name="text">The article's text, paragraphs separated by line breaks.</param>
    /// <param name="published">The day of the article, if known; dated words are background when they are older than about
    /// three days.</param>
    /// <param name="cancellationToken">Stops the reading between paragraphs.</param>
    /// <returns>Every attribution found, in the order of their cues; those that are no statement are marked, not
    /// dropped.</returns>
    public IReadOnlyList<Report> Read(string text, DateOnly? published = null, CancellationToken cancellationToken = default) =>
        Read(text, published, [], cancellationToken);

    /// <inheritdoc cref="Read(string, DateOnly?, CancellationToken)"/>
    /// <param name="text">The article's text, paragraphs separated by line breaks.</param>
    /// <param name="published">The day of the article, if known.</param>
    /// <param name="known">What is known of those whom the text names.</param>
    /// <param name="cancellationToken">Stops the reading between paragraphs.</param>
    public IReadOnlyList<Report> Read(string text, DateOnly? published, IReadOnlyList<KnownName> known, CancellationToken cancellationToken = default) =>
        Examine(text, published, known, cancellationToken).Reports;

    /// <summary>Reads one article, and tells also what was looked at and dropped.</summary>
    /// <inheritdoc cref="Read(string, DateOnly?, IReadOnlyList{KnownName}, CancellationToken)"/>
    public ArticleReading Examine(string text, DateOnly? published, IReadOnlyList<KnownName> known, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (ReadTo(text) is var end && end < text.Length)
            (text, known) = (text[..end], [.. known.Where(k => k.Span.End <= end)]);
        // The engine reads English; Urdu, Pashto and Dari have rules of their own.
        if (Script.LanguageOf(text) is { } language)
            return new(ArabicScriptReader.Read(text, language, published, known, cancellationToken), []);
        var sentences = Sentences.Of(text, cancellationToken);
        var dropped = new DroppedCandidates();
        var drafts = NetworkDrafts.In(text, sentences, dropped, cancellationToken);
        var reports = Judge(text, sentences, drafts, published, known, cancellationToken);
        return new(reports, dropped.All(drafts, reports));
    }

    /// <summary>How far a text is read, in UTF-16 code units: to its end, or to a line's end before <see cref="Longest"/>.</summary>
    public static int ReadTo(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= Longest)
            return text.Length;
        var line = text.LastIndexOf('\n', Longest - 1, LongestTail);
        return line >= 0 ? line + 1 : char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
    }

    /// <summary>Finds every attribution by a guide's rules, without asking who speaks.</summary>
    /// <param name="text">The article's text.</param>
    /// <param name="guide">Whose rules say what counts.</param>
    /// <param name="cancellationToken">Stops the reading between paragraphs.</param>
    /// <returns>The attributions in the order of their cues.</returns>
    public IReadOnlyList<AttributionSpans> Find(string text, Guide guide, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. AttributionFinder.Shipped(text[..ReadTo(text)], guide, null, _ => true, cancellationToken)
            .Select(found => new AttributionSpans(found.Source, found.Cue, found.Content, found.Score))];
    }

    /// <summary>Says of found spans who speaks and what it amounts to, whichever engine found them.</summary>
    /// <param name="text">The article's text.</param>
    /// <param name="sentences">Its sentences.</param>
    /// <param name="drafts">The spans, in the order of their cues.</param>
    /// <param name="published">The day of the article, if known.</param>
    /// <param name="known">What is known of those whom the text names.</param>
    /// <param name="cancellationToken">Stops between reports.</param>
    internal static List<Report> Judge(
        string text, List<Sentence> sentences, List<Draft> drafts, DateOnly? published, IReadOnlyList<KnownName> known, CancellationToken cancellationToken)
    {
        var trail = new SpeakerTrail(text, sentences, drafts, known, cancellationToken);
        var reports = Follow(trail, text, sentences, drafts, published);
        if (!trail.HasLearned)
            return reports;
        // What later words told of somebody holds for the earlier ones too.
        trail.Restart();
        return Follow(trail, text, sentences, drafts, published);
    }

    private static List<Report> Follow(SpeakerTrail trail, string text, List<Sentence> sentences, List<Draft> drafts, DateOnly? published)
    {
        var relays = new Relays(text, sentences);
        var issuers = new Issuers(text, sentences, trail);
        var quoted = new QuotedStretches(sentences);
        var earlier = new Earlier(text, sentences, published);
        var reports = new List<Report>();
        var followed = new List<(Draft Draft, Voice Voice)>();
        foreach (var draft in drafts)
        {
            issuers.PassTo(draft.Sentence, reports);
            if (issuers.IsBackReference(draft))
                continue;
            var voice = trail.Follow(draft);
            followed.Add((draft, voice));
            reports.Add(new Report
            {
                Source = draft.Source is { } source ? [source] : [],
                Cue = draft.Cue,
                Content = draft.Content,
                Type = draft.Turn is null ? Judgement.TypeOf(text, draft, quoted) : ReportType.Direct,
                Force = Force(text, draft, sentences[draft.Sentence]),
                Act = SpeechActs.Of(text, draft),
                Background = draft.Turn is null && earlier.Is(draft),
                Attribution = voice.Attribution,
                Speakers = voice.Speakers,
                Evidence = voice.Evidence,
                Score = draft.Score,
                StatementScore = draft.Statement,
                Via = relays.Of(draft),
            });
        }

        issuers.PassTo(sentences.Count, reports);
        Introduce(trail, followed, reports);
        return reports;
    }

    // Whom a lead only describes is named when the words are told at length.
    private static void Introduce(SpeakerTrail trail, List<(Draft Draft, Voice Voice)> followed, List<Report> reports)
    {
        const int Ahead = 6;
        const int Lead = 2;
        for (var i = 0; i < reports.Count; i++)
        {
            if (followed[i].Draft.Sentence <= Math.Max(1, trail.Body) && trail.Issued(followed[i].Voice, followed[i].Draft, followed.Skip(i + 1).Take(Ahead)) is { } issued)
                reports[i] = reports[i] with { Speakers = issued.Speakers, Attribution = issued.Attribution, Evidence = issued.Evidence };
            // "Advises travellers to leave early": the deck of whoever speaks first.
            if (followed[i].Draft is { Source: null, Turn: null, Sentence: < Lead } deck && trail.IsDeck(deck)
                && followed.Skip(i + 1).Take(Ahead).Select(f => f.Voice).FirstOrDefault(v => v.Speakers.Count > 0) is { } first)
            {
                reports[i] = reports[i] with { Speakers = first.Speakers, Attribution = Attribution.Likely, Evidence = SpeakerEvidence.Likely };
                continue;
            }

            if (reports[i].Speakers is not ([] or [{ Kind: NamedAs.Described }]) && reports[i].Attribution != Attribution.Spokesperson)
                continue;
            if (trail.Introduced(followed[i].Draft, followed.Skip(i + 1).Take(Ahead).Select(f => f.Voice)) is { } voice)
                reports[i] = reports[i] with { Speakers = voice.Speakers, Attribution = voice.Attribution, Evidence = voice.Evidence };
        }
    }

    // Words tell questions and silences; what else is no statement is a matter of the whole passage, which the network has read.
    private static ReportForce Force(string text, Draft draft, Sentence sentence)
    {
        if (draft.Turn is { } turn)
            return turn;
        var force = Judgement.ForceOf(text, draft, sentence.Span(0, sentence.Count - 1).Of(text));
        return force == ReportForce.Statement && draft.Statement < Likely ? ReportForce.Stance : force;
    }
}
