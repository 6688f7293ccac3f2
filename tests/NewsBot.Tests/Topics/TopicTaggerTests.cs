using NewsBot.Desk;
using NewsBot.TestSupport;
using NewsBot.Text;
using NewsBot.Topics;
using Xunit;

namespace NewsBot.Tests.Topics;

public sealed class TopicTaggerTests
{
    private static readonly Newsdesk Desk = Newsdesk.Load();
    private static readonly TopicTagger Tagger = new(Desk);

    // All articles take seconds; each of the tests on them counts the same tags.
    private static readonly Lazy<IReadOnlyList<(LabelledArticle Article, IReadOnlyList<string> Topics)>> Tagged =
        new(() => [.. LabelledArticles.All.Select(a => (a, (IReadOnlyList<string>)[.. Tagger.Article(a.Title, a.Text, a.Day).Select(m => m.Topic)]))]);

    [Theory]
    [InlineData("Pakistan, United States hold talks on trade", "Officials of Pakistan and the US met for talks on trade on Monday.", "pak-us")]
    [InlineData("Taliban and Afghan government resume talks", "The Taliban and the Afghan government resumed negotiations in Doha.", "intra-afghan")]
    [InlineData("Pakistan summons Afghan envoy", "Islamabad summoned the Afghan chargé d’affaires on Monday. Pakistan asked Kabul to act against militants on Afghan soil.", "pak-afghan")]
    [InlineData("Torkham crossing is closed again", "Pakistan closed the Torkham border crossing on Monday. Afghanistan asked Pakistan to open it.", "pak-afghan")]
    [InlineData("Kabul protests over airspace", "Kabul said that Pakistan had violated Afghan airspace. Pakistan said that it had struck sanctuaries in Afghanistan.", "pak-afghan")]
    [InlineData("Islamabad and Kabul reopen border dialogue", "Pakistan and Afghanistan agreed on a dialogue about the crossing.", "pak-afghan")]
    public void An_article_on_a_topic_is_tagged_with_the_reason(string title, string text, string topic)
    {
        var match = Assert.Single(Tagger.Article(title, text, new DateOnly(2021, 1, 5)));
        Assert.Equal(topic, match.Topic);
        Assert.NotEmpty(match.Reason);
    }

    [Fact]
    public void The_reason_names_the_actors_and_the_word() =>
        Assert.Equal(
            "Pakistan and the United States are both named, with “talks”",
            Assert.Single(Tagger.Article("Pakistan and the United States hold talks", "They met.", null)).Reason);

    [Theory]
    [InlineData("Pakistan hosts US-Iran talks in Islamabad", "Pakistan hosted the US-Iran talks; Washington and Tehran thanked Islamabad for the meeting.")]
    [InlineData("Pakistan beat the United States by four wickets", "Pakistan met the US in a cricket match; the innings ended late.")]
    [InlineData("Trade fair opens in Sampleton", "Firms from Pakistan and the US met at the trade fair.")]
    [InlineData("Rain in Sampleton", "It rained in Afghanistan and in Pakistan.")]
    public void Look_alikes_and_other_news_are_on_no_topic(string title, string text) => Assert.Empty(Tagger.Article(title, text, new DateOnly(2026, 5, 1)));

    [Fact]
    public void A_statement_has_its_own_topics_within_the_article()
    {
        const string text = "They met. The talks were useful, he said. Kites need wind, the mayor said.";
        var article = Tagger.Read("Pakistan and the United States hold talks", text, null);
        Assert.Equal("pak-us", Assert.Single(article.OfStatement(Said(text, "The talks were useful", ", he said"))).Topic);
        Assert.Empty(article.OfStatement(Said(text, "Kites need wind", ", the mayor said")));
    }

