using NewsBot.Desk;

namespace NewsBot.Topics;

/// <summary>What one article says about each topic.</summary>
public sealed class ArticleTopics
{
    // Tuned on labelled articles: what a title, a lead and the rest weigh, and from where on the topic is the article's subject.
    private const double InTitle = 3;
    private const double InLead = 2;
    private const double InBody = 0.7;
    private const double InAgainst = 2;
    private const double Enough = 3;
    private const double EnoughWhenShort = 2;
    private const int ShortArticle = 6;
    private const int LeadSentences = 3;

    private readonly SpeakerIndex index;
    private readonly TopicLens[] lenses;
    private readonly DateOnly? day;

    internal ArticleTopics(TopicLens[] lenses, SpeakerIndex index, string title, string text, DateOnly? day)
    {
        (this.lenses, this.index, this.day) = (lenses, index, day);
        var headline = Sentences(title);
        var body = Sentences(text);
        Topics = [.. lenses.Select(l => Judge(l, headline, body)).Where(m => m is not null).Select(m => m!)];
    }

    public IReadOnlyList<TopicMatch> Topics { get; }

    /// <summary>
    /// The topics of one statement of the article: its own words speak of the topic; or the article is on it, and the words with their speaker
    /// name one of the actors and a word of talks.
    /// </summary>
    /// <param name="words">What was said.</param>
    /// <param name="around">The sentences around the words.</param>
    /// <param name="speakers">Who of the registry speaks.</param>
    public IReadOnlyList<TopicMatch> OfStatement(string words, string around, IReadOnlyList<Speaker> speakers)
    {
        var found = new List<TopicMatch>();
        var own = One(words, speakers);
        var wider = One(around, speakers);
        foreach (var lens in lenses)
        {
            var article = Topics.FirstOrDefault(t => t.Topic == lens.Topic.Key);
            var said = lens.Look(own.Words, own.From, own.To, own.Named);
            if (said.Against is not null)
                continue;
            var near = lens.Look(wider.Words, wider.From, wider.To, wider.Named);
            if (said.Speaks)
                found.Add(new TopicMatch(lens.Topic.Key, said.Reason));
            else if (article is not null && (said.AnyActor || said.TalkWord is not null))
                found.Add(article);
            else if (near is { Speaks: true, Against: null } && said.AllActors)
                found.Add(new TopicMatch(lens.Topic.Key, near.Reason));
        }

        return found;
    }

    private Stretch One(string words, IReadOnlyList<Speaker> speakers)
    {
        var split = FoldedWord.Split(words);
        return new Stretch(split, 0, split.Count, [.. speakers, .. index.Recognise(words, day).Select(r => r.Speaker)]);
    }

    /// <summary>For each topic how many sentences of the title, the lead and the rest speak of it, and how many of a look-alike.</summary>
    internal List<(string Topic, int Title, int Lead, int Body, int Against, string Reason)> Counts { get; } = [];

    private TopicMatch? Judge(TopicLens lens, List<Stretch> title, List<Stretch> body)
    {
        var counts = new int[4];
        var best = (Weight: 0.0, Reason: "");
        foreach (var (stretches, isTitle) in new[] { (title, true), (body, false) })
        {
            for (var i = 0; i < stretches.Count; i++)
            {
                var s = stretches[i];
                var evidence = lens.Look(s.Words, s.From, s.To, s.Named);
                var place = isTitle ? 0 : i < LeadSentences ? 1 : 2;
                var weight = isTitle ? InTitle : i < LeadSentences ? InLead : InBody;
                if (evidence.Against is not null)
                    counts[3] += place == 0 ? 3 : 1;
                else if (evidence.Speaks)
                {
                    counts[place]++;
                    if (weight > best.Weight)
                        best = (weight, evidence.Reason);
                }
            }
        }

        Counts.Add((lens.Topic.Key, counts[0], counts[1], counts[2], counts[3], best.Reason));
        var score = (counts[0] * InTitle) + (counts[1] * InLead) + (counts[2] * InBody) - (counts[3] * InAgainst);
        return score >= (body.Count <= ShortArticle ? EnoughWhenShort : Enough) && best.Weight > 0 ? new TopicMatch(lens.Topic.Key, best.Reason) : null;
    }

    private List<Stretch> Sentences(string text)
    {
        var words = FoldedWord.Split(text);
        var named = index.Recognise(text, day);
        var stretches = new List<Stretch>();
        var from = 0;
        var next = 0;
        for (var i = 0; i < words.Count; i++)
        {
            if (i + 1 < words.Count && !Ends(text, words[i], words[i + 1]))
                continue;
            var speakers = new List<Speaker>();
            while (next < named.Count && named[next].Start < words[i].End)
                speakers.Add(named[next++].Speaker);
            stretches.Add(new Stretch(words, from, i + 1, speakers));
            from = i + 1;
        }

        return stretches;
    }

    private static bool Ends(string text, FoldedWord left, FoldedWord right)
    {
        var gap = text.AsSpan(left.End, right.Start - left.End);
        if (gap.Contains('\n') || gap.ContainsAny('?', '!', '۔'))
            return true;
        return gap.Contains('.') && right.Case != LetterCase.Plain && left.Folded.Length > 3;
    }

    private sealed record Stretch(IReadOnlyList<FoldedWord> Words, int From, int To, IReadOnlyList<Speaker> Named);
}
