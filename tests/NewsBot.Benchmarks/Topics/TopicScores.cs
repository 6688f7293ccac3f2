namespace NewsBot.Benchmarks.Topics;

/// <summary>
/// Which articles were found on which topics, counted by the labels as given and as corrected by reading; borderline, mixed and
/// unreviewed articles are not scored.
/// </summary>
internal sealed class TopicScores
{
    private readonly List<(LabelledArticle Article, string Topic, bool Found)> all = [];

    public void Add(LabelledArticle article, string topic, bool found)
    {
        if (article.Label is not null)
            all.Add((article, topic, found));
    }

    /// <param name="how">What was measured ("with these weights").</param>
    public void Write(string how)
    {
        foreach (var topic in all.GroupBy(a => a.Topic))
        {
            var (given, corrected) = (Tally.Of(topic, a => a.Given), Tally.Of(topic, a => a.Corrected));
            Console.WriteLine($"topics {topic.Key,-13} {how}, labels as given     {given}");
            Console.WriteLine($"topics {topic.Key,-13} {how}, labels as corrected {corrected}");
            var outlets = topic.GroupBy(a => a.Article.Outlet)
                .Select(o => (o.Key, Given: Tally.Of(o, a => a.Given), Corrected: Tally.Of(o, a => a.Corrected)))
                .Where(o => o.Given.On + o.Corrected.On + o.Given.False + o.Corrected.False > 0)
                .OrderByDescending(o => o.Corrected.On).ThenByDescending(o => o.Given.On);
            foreach (var (outlet, first, second) in outlets)
                Console.WriteLine($"       {outlet,-28} as given {first.Short}; as corrected {second.Short}");
        }
    }

    /// <summary>Lists what is wrong of one topic by either kind of label.</summary>
    public void List(string topic, Func<LabelledArticle, string> because)
    {
        foreach (var (article, _, found) in all.Where(a => a.Topic == topic))
        {
            var (given, corrected) = (article.Given(topic), article.Corrected(topic));
            if (given != !found && corrected != !found)
                continue;
            var wrong = (found ? "false " : "missed") + (corrected == !found ? "" : given == !found ? " as given only" : "");
            var label = article.Label!.Length > 0 ? article.Label : article.Hard ? "hard" : "other";
            var read = article.Read is null ? "not read" : $"read {(corrected is null ? "borderline" : corrected.Value ? "on" : "off")}";
            Console.WriteLine(
                $"{wrong} {article.Id} [{label}; {read}] {article.Outlet} {article.Date}: {article.Title} {because(article)}");
        }
    }

    private sealed record Tally(int Hits, int On, int LookAlikes, int Others, int OtherTopics)
    {
        public int False => LookAlikes + Others + OtherTopics;

        public string Short => $"{Hits,3} of {On,3} found, {False} false";

        public static Tally Of(
            IEnumerable<(LabelledArticle Article, string Topic, bool Found)> rows, Func<LabelledArticle, Func<string, bool?>> label)
        {
            var marked = rows.Select(r => (r.Article, r.Found, On: label(r.Article)(r.Topic))).ToList();
            var wrong = marked.Where(r => r.On == false && r.Found).Select(r => r.Article).ToList();
            return new Tally(
                marked.Count(r => r.On == true && r.Found),
                marked.Count(r => r.On == true),
                wrong.Count(a => a.Label == "" && a.Hard),
                wrong.Count(a => a.Label == "" && !a.Hard),
                wrong.Count(a => a.Label != ""));
        }

        public override string ToString() =>
            $"P {Ratio(Hits, Hits + False):0.000}  R {Ratio(Hits, On):0.000}  F1 {Ratio(2 * Hits, Hits + False + On):0.000}  " +
            $"({Hits} of {On} found; false: {LookAlikes} look-alikes, {Others} others, {OtherTopics} labelled with another topic)";

        private static double Ratio(int part, int of) => of == 0 ? 0 : (double)part / of;
    }
}
