using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NewsBot.Cards;
using NewsBot.Digests;
using NewsBot.Slack.Blocks;
using NewsBot.Slack.Tests.Fake;
using NewsBot.Stories;
using NewsBot.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace NewsBot.Tests.Cards;

/// <summary>An edition is divided into as many posts as its channel needs: every statement, in order, once.</summary>
public sealed partial class EditionPostsTests
{
    private const string Teams = "msteams", Slack = "slack";

    /// <summary>JSON in which only is escaped what must be.</summary>
    internal static readonly System.Text.Json.JsonSerializerOptions Relaxed =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly CardDeck Deck = new();

    private static readonly JsonSerializerSettings AsSent = new() { NullValueHandling = NullValueHandling.Ignore };

    // What words are made of: letters of two scripts, escapes of JSON and of Slack's markup, letters outside of the first plane.
    private static readonly string[] Vocabulary =
    [
        "talks", "border", "delegation", "ہم", "مذاکرات", "جاری", "رکھیں", "گے", "۔",
        "\\\"", "\\\\", "R&D", "<b>", "*now*", "_so_", ":tada:", "👩🏽‍🚀",
        "unconstitutionally-long-compound-of-a-word-that-nobody-wants-to-read-aloud",
    ];

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var channel in new[] { Teams, Slack, "emulator" })
            {
                for (var seed = 1; seed <= 12; seed++)
                    cases.Add(channel, seed);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_statement_stands_on_one_post_in_order_and_every_post_is_one_that_the_channel_takes(string channel, int seed)
    {
        var edition = Random(channel, new Random(seed));
        var posts = Deck.Divide(edition, Invented.Noon.AddDays(1));
        var listed = edition.Listed.Select(v => v.Statement.Id).ToList();
        Assert.Equal(listed, posts.SelectMany(p => p));
        for (var number = 1; number <= posts.Count; number++)
        {
            var message = Deck.Post(DigestPart.Take(edition, posts, number), Invented.Noon.AddDays(1));
            Assert.Equal(posts[number - 1], Named(message.Card!));
            AssertTaken(message, channel);
            Assert.All(posts[number - 1], id => Assert.Contains($"#S{id} ", message.Whole, StringComparison.Ordinal));
            var texts = string.Join('\n', CardTexts.Of(message.Card!));
            Assert.Equal(posts.Count > 1, texts.Contains($" · {number} of {posts.Count}\n", StringComparison.Ordinal));
            Assert.Equal(number == posts.Count, texts.Contains("Next edition:", StringComparison.Ordinal));
            Assert.Equal(number == posts.Count, CardTexts.Buttons(message.Card!).Contains($"More=more #E{edition.Id}"));
        }
    }

    [Theory]
    [InlineData(Teams)]
    [InlineData(Slack)]
    public void An_ordinary_edition_is_one_post_or_two_and_no_post_is_nearly_empty_before_the_last(string channel)
    {
        var edition = Twelve(channel, Of(180));
        var posts = Deck.Divide(edition, Invented.Noon);
        Assert.InRange(posts.Count, 1, 2);
        Assert.InRange(posts[0].Count, 8, 12);
    }

    [Fact]
    public void Words_are_not_shortened_to_spare_a_post()
    {
        var edition = Twelve(Teams, $"“{Of(560)}”");
        var posts = Deck.Divide(edition, null);
        Assert.True(posts.Count > 1);
        for (var number = 1; number <= posts.Count; number++)
        {
            var texts = CardTexts.Of(Deck.Post(DigestPart.Take(edition, posts, number), null).Card!);
            Assert.Equal(posts[number - 1].Count, texts.Count(t => t.Contains(Of(560), StringComparison.Ordinal)));
            Assert.DoesNotContain(texts, t => t.EndsWith("…”", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(Teams)]
    [InlineData(Slack)]
    public void A_quote_of_4000_characters_is_cut_at_a_word_and_leads_to_its_source(string channel)
    {
        var edition = Invented.Edition([Invented.View(Invented.Statement(7, $"“{Of(4000)}”"))]) with { Channel = channel };
        Assert.Equal([[7L]], Deck.Divide(edition, null));
        var message = Deck.Post(edition, null);
        var words = CardTexts.Of(message.Card!).Single(t => t.StartsWith('“'));
        Assert.EndsWith(" …”", words, StringComparison.Ordinal);
        Assert.StartsWith(words[1..^3].TrimEnd(), Of(4000), StringComparison.Ordinal);
        Assert.Equal(' ', Of(4000)[words[1..^3].TrimEnd().Length]);
        Assert.Contains(CardTexts.Of(message.Card!), t => t.Contains("go on at their source", StringComparison.Ordinal));
        Assert.Equal([7L], Named(message.Card!));
        AssertTaken(message, channel);
    }

    [Theory]
    [InlineData(Teams)]
    [InlineData(Slack)]
    public void What_has_grown_since_the_division_still_is_one_post_with_every_statement(string channel)
    {
        var edition = Twelve(channel, Of(590));
        var posts = Deck.Divide(edition, null);
        var carriers = Enumerable.Range(1, 9).Select(i => Invented.Carrier(new string('o', 60) + i)).ToArray();
        var grown = Invented.Edition([.. Enumerable.Range(1, 12).Select(i => Invented.View(
            Invented.Statement(i, Of(590), corrected: Invented.Noon), true, null, carriers))]) with
        { Channel = channel };
        for (var number = 1; number <= posts.Count; number++)
        {
            var message = Deck.Post(DigestPart.Take(grown, posts, number), null);
            Assert.Equal(posts[number - 1], Named(message.Card!));
            AssertTaken(message, channel);
        }
    }

    /// <summary>Fails unless a message is below the limits of its channel, as one post, even marked as a repeat.</summary>
    internal static void AssertTaken(CardMessage message, string channel)
    {
        const string note = "This may be a repeat: the channel did not confirm the first post.";
        var activity = (message with { Note = note }).ToActivity(channel);
        if (channel != Slack)
        {
            Assert.NotNull(message.Content());
            var dressed = NewsBot.Channels.Teams.TeamsCard.Dress((JObject)activity.Attachments[0].Content);
            Assert.InRange(2 * dressed.ToString(Formatting.None).Length, 1, CardSize.Max);
            activity.Attachments[0].Content = dressed;
            Assert.InRange(2 * JsonConvert.SerializeObject(activity, AsSent).Length, 1, 25 * 1024);
            return;
        }

        var blocks = JsonNode.Parse(((JObject)activity.ChannelData)["blocks"]!.ToString())!.AsArray();
        var page = Assert.Single(MessagePage.Split((string)((JObject)activity.ChannelData)["text"]!, blocks));
        Assert.Empty(BlockJudge.OfMessage(page.Blocks!));
    }

    /// <summary>The statements that a card names, in the order of their places.</summary>
    internal static IReadOnlyList<long> Named(JsonNode card)
    {
        var body = card["body"]!.DeepClone();
        Strip(body);
        return [.. Press().Matches(body.ToJsonString()).Select(m => long.Parse(m.Groups[1].Value, null))];

        // What an older client has in place of a button.
        static void Strip(JsonNode? part)
        {
            if (part is JsonObject one)
                one.Remove("fallback");
            foreach (var child in part is JsonObject parts ? parts.Select(p => p.Value) : part is JsonArray all ? all : [])
                Strip(child);
        }
    }

    private static Digest Twelve(string channel, string words) =>
        Invented.Edition([.. Enumerable.Range(1, 12).Select(i => Invented.View(Invented.Statement(i, words)))]) with
        { Channel = channel };

    private static string Of(int length) =>
        string.Concat(Enumerable.Repeat("peace and trade ", (length / 16) + 1))[..length].TrimEnd();

    private static Digest Random(string channel, Random random)
    {
        var id = 0L;
        StatementView View()
        {
            var words = Words(random, random.Next(4) switch { 0 => 4000, 1 => 600, 2 => 240, _ => 60 });
            var carriers = Enumerable.Range(1, random.Next(1, 8))
                .Select(i => Invented.Carrier(
                    Words(random, 40), "https://herald.example/" + new string('x', random.Next(2000)), Words(random, 100)))
                .ToArray();
            return Invented.View(
                Invented.Statement(
                    ++id,
                    words,
                    (ReportType)random.Next(3),
                    Words(random, 90),
                    Words(random, 200),
                    random.Next(2) == 0 ? null : Words(random, 70),
                    random.Next(4) == 0 ? Invented.Noon : null),
                random.Next(5) > 0,
                null,
                carriers);
        }

        StorySection Story() => new(
            random.Next(3) == 0 ? null : Words(random, 160), [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => View())]);
        TopicSection Topic(int i) =>
            new("t" + i, Words(random, 60), [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Story())]);
        return Invented.Edition([], held: 3, late: random.Next(2) == 0) with
        {
            Channel = channel,
            Topics = [.. Enumerable.Range(0, random.Next(1, 4)).Select(Topic)],
        };
    }

    private static string Words(Random random, int length)
    {
        var words = new List<string>();
        for (var size = 0; size < length; size += words[^1].Length + 1)
            words.Add(random.GetItems(Vocabulary, 1)[0]);
        return string.Join(' ', words);
    }

    [GeneratedRegex(@"""say"":""source #S(\d+)""")]
    private static partial Regex Press();
}
