namespace NewsBot.Topics;

/// <summary>What the judgement of a whole article is made of.</summary>
internal static class ArticleFeatures
{
    // The title is one of them.
    private const int LeadSentences = 4;
    private const int Window = 5;
    private const double Fade = 0.85;

    public static Features Of(TopicReading reading)
    {
        var features = new Features(reading.Lens.Topic);
        var (title, body) = (reading.Title, reading.Body);
        features.Add("title", title);

        var lead = reading.All.Take(LeadSentences).ToList();
        features.Add("lead.speaks", lead.Count(e => e.Speaks) / (double)LeadSentences);
        features.Add("lead.first", body.Count > 0 && body[0].Speaks);
        features.Add("lead.all", lead.Count(e => e.AllActors) / (double)LeadSentences);
        features.Add("lead.any", lead.Any(e => e.AnyActor));
        features.Add("lead.strong", lead.Any(e => e.Strong is not null));
        features.Add("lead.against", lead.Any(e => e.Against is not null));
        features.Add("lead.others", Math.Min(2, lead.Sum(e => e.Others) / 2.0));
        features.Add("lead.besides", Math.Min(2, lead.Sum(e => e.Besides) / 2.0));
        features.Add("title or lead names all", title.AllActors || lead.Any(e => e.AllActors));

        features.Add("share.speaks", Math.Sqrt(reading.Share(e => e.Speaks)));
        features.Add("share.all", Math.Sqrt(reading.Share(e => e.AllActors)));
        features.Add("share.close", Math.Sqrt(reading.Share(e => e.Close)));
        features.Add("share.phrase", Math.Sqrt(reading.Share(e => e.Phrase)));
        features.Add("count.phrase", Math.Log(1 + reading.All.Count(e => e.Phrase)) / 2);
        features.Add("lead.phrase", lead.Any(e => e.Phrase));
        features.Add("lead.close", lead.Any(e => e.Close));
        features.Add("share.strong", Math.Sqrt(reading.Share(e => e.Strong is not null)));
        features.Add("share.talk", Math.Sqrt(reading.Share(e => e.TalkWord is not null && e.AnyActor)));
        var least = Enumerable.Range(0, title.Actors.Count).Min(g => reading.Share(e => e.Actors[g] is not null));
        features.Add("share.least", Math.Sqrt(least));
        features.Add("share.against", Math.Sqrt(reading.Share(e => e.Against is not null)));
        features.Add("share.others", reading.Share(e => e.Others > 0));
        features.Add("share.othersOnly", reading.Share(e => e.Others > 0 && !e.AnyActor));
        features.Add("share.besides", Math.Sqrt(reading.Share(e => e.Besides > 0)));
        features.Add("share.any", reading.Share(e => e.AnyActor));
        features.Add("count.speaks", Math.Log(1 + reading.All.Count(e => e.Speaks)) / 2);
        features.Add("count.strong", Math.Log(1 + reading.All.Count(e => e.Strong is not null)) / 2);
        features.Add("count.against", Math.Log(1 + reading.All.Count(e => e.Against is not null)) / 2);
        features.Add("densest", Densest([.. reading.All]));
        features.Add("fading.speaks", Fading(reading, e => e.Speaks));
        features.Add("fading.all", Fading(reading, e => e.AllActors));
        features.Add("fading.any", Fading(reading, e => e.AnyActor));
        features.Add("fading.settles", Fading(reading, e => e.Strong is not null || e.Phrase));
        features.Add("length", Math.Log(1 + body.Count) / 4);
        features.Add("short", body.Count <= 6);
        return features;
    }

    // The share of sentences that something holds of; a sentence counts less the later it stands.
    private static double Fading(TopicReading reading, Func<TopicEvidence, bool> holds)
    {
        var (weight, sum, whole) = (1.0, 0.0, 0.0);
        foreach (var evidence in reading.All)
        {
            whole += weight;
            sum += holds(evidence) ? weight : 0;
            weight *= Fade;
        }

        return sum / whole;
    }

    // The largest share of sentences in a row that speak of it.
    private static double Densest(List<TopicEvidence> body)
    {
        var (best, now) = (0, 0);
        for (var i = 0; i < body.Count; i++)
        {
            now += (body[i].Speaks ? 1 : 0) - (i >= Window && body[i - Window].Speaks ? 1 : 0);
            best = Math.Max(best, now);
        }

        return best / (double)Window;
    }
}