    [Theory]
    [InlineData("The army struck sanctuaries in Afghanistan", ", Pakistan said")]
    [InlineData("The attack was planned on Afghan soil", ", Pakistan said")]
    [InlineData("The chargé d’affaires was summoned over Afghan airspace", ", Pakistan said")]
    public void What_a_country_is_held_to_answer_for_is_a_matter_of_both(string words, string cue)
    {
        var text = $"Militants attacked a post on Monday. {words}{cue}. It rained in Sampleton.";
        Assert.Contains("pak-afghan", Tagger.Read("Attack on a post", text, new DateOnly(2025, 10, 9)).OfStatement(Said(text, words, cue)).Select(t => t.Topic));
    }

    [Fact]
    public void A_phrase_ends_with_its_sentence()
    {
        const string weather = "It rained in Sampleton on Monday. The road was closed. ";
        Assert.Contains("Taliban-US", Reason(weather + "The Taliban-US contacts go on."), StringComparison.Ordinal);
        Assert.DoesNotContain("Taliban-US", Reason(weather + "The road belongs to the Taliban. US engineers built it."), StringComparison.Ordinal);

        static string Reason(string text) => string.Concat(Tagger.Read("Road closed", text, null).Judged().Select(j => j.Reason));
    }

    [Fact]
    public void What_stands_between_a_speaker_and_the_words_of_a_list_is_not_among_them()
    {
        var (far, near) = (new TextSpan(0, 20), new TextSpan(860, 880));
        Assert.Equal(new TextSpan(880, 950), Of(far, new TextSpan(880, 890)));
        Assert.Equal(new TextSpan(860, 950), Of(near, new TextSpan(880, 890)));

        static TextSpan Of(TextSpan source, TextSpan cue) => Told.Of([source, cue], [new TextSpan(900, 950)], [], Desk.Index).All;
    }

    [Theory]
    [InlineData("pak-us", "The road is open. Pakistan is a large country. Pakistan and the United States go on with their talks. Officials of Pakistan met Americans.", "Pakistan and the United States go on with their talks.")]
    [InlineData("pak-us", "Pakistan and America are far from each other. The road is open. Pakistan and America will hold talks.", "Pakistan and America will hold talks.")]
    [InlineData("pak-us", "The road is open. Pakistan and America are far from each other. The bridge is closed.", "Pakistan and America are far from each other.")]
    [InlineData("pak-us", "The road is open. We thanked Pakistan. The bridge is closed.", "We thanked Pakistan.")]
    [InlineData("pak-us", "Pakistan and America hold talks. The road is open. Pakistan and America hold talks again.", "Pakistan and America hold talks.")]
    [InlineData("pak-us", "The road is open. The US-Iran talks in Pakistan were a deal of America. The bridge is closed.", null)]
    [InlineData("pak-us", "The road is open. Pakistan is a large country.", null)]
    [InlineData("pak-us", "The road is open. The talks go on.", null)]
    [InlineData("pak-us", "Pakistan and the United States go on with their talks", null)]
    [InlineData("intra-afghan", "The road is open. Pakistan and America hold talks. The Doha agreement stands.", "The Doha agreement stands.")]
    [InlineData("unknown", "The road is open. Pakistan and America hold talks.", null)]
    [InlineData("pak-us", "سڑک کھل گئی ہے۔ پاکستان اور امریکہ کے درمیان مذاکرات جاری ہیں۔ پل بند ہے۔", "پاکستان اور امریکہ کے درمیان مذاکرات جاری ہیں۔")]
    public void The_first_sentence_that_says_most_of_a_topic_carries_it(string topic, string words, string? carrying) =>
        Assert.Equal(carrying, Tagger.Passage(topic, words, "stranger", new DateOnly(2026, 3, 2))?.Of(words));

