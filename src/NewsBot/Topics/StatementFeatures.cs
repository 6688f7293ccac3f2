using NewsBot.Desk;

namespace NewsBot.Topics;

/// <summary>What the judgement of a statement is made of: its words, who speaks, the sentences around, the article.</summary>
internal sealed class StatementFeatures
{
    private const int Reach = 6;
    private const int Short = 10;
    private readonly TopicReading reading;
    private readonly IReadOnlyList<Speaker> speakers;
    private readonly TopicEvidence content;
    private readonly bool shortContent;

    // The title is the sentence before the first.
    private readonly IReadOnlyList<TopicEvidence> all;
    private readonly (int From, int To) sentences;

    public StatementFeatures(TopicReading reading, Told told)
    {
        (this.reading, speakers) = (reading, told.Speakers);
        Own = reading.Lens.Look(reading.Text.Part(told.All.Start, told.All.End), told.Speakers);
        var said = reading.Text.Part(told.Content.Start, told.Content.End);
        content = reading.Lens.Look(said);
        shortContent = said.To - said.From < Short;
        var (from, to) = reading.Text.SentencesAt(told.All.Start, told.All.End);
        sentences = (from + 1, to + 1);
        all = reading.All;
    }

    /// <summary>What the words themselves and who says them say.</summary>
    public TopicEvidence Own { get; }

    /// <summary>The best evidence in the sentences near the words; null when there is none.</summary>
    public TopicEvidence? Near => Around(3)
        .OrderByDescending(e => (e.Speaks ? 2 : 0) + (e.AllActors ? 1 : 0))
        .FirstOrDefault(e => e.AnyActor || e.Speaks);

    /// <param name="article">The article's own score, in log-odds.</param>
    public Features With(double article)
    {
        var features = new Features(reading.Lens.Topic);
        var plain = content is { AnyActor: false, TalkWord: null, Strong: null };
        var score = Math.Clamp(article, -6, 6) / 3;
        features.Add("own", Own);
        features.Add("content.all", content.AllActors);
        features.Add("content.any", content.AnyActor);
        features.Add("content.talk", content.TalkWord is not null);
        features.Add("content.strong", content.Strong is not null);
        features.Add("content.plain", plain);
        features.Add("content.phrase", content.Phrase);
        features.Add("content.close", content.Close);
        features.Add("content.besides", Math.Min(2, content.Besides));
        features.Add("content.others", Math.Min(2, content.Others));
        // "Iran and Afghanistan agreed on trade" is less on a topic of others than "Iran will help the talks".
        features.Add("content.talk, others", content.TalkWord is null ? 0 : Math.Min(2, Own.Others));
        features.Add("content.talkless, others", content.TalkWord is null ? Math.Min(2, content.Others) : 0);
        AddSpeaker(features, plain);
        AddAround(features);
        AddRarest(features);
        features.Add("position", reading.Body.Count == 0 ? 0 : (sentences.From - 1) / (double)reading.Body.Count);
        features.Add("early", sentences.From <= 3);
        features.Add("content.short", shortContent);
        features.Add("content.short, plain", shortContent && plain);
        features.Add("article", score);
        features.Add("article, any", Own.AnyActor ? score : 0);
        features.Add("article, talk", Own.TalkWord is not null ? score : 0);
        features.Add("article, all", Own.AllActors ? score : 0);
        features.Add("article, plain", plain ? score : 0);
        features.Add("article, besides", Own.Besides > 0 ? score : 0);
        features.Add("article.speaks", Math.Sqrt(reading.Speaking));
        features.Add("article.all", Math.Sqrt(reading.Naming));
        features.Add("title.speaks", reading.Title.Speaks);
        features.Add("title.close", reading.Title.Close);
        features.Add("title.others", Math.Min(2, reading.Title.Others));
        features.Add("title.all", reading.Title.AllActors);
        features.Add("title.strong", reading.Title.Strong is not null);
        features.Add("title.phrase", reading.Title.Phrase);
        features.Add("title.besides", Math.Min(2, reading.Title.Besides));
        return features;
    }

