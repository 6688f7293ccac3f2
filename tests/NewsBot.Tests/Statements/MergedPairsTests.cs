using System.Globalization;
using System.Text.Json;
using NewsBot.Articles;
using NewsBot.Desk;
using NewsBot.Statements;
using NewsBot.Statements.Speakers;
using NewsBot.TestSupport;
using NewsBot.Text;
using Xunit;
using Xunit.Abstractions;

namespace NewsBot.Tests.Statements;

/// <summary>
/// 318 pairs of reports of one speaker out of real articles, read and labelled by hand: the same statement in both, or not. They
/// are kept as
/// article ids, offsets and hashes; the texts stay with the shared data. Pairs that people would argue about were left out.
/// </summary>
public sealed class MergedPairsTests(ITestOutputHelper output)
{
    private const double LeastPrecision = 0.97;
    private const double LeastRecall = 0.90;
    private static readonly SpeakerResolver Names = new(Newsdesk.Load());
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    [SharedDataFact]
    public void Reports_of_one_statement_are_joined_and_others_are_kept_apart()
    {
        var articles = Articles();
        var (right, wrong, missed, all) = (0, 0, 0, 0);
        foreach (var pair in Pairs())
        {
            all++;
            var (left, other) = (Read(pair.Speaker, pair.A, articles), Read(pair.Speaker, pair.B, articles));
            var joined = StatementMerger.Find(other, [Stored(left)]) is not null;
            (right, wrong, missed) = (right + (joined && pair.Same ? 1 : 0), wrong + (joined && !pair.Same ? 1 : 0), missed + (!joined && pair.Same ? 1 : 0));
            if (joined != pair.Same)
                output.WriteLine($"{(joined ? "JOINED" : "MISSED")} {left.SaidOn} {other.SaidOn}\n  {left.Words}\n  {other.Words}");
        }

        var (precision, recall) = ((double)right / (right + wrong), (double)right / (right + missed));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{all} pairs, {right + missed} of them the same: precision {precision:0.000}, recall {recall:0.000}"));
        Assert.True(all >= 300);
        Assert.True(precision >= LeastPrecision, $"precision {precision:0.000}: {wrong} of {right + wrong} joined wrongly");
        Assert.True(recall >= LeastRecall, $"recall {recall:0.000}: {missed} of {right + missed} not joined");
    }

    /// <summary>The army chief and the special representative met at headquarters on at least these nine days; each time nearly
    /// the same sentences
    /// were issued.</summary>
    [Fact]
    public void The_same_sentences_at_nine_meetings_are_nine_statements()
    {
        string[] days = ["2019-01-17", "2019-04-05", "2020-01-31", "2020-06-07", "2020-09-14", "2020-12-14", "2021-01-04", "2021-03-08", "2021-07-19"];
        const string words = "that matters of mutual interest, the security of the region and the ongoing reconciliation process were discussed during the meeting";
        List<StoredStatement> known = [];
        foreach (var day in days)
        {
            var report = Of("ispr", words, DateOnly.Parse(day, CultureInfo.InvariantCulture));
            Assert.Null(StatementMerger.Find(report, known));
            known.Add(Stored(report) with { Id = known.Count + 1 });
            Assert.Equal(known[^1].Id, StatementMerger.Find(report with { SaidOn = report.SaidOn!.Value.AddDays(1) }, known)?.Id);
        }
    }

    [Theory]
    [InlineData(0, "Kabul", "Rawalpindi", true)]
    [InlineData(1, "Kabul", "Rawalpindi", false)]
    [InlineData(2, "Kabul", "Rawalpindi", false)]
    [InlineData(1, "Islamabad", "Rawalpindi", true)]
    [InlineData(2, "Rawalpindi", "Rawalpindi", true)]
    [InlineData(1, "Kabul", null, true)]
    [InlineData(2, null, null, true)]
    public void The_same_sentences_on_another_day_at_another_place_are_another_statement(int days, string? first, string? then, bool same)
    {
        const string words = "that matters of mutual interest, the security of the region and the ongoing reconciliation process were discussed during the meeting";
        var day = new DateOnly(2021, 1, 4);
        var known = Stored(Of("ispr", words, day) with { Place = first });
        Assert.Equal(same, StatementMerger.Find(Of("ispr", words, day.AddDays(days)) with { Place = then }, [known]) is not null);
    }

    [Theory]
    [InlineData(1, "bajwa khalilzad", "bajwa carter", false)]
    [InlineData(2, "bajwa khalilzad", "bajwa carter", false)]
    [InlineData(1, "bajwa khalilzad", "bajwa khalilzad miller", true)]
    [InlineData(1, "bajwa khalilzad", null, true)]
    [InlineData(1, "bajwa khalilzad", "qureshi raab", true)]
    [InlineData(0, "bajwa khalilzad", "bajwa miller", true)]
    [InlineData(1, "bajwa khalilzad@us", "bajwa @uk", false)]
    [InlineData(1, "bajwa @uk", "@china bajwa@pakistan", false)]
    [InlineData(1, "bajwa khalilzad@us", "bajwa @us", true)]
    [InlineData(1, "bajwa khalilzad", "bajwa @uk", true)]
    [InlineData(1, "bajwa @uk", "bajwa", true)]
    [InlineData(0, "bajwa khalilzad@us", "bajwa @uk", true)]
    public void The_same_sentences_after_another_visit_are_another_statement(int days, string? first, string? then, bool same)
    {
        const string words = "that matters of mutual interest, the security of the region and the ongoing reconciliation process were discussed during the meeting";
        var day = new DateOnly(2021, 1, 4);
        var known = Stored(Of("ispr", words, day) with { Place = "Rawalpindi", Met = first });
        Assert.Equal(same, StatementMerger.Find(Of("ispr", words, day.AddDays(days)) with { Place = "Rawalpindi", Met = then }, [known]) is not null);
    }

