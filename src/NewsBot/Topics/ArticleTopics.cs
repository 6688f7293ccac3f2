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
    private const double EnoughOfTalks = 2.7;
    private const double EnoughOfTalksWhenShort = 1.4;
    private const int ShortArticle = 6;
    private const int LeadSentences = 3;

    // Tuned on annotated statements: the share of an article's sentences from where on it is about a topic, or about nothing else.
    private const double About = 0.3;
    private const double Throughout = 0.5;
    private const double DealingsThroughout = 0.4;
    private const double Touches = 2;

    private readonly SpeakerIndex index;
    private readonly TopicLens[] lenses;
    private readonly DateOnly? day;
    private readonly Dictionary<string, Weight> weights = [];

    internal ArticleTopics(TopicLens[] lenses, SpeakerIndex index, string title, string text, DateOnly? day)
    {
        (this.lenses, this.index, this.day) = (lenses, index, day);
        var headline = Stretch.Sentences(title, index, day);
        var body = Stretch.Sentences(text, index, day);
        Topics = [.. lenses.Select(l => Judge(l, headline, body)).Where(m => m is not null).Select(m => m!)];
    }

    public IReadOnlyList<TopicMatch> Topics { get; }

    /// <summary>
    /// The topics of one statement of the article: its own words, and who says them, speak of the topic; or the article is about it and the words and the
    /// sentences around them touch it; or the article is about nothing else.
    /// </summary>
    /// <param name="words">What was said, with the source and the words of saying.</param>
    /// <param name="around">The sentences around the words.</param>
    /// <param name="speakers">Who of the registry speaks.</param>
    public IReadOnlyList<TopicMatch> OfStatement(string words, string around, IReadOnlyList<Speaker> speakers)
    {
        var found = new List<TopicMatch>();
        var own = Stretch.Whole(words, index, day, speakers);
        var wider = Stretch.Whole(around, index, day, speakers);
        foreach (var lens in lenses)
        {
            var said = lens.Look(own);
            if (said.Against is null && Because(lens, said, lens.Look(wider)) is { } reason)
                found.Add(new TopicMatch(lens.Topic.Key, reason));
        }

        return found;
    }

    // The sentence that says why a statement is on a topic; null when it is not.
    private string? Because(TopicLens lens, TopicEvidence said, TopicEvidence near)
    {
        var weight = weights[lens.Topic.Key];
        var article = Topics.FirstOrDefault(t => t.Topic == lens.Topic.Key);
        if (said.Strong is not null || (!lens.Topic.Dealings && said.Speaks))
            return said.Reason;
        if (lens.Topic.Dealings)
        {
            if (said.AllActors && weight.Both >= Enough)
                return said.Reason;
            if (article is not null && (said.TalkWord is not null || near.AllActors))
                return article.Reason;
            return (weight.BothShare >= About && near.AllActors && said.AnyActor) || (weight.BothShare >= DealingsThroughout && said.AnyActor)
                ? "The article is about it, and the words around name both: " + (near.AllActors ? near.Reason : said.Naming) : null;
        }

        var touches = (article is not null && said.AnyActor) || (said.TalkWord is not null && weight.Score >= Touches)
            || (said.AnyActor && (near.Strong ?? near.TalkWord) is not null && weight.SpeaksShare >= About - 0.05);
        return touches ? "The article is about it: " + weight.Reason : weight.SpeaksShare >= Throughout ? "The article is about nothing else: " + weight.Reason : null;
    }

    private TopicMatch? Judge(TopicLens lens, List<Stretch> title, List<Stretch> body)
    {
        var (inTitle, inLead, inBody, against) = (0, 0, 0, 0);
        var both = new int[3];
        TopicEvidence? best = null;
        for (var i = 0; i < title.Count + body.Count; i++)
        {
            var evidence = lens.Look(i < title.Count ? title[i] : body[i - title.Count]);
            if (evidence.Against is not null)
            {
                against++;
                continue;
            }

            var zone = i < title.Count ? 0 : i < title.Count + LeadSentences ? 1 : 2;
            both[zone] += evidence.AllActors ? 1 : 0;
            if (!evidence.Speaks)
                continue;
            best ??= evidence;
            (inTitle, inLead, inBody) = zone switch { 0 => (inTitle + 1, inLead, inBody), 1 => (inTitle, inLead + 1, inBody), _ => (inTitle, inLead, inBody + 1) };
        }

        var all = Math.Max(1, title.Count + body.Count);
        var raw = (inTitle * InTitle) + (inLead * InLead) + (inBody * InBody);
        var score = raw - (against * InAgainst);
        weights[lens.Topic.Key] = new Weight(
            (Math.Min(1, inTitle) * InTitle) + (inLead * InLead) + (inBody * InBody),
            (Math.Min(1, both[0]) * InTitle) + (both[1] * InLead) + (both[2] * InBody),
            (inTitle + inLead + inBody) / (double)all,
            both.Sum() / (double)all,
            best?.Reason ?? "");
        var enough = (lens.Topic.Dealings, body.Count <= ShortArticle) switch
        {
            (true, true) => EnoughWhenShort,
            (true, false) => Enough,
            (false, true) => EnoughOfTalksWhenShort,
            _ => EnoughOfTalks,
        };
        return best is not null && score >= enough ? new TopicMatch(lens.Topic.Key, best.Reason) : null;
    }

    /// <summary>How much of an article is about a topic.</summary>
    /// <param name="Score">The weight of the sentences that speak of it.</param>
    /// <param name="Both">The weight of those that name every group of actors.</param>
    /// <param name="SpeaksShare">The share of sentences that speak of it.</param>
    /// <param name="BothShare">The share of sentences that name every group.</param>
    /// <param name="Reason">The first that speaks of it.</param>
    private sealed record Weight(double Score, double Both, double SpeaksShare, double BothShare, string Reason);
}
