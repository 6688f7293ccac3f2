using Xunit;

namespace NewsBot.Text.Tests.Languages;

/// <summary>What is said in Urdu, Pashto and Dari, by how many, and what it amounts to.</summary>
public sealed class ArabicKindTests
{
    private static readonly ArticleReader Reader = new();

    private static IReadOnlyList<Report> Read(string text) => Reader.Read(text, new DateOnly(2020, 9, 14));

    [Theory]
    [InlineData("وزیر خارجہ نے پیر کو ایک پریس کانفرنس میں کہا ہے کہ مذاکرات جاری رہیں گے۔")]
    [InlineData("وزیر خارجہ نے صحافیوں کو بتایا ہے کہ مذاکرات جاری رہیں گے۔")]
    [InlineData("وزیر خارجہ کا اس موقع پر کہنا تھا کہ مذاکرات جاری رہیں گے۔")]
    [InlineData("وزیر خارجہ کا یہ بھی کہنا ہے کہ مذاکرات جاری رہیں گے۔")]
    [InlineData("وزیر خارجہ نے اپنی ٹویٹ میں لکھا کہ مذاکرات جاری رہیں گے۔")]
    [InlineData("وزیر خارجہ نے زور دیتے ہوئے کہا کہ مذاکرات جاری رہیں گے۔")]
    public void Urdu_says_it_at_length(string text)
    {
        var report = Assert.Single(Read(text));
        Assert.Equal("وزیر خارجہ", Assert.Single(report.Speakers).Of(text));
        Assert.Equal("مذاکرات جاری رہیں گے", Assert.Single(report.Content).Of(text));
        Assert.False(report.Background);
    }

    [Theory]
    [InlineData("وزیر خارجہ نے کہا کہ مذاکرات جاری رہیں گے جبکہ ترجمان طالبان نے کہا کہ جنگ ختم ہو گی۔", "وزیر خارجہ: مذاکرات جاری رہیں گے", "ترجمان طالبان: جنگ ختم ہو گی")]
    [InlineData("وزیر خارجہ نے کہا کہ مذاکرات جاری رہیں گے اور امریکی سفیر نے بتایا کہ جنگ ختم ہو گی۔", "وزیر خارجہ: مذاکرات جاری رہیں گے", "امریکی سفیر: جنگ ختم ہو گی")]
    [InlineData("وزیر خارجه گفت که گفتگوها ادامه دارد، اما سخنگوی طالبان گفت که جنگ پایان می‌یابد.", "وزیر خارجه: گفتگوها ادامه دارد", "سخنگوی طالبان: جنگ پایان می‌یابد")]
    [InlineData("د بهرنیو چارو وزیر وویل چې خبرې روانې دي، خو د طالبانو ویاند وویل چې جګړه به پای ته ورسېږي.", "د بهرنیو چارو وزیر: خبرې روانې دي", "د طالبانو ویاند: جګړه به پای ته ورسېږي")]
    public void Each_of_two_in_a_sentence_has_his_own_words(string text, params string[] reports) =>
        Assert.Equal(reports, Read(text).Select(r => $"{Assert.Single(r.Speakers).Of(text)}: {Assert.Single(r.Content).Of(text)}"));

    [Fact]
    public void What_is_told_inside_what_is_told_is_one_report()
    {
        const string Text = "وزیر خارجہ نے کہا کہ امریکی سفیر نے بتایا ہے کہ جنگ ختم ہو گی۔";
        Assert.Equal("وزیر خارجہ", Assert.Single(Assert.Single(Read(Text)).Speakers).Of(Text));
    }

    [Theory]
    [InlineData("وزیر خارجہ نے تردید کی کہ مذاکرات ناکام ہو گئے ہیں۔", SpeechAct.Denial)]
    [InlineData("وزیر خارجہ نے اس خبر کی تردید کرتے ہوئے کہا کہ مذاکرات جاری رہیں گے۔", SpeechAct.Denial)]
    [InlineData("وزیر خارجہ نے مطالبہ کیا کہ بھارت فوج واپس بلائے۔", SpeechAct.Demand)]
    [InlineData("وزیر خارجہ نے دھمکی دی کہ مذاکرات ختم ہو جائیں گے۔", SpeechAct.Threat)]
    [InlineData("وزیر خارجہ نے کہا کہ مذاکرات جاری رہیں گے۔", SpeechAct.Other)]
    [InlineData("سخنگوی طالبان تکذیب کرد که گفتگوها ناکام شده است.", SpeechAct.Denial)]
    [InlineData("سخنگوی طالبان خواست که زندانیان آزاد شوند.", SpeechAct.Demand)]
    [InlineData("سخنگوی طالبان تهدید کرد که گفتگوها پایان می‌یابد.", SpeechAct.Threat)]
    [InlineData("د طالبانو ویاند رد کړه چې خبرې ناکامې شوې دي.", SpeechAct.Denial)]
    [InlineData("د طالبانو ویاند غوښتنه وکړه چې بندیان دې خوشې شي.", SpeechAct.Demand)]
    public void What_is_done_by_saying_it_is_told(string text, SpeechAct act) => Assert.Equal(act, Assert.Single(Read(text)).Act);

