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
        var headline = Stretch.Sentences(title, index, day);
        var body = Stretch.Sentences(text, index, day);
        Topics = [.. lenses.Select(l => Judge(l, headline, body)).Where(m => m is not null).Select(m => m!)];
    }

    public IReadOnlyList<TopicMatch> Topics { get; }

    /// <summary>
    /// The topics of one statement of the article: its own words speak of the topic; or the article is on it, and the words name an actor or a word of talks;
    /// or they name the actors, and the sentences around them speak of it.
    /// </summary>
    /// <param name="words">What was said.</param>
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
            if (said.Against is not null)
                continue;
            var near = lens.Look(wider);
            var article = Topics.FirstOrDefault(t => t.Topic == lens.Topic.Key);
            if (said.Speaks)
                found.Add(new TopicMatch(lens.Topic.Key, said.Reason));
            else if (article is not null && (said.AnyActor || said.TalkWord is not null))
                found.Add(article);
            else if (near is { Speaks: true, Against: null } && said.AllActors)
                found.Add(new TopicMatch(lens.Topic.Key, near.Reason));
        }

        return found;
    }

    private TopicMatch? Judge(TopicLens lens, List<Stretch> title, List<Stretch> body)
    {
        var (inTitle, inLead, inBody, against) = (0, 0, 0, 0);
        TopicEvidence? best = null;
        for (var i = 0; i < title.Count + body.Count; i++)
        {
            var evidence = lens.Look(i < title.Count ? title[i] : body[i - title.Count]);
            if (evidence.Against is not null)
                against++;
            if (evidence.Against is not null || !evidence.Speaks)
                continue;
            best ??= evidence;
            if (i < title.Count)
                inTitle++;
            else if (i < title.Count + LeadSentences)
                inLead++;
            else
                inBody++;
        }

        var score = (inTitle * InTitle) + (inLead * InLead) + (inBody * InBody) - (against * InAgainst);
        return best is not null && score >= (body.Count <= ShortArticle ? EnoughWhenShort : Enough) ? new TopicMatch(lens.Topic.Key, best.Reason) : null;
    }
}
