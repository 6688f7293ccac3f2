using System.Text;
using NewsBot.Desk;
using NewsBot.Statements.Speakers;
using NewsBot.Stories.Readings;
using NewsBot.Text;
using Xunit;

namespace NewsBot.Tests.Stories;

/// <summary>What an article costs grows with its length and no faster, and a reading can be stopped anywhere.</summary>
public sealed class ArticleUnderstandingTests
{
    private static readonly ArticleUnderstanding Reader = ArticleUnderstanding.Of(Newsdesk.Load());
    private static readonly DateOnly Day = new(2026, 3, 4);

    [Theory]
    [InlineData("Ann Example said that the bridge number {0} was safe and open.\n", 12, 4)]
    [InlineData("عمران خان نے کہا کہ مذاکرات نمبر {0} جاری رہیں گے۔\n", 10, 6)]
    public void Twice_the_reports_cost_twice_the_work(string line, int cue, int length)
    {
        Allocated(line, cue, length, 50);
        var (once, twice) = (Allocated(line, cue, length, 600), Allocated(line, cue, length, 1200));
        Assert.True(twice < 2.6 * once, $"{once} {twice}");
    }

    [Fact]
    public void Hostile_Urdu_is_understood_to_its_end()
    {
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"عمران خان نے کہا کہ مذاکرات نمبر {i} جاری رہیں گے۔ "));
        var understood = Reader.Read("", text, Day, default);
        Assert.Equal(1000, understood.Reports.Count);
        Assert.All(understood.Reports, read => Assert.Equal("imran-khan", read.Speaker?.Key));
        Assert.True(understood.ReadTo < text.Length);
    }

    [Fact]
    public void A_reading_stops_between_reports_too()
    {
        using var stop = new CancellationTokenSource();
        var (text, reports) = Made("Ann Example said that the bridge number {0} was safe and open.\n", 12, 4, 3);
        Assert.Throws<OperationCanceledException>(() => Reader.Understand("", text, Day, _ => Stopped(stop, reports), stop.Token));
    }

    [Theory]
    [InlineData("د طالبانو ویاند ذبیح الله مجاهد وویل چې له امریکا سره خبرې اترې روانې دي.", "intra-afghan")]
    [InlineData("سخنگوی طالبان گفت که گفتگوهای طالبان با امریکا برای آتش‌بس ادامه دارد.", "intra-afghan")]
    [InlineData("پاکستان او امریکا په اړیکو کې د ښه والي لپاره خبرې کوي، او د پاکستان د بهرنیو چارو وزیر وویل چې سوداګري به ډېره شي.", "pak-us")]
    public void Pashto_and_Dari_articles_are_on_their_topic(string text, string topic) =>
        Assert.Contains(topic, Reader.Read("", text, new DateOnly(2020, 9, 14), default).Topics.Select(t => t.Topic));

    private static List<Report> Stopped(CancellationTokenSource stop, List<Report> reports)
    {
        stop.Cancel();
        return reports;
    }

    private static long Allocated(string line, int cue, int length, int reports)
    {
        var (text, found) = Made(line, cue, length, reports);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(reports, Reader.Understand("", text, Day, _ => found).Reports.Count);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static (string Text, List<Report> Reports) Made(string line, int cue, int length, int count)
    {
        var text = new StringBuilder();
        var reports = new List<Report>();
        for (var i = 0; i < count; i++)
        {
            var start = text.Length;
            text.AppendFormat(null, line, i);
            var source = new TextSpan(start, start + cue - 1);
            reports.Add(new Report
            {
                Source = [source],
                Cue = new(start + cue, start + cue + length),
                Content = [new(start + cue + length + 1, text.Length - 2)],
                Type = ReportType.Indirect,
                Force = ReportForce.Statement,
                Background = false,
                Attribution = Attribution.Named,
                Speakers = [new(source, NamedAs.Unclear)],
                Evidence = SpeakerEvidence.Named,
            });
        }

        return (text.ToString(), reports);
    }

    [Theory]
    [InlineData("Foreign Minister Ishaq Dar met Amir Khan Muttaqi in Kabul on Sunday, Zabihullah Mujahid said.", "Ishaq Dar; Amir Khan Muttaqi")]
    [InlineData("According to a statement read out by Zabihullah Mujahid, Amir Khan Muttaqi met Ishaq Dar in Kabul.", "Amir Khan Muttaqi; Ishaq Dar")]
    [InlineData("Ishaq Dar said that he had met Amir Khan Muttaqi in Kabul.", "Ishaq Dar; Amir Khan Muttaqi")]
    public void Whoever_only_tells_of_a_meeting_was_not_in_it(string text, string expected) =>
        Assert.Equal(expected, string.Join("; ", Meeting.Of(text, new SpeakerResolver(Newsdesk.Load()).In(text, new DateOnly(2025, 5, 4)).Recognised).Select(m => m.Speaker.Name)));
}