    [Theory]
    [InlineData("وزیر خارجہ نے گزشتہ ماہ کہا کہ مذاکرات جاری رہیں گے۔")]
    [InlineData("اس سے قبل وزیر خارجہ نے کہا کہ مذاکرات جاری رہیں گے۔")]
    [InlineData("وزیر خارجہ نے کہا تھا کہ مذاکرات جاری رہیں گے۔")]
    [InlineData("وزیر خارجہ نے 2018 میں کہا کہ مذاکرات جاری رہیں گے۔")]
    [InlineData("سخنگوی طالبان هفته گذشته گفت که گفتگوها ادامه دارد.")]
    [InlineData("سخنگوی طالبان پیشتر گفته بود که گفتگوها ادامه دارد.")]
    [InlineData("سخنگوی طالبان در سال ۱۳۹۷ گفت که گفتگوها ادامه دارد.")]
    [InlineData("د طالبانو ویاند تېره اونۍ وویل چې خبرې روانې دي.")]
    [InlineData("د طالبانو ویاند ویلي وو چې خبرې روانې دي.")]
    public void What_was_said_earlier_is_background(string text)
    {
        var report = Assert.Single(Read(text));
        Assert.True(report.Background);
        Assert.Single(report.Speakers);
    }

    [Theory]
    [InlineData("وزیر خارجہ نے گزشتہ روز کہا کہ گزشتہ ماہ مذاکرات ہوئے تھے۔")]
    [InlineData("وزیر خارجہ کا کہنا تھا کہ گزشتہ ماہ مذاکرات ہوئے تھے۔")]
    [InlineData("سخنگوی طالبان دیروز گفت که هفته گذشته گفتگو شد.")]
    public void A_date_in_the_words_dates_something_else(string text) => Assert.False(Assert.Single(Read(text)).Background);

    [Fact]
    public void Who_goes_on_with_old_words_goes_on_with_background()
    {
        const string Text = "عمران خان نے گزشتہ ماہ کہا کہ بڑا دن ہے۔ انہوں نے کہا کہ امن ضروری ہے۔\nعمران خان نے آج کہا کہ بارش ہو گی۔";
        Assert.Equal([true, true, false], Read(Text).Select(r => r.Background));
    }

    [Theory]
    [InlineData("وزیر خارجہ نے اس معاملے پر تبصرہ کرنے سے انکار کر دیا۔", ReportForce.Silence)]
    [InlineData("وزیر خارجہ نے یہ نہیں بتایا کہ مذاکرات کب ہوں گے۔", ReportForce.Silence)]
    [InlineData("وزیر خارجہ نے بھارت سے مذاکرات کرنے سے انکار کر دیا۔", ReportForce.Stance)]
    [InlineData("صحافی نے پوچھا کہ مذاکرات کب ہوں گے۔", ReportForce.Question)]
    [InlineData("وزیر خارجہ نے کہا: ”ہم کیوں جائیں؟“", ReportForce.Question)]
    [InlineData("سخنگوی طالبان از اظهار نظر خودداری کرد.", ReportForce.Silence)]
    [InlineData("خبرنگار پرسید که گفتگوها کی آغاز می‌شود.", ReportForce.Question)]
    [InlineData("سخنگوی طالبان خواهد گفت که گفتگوها ادامه دارد.", ReportForce.Hypothetical)]
    [InlineData("د طالبانو ویاند له تبصرې ډډه وکړه.", ReportForce.Silence)]
    public void What_is_no_statement_is_told_as_such(string text, ReportForce force) => Assert.Equal(force, Assert.Single(Read(text)).Force);

    [Theory]
    [InlineData("وزیر خارجہ نے کہا: ’ہم امن چاہتے ہیں۔‘", ReportType.Direct)]
    [InlineData("وزیر خارجہ نے کہا: ‘ہم امن چاہتے ہیں۔’", ReportType.Direct)]
    [InlineData("وزیر خارجہ نے کہا کہ ’امن‘ ہماری سب سے بڑی ضرورت ہے۔", ReportType.Mixed)]
    [InlineData("’ہم امن چاہتے ہیں،‘ وزیر خارجہ نے کہا۔", ReportType.Direct)]
    public void Single_marks_are_quotation_marks(string text, ReportType type) => Assert.Equal(type, Assert.Single(Read(text)).Type);

    [Fact]
    public void A_text_of_nothing_but_reports_is_read_so_far_and_no_further()
    {
        var text = string.Concat(Enumerable.Range(0, 1500).Select(i => $"وزیر خارجہ نے کہا کہ مذاکرات نمبر {i} جاری رہیں گے۔\n"));
        Assert.Equal(1000, Read(text).Count);
    }
}
