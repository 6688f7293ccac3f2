using NewsBot.Statements;
using NewsBot.Text;
using Xunit;

namespace NewsBot.Tests.Statements;

/// <summary>The day on which words were said, of a Wednesday's article.</summary>
public sealed class SaidDayTests
{
    private static readonly DateOnly Wednesday = new(2026, 3, 4);

    [Theory]
    [InlineData("Ann Example, who arrived in Sampleton on Saturday, urged both sides to meet.", "urged", "both sides to meet", 4)]
    [InlineData("Ann Example, who arrived in Sampleton on Saturday, said on Tuesday that both sides would meet.", "said", "both sides would meet", 3)]
    [InlineData("The guild, which met on Saturday, said both sides would meet.", "said", "both sides would meet", 4)]
    [InlineData("SAMPLETON, March 3 (Sample Agency) — Ann Example said today that both sides would meet.", "said", "both sides would meet", 3)]
    [InlineData("SAMPLETON, March 3 — It rained. Ann Example said yesterday that both sides would meet.", "said", "both sides would meet", 2)]
    [InlineData("SAMPLETON, Jan 3 — It rained. Ann Example said that both sides would meet.", "said", "both sides would meet", 4)]
    [InlineData("Ann Example on Monday urged both sides to meet.", "urged", "both sides to meet", 2)]
    [InlineData("وزیر خارجہ نے اتوار کو کہا کہ مذاکرات جاری رہیں گے۔", "نے اتوار کو کہا", "مذاکرات جاری رہیں گے", 1)]
    [InlineData("وزیر خارجہ نے پیر کے روز کہا کہ مذاکرات جاری رہیں گے۔", "کہا", "مذاکرات جاری رہیں گے", 2)]
    [InlineData("وزیر خارجہ نے گزشتہ روز کہا کہ مذاکرات جاری رہیں گے۔", "کہا", "مذاکرات جاری رہیں گے", 3)]
    [InlineData("منگل کو بارش ہوئی۔ وزیر خارجہ نے کہا کہ مذاکرات جاری رہیں گے۔", "کہا", "مذاکرات جاری رہیں گے", 4)]
    [InlineData("وزیر خارجہ نے اس ہفتے کہا کہ اتوار کو مذاکرات ہوں گے۔", "کہا", "اتوار کو مذاکرات ہوں گے", 4)]
    [InlineData("سخنگوی طالبان روز دوشنبه گفت که گفتگوها ادامه دارد.", "گفت", "گفتگوها ادامه دارد", 2)]
    [InlineData("سخنگوی طالبان سه شنبه گفت که گفتگوها ادامه دارد.", "گفت", "گفتگوها ادامه دارد", 3)]
    [InlineData("سخنگوی طالبان دیروز گفت که گفتگوها ادامه دارد.", "گفت", "گفتگوها ادامه دارد", 3)]
    [InlineData("باران بارید و روز یکشنبه گذشت. سخنگوی طالبان گفت که گفتگوها ادامه دارد.", "گفت", "گفتگوها ادامه دارد", 4)]
    [InlineData("د طالبانو ویاند د دوشنبې په ورځ وویل چې خبرې روانې دي.", "وویل", "خبرې روانې دي", 2)]
    [InlineData("د طالبانو ویاند پرون وویل چې خبرې روانې دي.", "وویل", "خبرې روانې دي", 3)]
    public void Words_were_said_on_the_day_of_their_saying(string text, string cue, string content, int day)
    {
        var report = new Report
        {
            Source = [],
            Cue = Place(text, cue),
            Content = [Place(text, content)],
            Type = ReportType.Indirect,
            Force = ReportForce.Statement,
            Background = false,
            Attribution = Attribution.Named,
            Speakers = [],
            Evidence = SpeakerEvidence.Named,
        };
        Assert.Equal(new DateOnly(2026, 3, day), SaidDay.Of(text, report, Wednesday));
    }

    [Fact]
    public void Of_a_text_without_an_end_only_what_is_near_counts() =>
        Words_were_said_on_the_day_of_their_saying(
            "On Monday " + string.Concat(Enumerable.Repeat("it rained and rained ", 60)) + "and the guild said both sides would meet", "said", "both sides would meet", 4);

    private static TextSpan Place(string text, string words)
    {
        var at = text.IndexOf(words, StringComparison.Ordinal);
        return new(at, at + words.Length);
    }
}