    private void AddSpeaker(Features features, bool plain)
    {
        var groups = speakers.Select(reading.Lens.GroupOf).ToList();
        var ours = groups.Exists(g => g >= 0);
        features.Add("speaker.actor", ours);
        features.Add("speaker.other", !ours && speakers.Any(s => s.Side is not null));
        features.Add("plain, speaker.other", plain && !ours && speakers.Any(s => s.Side is not null));
        features.Add("speaker.unknown", speakers.Count == 0);
    }

    // Who is named less in the article tells more: Pakistan's papers name Pakistan anyway.
    private void AddRarest(Features features)
    {
        var (from, to) = sentences;
        var rarest = reading.Rarest;
        features.Add("content.rarest", content.Actors[rarest] is not null);
        features.Add("own.rarest", Own.Actors[rarest] is not null);
        features.Add("sentence.rarest", all.Skip(from).Take(to - from).Any(e => e.Actors[rarest] is not null));
        features.Add("near.rarest", Fading(e => e.Actors[rarest] is not null));
        features.Add("content.rarest, talk", content.Actors[rarest] is not null && content.TalkWord is not null);
        features.Add("speaker.rarest", speakers.Any(s => reading.Lens.GroupOf(s) == rarest));
    }

    private void AddAround(Features features)
    {
        var (from, to) = sentences;
        var same = all.Skip(from).Take(to - from).ToList();
        features.Add("sentence.all", same.Exists(e => e.AllActors));
        features.Add("sentence.speaks", same.Exists(e => e.Speaks));
        features.Add("sentence.strong", same.Exists(e => e.Strong is not null));
        features.Add("sentence.talk", same.Exists(e => e.TalkWord is not null));
        features.Add("sentence.phrase", same.Exists(e => e.Phrase));
        features.Add("sentence.close", same.Exists(e => e.Close));
        features.Add("sentence.others", Math.Min(2, same.Sum(e => e.Others)));
        features.Add("before", all[from - 1]);
        if (to < all.Count)
        {
            features.Add("after.speaks", all[to].Speaks);
            features.Add("after.all", all[to].AllActors);
            features.Add("after.any", all[to].AnyActor);
        }

        features.Add("near.speaks", Fading(e => e.Speaks));
        features.Add("near.all", Fading(e => e.AllActors));
        features.Add("near.phrase", Fading(e => e.Phrase));
        features.Add("near.close", Fading(e => e.Close));
        features.Add("near.any", Fading(e => e.AnyActor));
        features.Add("near.talk", Fading(e => e.TalkWord is not null));
        features.Add("near.strong", Fading(e => e.Strong is not null));
        features.Add("near.others", Fading(e => e.Others > 0));
        features.Add("near.besides", Fading(e => e.Besides > 0));
        features.Add("near.against", Fading(e => e.Against is not null));
        var reached = Enumerable.Range(0, Own.Actors.Count)
            .All(g => Own.Actors[g] is not null || Around(2).Any(e => e.Actors[g] is not null));
        features.Add("reached", Own.AnyActor && reached);
        features.Add("talk near all", Own.TalkWord is not null && Around(2).Any(e => e.AllActors));
        features.Add("reached, talk", Own.AnyActor && reached && Own.TalkWord is not null);
    }

    // The share of the sentences around that something holds of; a sentence counts less the farther it is.
    private double Fading(Func<TopicEvidence, bool> holds)
    {
        var (from, to) = sentences;
        var (sum, whole) = (0.0, 0.0);
        for (var i = Math.Max(0, from - Reach); i < Math.Min(all.Count, to + Reach); i++)
        {
            var weight = i < from ? Math.Pow(0.7, from - i) : i >= to ? Math.Pow(0.7, i - to + 1) / 2 : 0;
            whole += weight;
            sum += holds(all[i]) ? weight : 0;
        }

        return whole > 0 ? sum / whole : 0;
    }

    private IEnumerable<TopicEvidence> Around(int reach) =>
        all.Skip(Math.Max(0, sentences.From - reach)).Take(sentences.To + reach - Math.Max(0, sentences.From - reach));
}
