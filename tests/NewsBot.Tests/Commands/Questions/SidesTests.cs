using NewsBot.Desk;
using NewsBot.Statements;
using NewsBot.Subscriptions;
using NewsBot.Tests.Subscriptions;
using NewsBot.Text;
using Xunit;

namespace NewsBot.Tests.Commands.Questions;

/// <summary>A country's name, its capital, its people and its government all ask for its side, and for nobody else's envoys.</summary>
public sealed class SidesTests : IClearedUp
{
    private static readonly Newsdesk Real = Newsdesk.Load();
    private readonly Room _room = new();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Theory]
    [InlineData("what did the United States say")]
    [InlineData("what did the US say")]
    [InlineData("what did Washington say")]
    [InlineData("what did the Americans say")]
    [InlineData("what did US officials say")]
    [InlineData("what did the American government say")]
    [InlineData("what did the government of the United States say")]
    [InlineData("latest speaker:Washington")]
    public async Task A_side_is_all_of_its_speakers_and_no_other_envoy(string line)
    {
        _room.Statement("The tariff stays", "Carl Dale");
        _room.Statement("The tariff goes", "Ann Brook");
        Unknown("The tariff is unfair", "Tom Reed", "Pakistan’s ambassador to the United States");
        Unknown("The tariff was a surprise", "A US official", null);
        Unknown("The tariff is not for us", "Pakistani officials in Washington", null);
        var answer = await _room.SayAsync(line);
        Assert.Contains("tariff stays", answer, StringComparison.Ordinal);
        Assert.Contains("tariff was a surprise", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("tariff goes", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("unfair", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("not for us", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Islamabad", "ishaq-dar", "Ishaq Dar", "Deputy Prime Minister", true)]
    [InlineData("Islamabad", "natalie-baker", "Natalie Baker", "Chargé d’Affaires, US Mission in Islamabad", false)]
    [InlineData("the Pakistani government", "ishaq-dar", "Ishaq Dar", "Deputy Prime Minister", true)]
    [InlineData("United States", "ishaq-dar", "Ishaq Dar", "Deputy Prime Minister", false)]
    [InlineData("United States", "tom-reed", "Tom Reed", "Pakistan’s ambassador to the United States", false)]
    [InlineData("United States", "anonymous", "Two senior US officials", null, true)]
    [InlineData("America", "marco-rubio", "Marco Rubio", "Secretary of State", true)]
    [InlineData("Taliban officials", "suhail-shaheen", "Suhail Shaheen", null, true)]
    [InlineData("the Taliban", "anonymous", "A Taliban official", null, true)]
    [InlineData("the Taliban", "anonymous", "A Pakistani official", null, false)]
    [InlineData("Pakistan", "ishaq-dar+marco-rubio", "Ishaq Dar and Marco Rubio", null, true)]
    [InlineData("Norway", "per-olsen", "Per Olsen", "Foreign Minister of Norway", true)]
    public void A_subscription_to_a_side_is_of_its_speakers(string typed, string key, string name, string? office, bool fits)
    {
        var view = Given.View() with
        {
            Statement = new Statement
            {
                Id = 1,
                SpeakerKey = key,
                SpeakerName = name,
                Office = office,
                SaidOn = new DateOnly(2026, 11, 25),
                Language = "en",
                Words = "“We go on,”",
                Type = ReportType.Direct,
                Attribution = Attribution.Named,
                Found = Given.Noon,
                Backlog = false,
                ReportId = 1,
                Revision = 1,
            },
        };
        var verdict = new Interest(Real).Wants(Given.Subscription(topic: "", filter: $"speaker:\"{typed}\""), [], view);
        Assert.Equal(fits, verdict.Outcome == Outcome.Matched);
    }

    [Fact]
    public void Every_name_of_a_side_finds_the_same_speakers()
    {
        var side = Keys("United States");
        Assert.Contains("marco-rubio", side);
        foreach (var typed in new[] { "US", "the US", "U.S.", "Washington", "America", "Americans", "US officials", "US government", "the American government", "the US side" })
            Assert.Equal(side, Keys(typed));
        Assert.Equal(Keys("Pakistan"), Keys("Islamabad"));
        Assert.Equal(Keys("Pakistan"), Keys("the Pakistani government"));
        Assert.Equal(Keys("Pakistan"), Keys("government of Pakistan"));
        Assert.Equal(Keys("Taliban"), Keys("Taliban officials"));

        static IEnumerable<string> Keys(string typed) => Real.Index.Find(typed).Select(s => s.Key);
    }

    private void Unknown(string words, string name, string? office)
    {
        var id = _room.Statement(words, name);
        _room.Run("update statement set speaker_key = @key, office = @office where id = @id", new { id, key = office is null ? "anonymous" : "tom-reed", office });
        _room.Run("delete from statement_words where rowid = @id", new { id });
        _room.Run("insert into statement_words (rowid, words, speaker) values (@id, @words, @speaker)", new { id, words, speaker = $"{name} {office}" });
    }
}