    [Theory]
    [InlineData("RAWALPINDI: US Special Representative Zalmay Khalilzad called on Chief of Army Staff General Qamar Javed Bajwa at GHQ on Monday.", "bajwa khalilzad@us")]
    [InlineData("RAWALPINDI: British Chief of Defence Staff General Nick Sample met army chief General Qamar Javed Bajwa on Tuesday.", "bajwa sample@uk")]
    [InlineData("RAWALPINDI: The British High Commissioner called on Chief of Army Staff General Qamar Javed Bajwa at GHQ on Monday.", "bajwa @uk")]
    [InlineData("RAWALPINDI: Chief of Army Staff General Qamar Javed Bajwa met the German envoy and the Chinese ambassador.", null)]
    [InlineData("RAWALPINDI: Pakistan Army chief General Qamar Javed Bajwa held a meeting about floods.", null)]
    [InlineData("RAWALPINDI: Gen Sample met Gen Bajwa. Later he met Prime Minister Imran Khan.", "bajwa sample")]
    [InlineData("KABUL: Zalmay Khalilzad praised Abdullah Abdullah. They met later.", null)]
    [InlineData("RAWALPINDI: General Qamar Javed Bajwa said that the White House and the Foreign Office had held talks.", null)]
    public void Those_who_met_are_told_by_their_surnames(string text, string? met) =>
        Assert.Equal(met, Encounter.Of(Names.In(text, new DateOnly(2021, 1, 4))));

    [Theory]
    [InlineData("in the North Waziristan district", "in the Dera Ismail Khan district", false)]
    [InlineData("in the North Waziristan district", "near Miran Shah in North Waziristan", true)]
    [InlineData("in the North Waziristan district", "during the night", true)]
    public void A_daily_formula_about_two_operations_is_two_statements(string here, string there, bool same)
    {
        var day = new DateOnly(2026, 3, 2);
        var known = Stored(Of("ispr", $"that the security forces conducted an intelligence based operation {here}", day));
        var report = Of("ispr", $"that the security forces conducted an intelligence based operation {there}", day);
        Assert.Equal(same, StatementMerger.Find(report, [known]) is not null);
    }

    private static ReadReport Read(string speaker, Place place, Dictionary<string, (DateOnly Day, string Text)> articles)
    {
        var (day, text) = articles[place.Id];
        var spans = place.Content.Select(c => new TextSpan(c[0], c[1])).ToList();
        var words = Spans.Slice(text, spans)!;
        Assert.Equal(place.Hash, ArticleOutcome.Hash(words)[..12]);
        var report = Of(speaker, words, day);
        var cued = report.Report with { Cue = new TextSpan(place.Cue[0], place.Cue[1]), Content = spans, Type = Enum.Parse<ReportType>(place.Type, ignoreCase: true) };
        return report with { Report = cued, SaidOn = SaidDay.Of(text, cued, day), Place = Dateline.Of(text), Met = Encounter.Of(Names.In(text, day)) };
    }

    private static ReadReport Of(string speaker, string words, DateOnly day) => new()
    {
        Report = new Report
        {
            Source = [],
            Cue = default,
            Content = [],
            Type = ReportType.Indirect,
            Force = ReportForce.Statement,
            Background = false,
            Attribution = Attribution.Named,
            Speakers = [],
            Evidence = SpeakerEvidence.Nobody,
        },
        Speaker = new NamedSpeaker(speaker, speaker, null, null, false),
        Words = words,
        SaidOn = day,
    };

    private static StoredStatement Stored(ReadReport report) => new()
    {
        Id = 1,
        SpeakerKey = report.Speaker!.Key,
        SaidOn = report.SaidOn!.Value,
        Place = report.Place,
        Met = report.Met,
        Words = report.Words,
        Type = report.Report.Type,
    };

    private static IEnumerable<Pair> Pairs() =>
        File.ReadLines(Path.Combine(SharedData.Root, "tests", "NewsBot.Tests", "Statements", "statement-pairs.jsonl"))
            .Select(line => JsonSerializer.Deserialize<Pair>(line, Web)!);

    private static Dictionary<string, (DateOnly Day, string Text)> Articles()
    {
        var wanted = Pairs().SelectMany(p => new[] { p.A.Id, p.B.Id }).ToHashSet();
        var articles = new Dictionary<string, (DateOnly, string)>();
        foreach (var line in File.ReadLines(SharedData.Path("articles", "articles.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            var id = row.RootElement.GetProperty("id").GetString()!;
            if (wanted.Contains(id))
            {
                var date = row.RootElement.GetProperty("date").GetString()!;
                articles[id] = (DateOnly.ParseExact(date[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture), row.RootElement.GetProperty("text").GetString()!);
            }
        }

        return articles;
    }

    private sealed record Pair(bool Same, string Speaker, Place A, Place B);

    private sealed record Place(string Id, int[] Cue, int[][] Content, string Type, string Hash);
}