    [Fact]
    public void Who_speaks_need_not_name_his_own_side_and_says_nothing_of_a_topic_by_it()
    {
        const string words = "Pakistan held a dialogue with Norway. The road is open. We welcome the visit of the American envoy.";
        Assert.Equal("We welcome the visit of the American envoy.", Passage("imran-khan"));
        Assert.Equal("We welcome the visit of the American envoy.", Passage("imran-khan+shah-mahmood-qureshi"));
        Assert.Equal("Pakistan held a dialogue with Norway.", Passage("stranger"));

        string? Passage(string speaker) => Tagger.Passage("pak-us", words, speaker, new DateOnly(2021, 3, 2))?.Of(words);
    }

    private static Told Said(string text, string words, string cue)
    {
        var start = text.IndexOf(words, StringComparison.Ordinal);
        return new Told(new TextSpan(start, start + words.Length + cue.Length), new TextSpan(start, start + words.Length), []);
    }

    [SharedDataFact]
    public void On_labelled_articles_precision_and_recall_stay_above_their_floors()
    {
        var (hits, misses, wrong) = (0, 0, 0);
        foreach (var (row, topics) in Tagged.Value)
        {
            if (row.Topic is not { } topic)
                wrong += topics.Count;
            else if (topics.Contains(topic))
                hits++;
            else
                misses++;
        }

        // Measured 0.85 and 0.85 on articles that taught it; the negatives are those that look most like the topics, and some are on them.
        Assert.True(hits / (double)(hits + wrong) >= 0.84, $"precision {hits}/{hits + wrong}");
        Assert.True(hits / (double)(hits + misses) >= 0.74, $"recall {hits}/{hits + misses}");
    }

    [SharedDataFact]
    public void By_labels_corrected_by_reading_precision_and_recall_stay_above_their_floors()
    {
        var (hits, misses, wrong) = (0, 0, 0);
        foreach (var (article, found) in Tagged.Value)
        {
            hits += LabelledArticles.Topics.Count(t => article.Is(t) == true && found.Contains(t));
            misses += LabelledArticles.Topics.Count(t => article.Is(t) == true && !found.Contains(t));
            wrong += LabelledArticles.Topics.Count(t => article.Is(t) == false && found.Contains(t));
        }

        // Measured 0.94 and 0.88 on articles that taught it (0.91 and 0.83 on stories that did not).
        Assert.True(hits / (double)(hits + wrong) >= 0.92, $"precision {hits}/{hits + wrong}");
        Assert.True(hits / (double)(hits + misses) >= 0.86, $"recall {hits}/{hits + misses}");
    }

    /// <summary>By labels corrected by reading; of the look-alikes among the articles that are not on it so few are taken for the topic.</summary>
    /// <remarks>Measured, on articles that taught it: pak-us 28/30, 28/35 and 1/784, intra-afghan 90/94, 90/97 and 4/770, pak-afghan 18/20,
    /// 18/23 and 1/789.</remarks>
    [SharedDataTheory]
    [InlineData("pak-us", 0.92, 0.79, 0.005)]
    [InlineData("intra-afghan", 0.94, 0.91, 0.01)]
    [InlineData("pak-afghan", 0.89, 0.77, 0.005)]
    public void Each_topic_stays_above_its_own_floors(string topic, double precision, double recall, double lookAlikes)
    {
        var (hits, misses, wrong, alike, taken) = (0, 0, 0, 0, 0);
        foreach (var (article, topics) in Tagged.Value)
        {
            var found = topics.Contains(topic);
            switch (article.Is(topic))
            {
                case true when found:
                    hits++;
                    break;
                case true:
                    misses++;
                    break;
                case false when article.LooksAlike:
                    (alike, taken) = (alike + 1, taken + (found ? 1 : 0));
                    break;
                case false:
                    wrong += found ? 1 : 0;
                    break;
            }
        }

        var measured = string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"precision {hits}/{hits + wrong + taken}, recall {hits}/{hits + misses}, look-alikes {taken}/{alike}");
        Assert.True(hits >= precision * (hits + wrong + taken) && hits >= recall * (hits + misses) && taken <= lookAlikes * alike, measured);
    }
}
