using NewsBot.Text.Attributions;
using NewsBot.Text.Judgements;
using NewsBot.Text.Languages;
using NewsBot.Text.Segments;
using NewsBot.Text.Speakers;

namespace NewsBot.Text;

/// <summary>Finds in an article's text who said what. Deterministic; no clock, no input or output.</summary>
public sealed class ArticleReader
{
    private readonly DraftReader _drafts = new(new SpanFinder(new CueFinder(CueLexicon.Shipped)));

    /// <summary>Names the rules or the model behind <see cref="Read"/>; an article is read again when it changes.</summary>
    public static string Engine => "rules-2";

    /// <summary>Reads one article.</summary>
    /// <param name="text">The article's text, paragraphs separated by line breaks.</param>
    /// <param name="published">The day of the article, if known; dated words are background when they are older than about
    /// three days.</param>
    /// <param name="cancellationToken">Stops the reading between paragraphs.</param>
    /// <returns>Every attribution found, in the order of their cues; those that are no statement are marked, not
    /// dropped.</returns>
    public IReadOnlyList<Report> Read(string text, DateOnly? published = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        // The engine reads English; Urdu, Pashto and Dari have rules of their own.
        if (Script.LanguageOf(text) is { } language)
            return ArabicScriptReader.Read(text, language, cancellationToken);
        var sentences = Sentences.Of(text, cancellationToken);
        return Judge(text, sentences, _drafts.In(sentences, cancellationToken), published, cancellationToken);
    }

    /// <summary>Says of found spans who speaks and what it amounts to, whichever engine found them.</summary>
    /// <param name="text">The article's text.</param>
    /// <param name="sentences">Its sentences.</param>
    /// <param name="drafts">The spans, in the order of their cues.</param>
    /// <param name="published">The day of the article, if known.</param>
    /// <param name="cancellationToken">Stops between reports.</param>
    internal static List<Report> Judge(
        string text, List<Sentence> sentences, List<Draft> drafts, DateOnly? published, CancellationToken cancellationToken)
    {
        var trail = new SpeakerTrail(text, sentences, drafts, cancellationToken);
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
                Type = Judgement.TypeOf(text, draft, quoted),
                Force = Judgement.ForceOf(text, draft,
                    sentences[draft.Sentence].Span(0, sentences[draft.Sentence].Count - 1).Of(text)),
                Background = earlier.Is(draft),
                Attribution = voice.Attribution,
                Speakers = voice.Speakers,
                Evidence = voice.Evidence,
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
        for (var i = 0; i < reports.Count; i++)
        {
            if (reports[i].Speakers is not ([] or [{ Kind: NamedAs.Described }]))
                continue;
            if (trail.Introduced(followed[i].Draft, followed.Skip(i + 1).Take(Ahead).Select(f => f.Voice)) is { } voice)
                reports[i] = reports[i] with { Speakers = voice.Speakers, Attribution = voice.Attribution, Evidence = voice.Evidence };
        }
    }
}
