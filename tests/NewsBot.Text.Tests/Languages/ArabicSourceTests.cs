using Xunit;

namespace NewsBot.Text.Tests.Languages;

/// <summary>Who speaks in Urdu, Pashto and Dari: names beside days, places, occasions, addressees and offices.</summary>
public sealed class ArabicSourceTests
{
    private static readonly ArticleReader Reader = new();

    private static IReadOnlyList<Report> Read(string text, params string[] known) =>
        Reader.Read(text, new DateOnly(2020, 9, 14), [.. known.Select(name => new KnownName(new(text.IndexOf(name, StringComparison.Ordinal), text.IndexOf(name, StringComparison.Ordinal) + name.Length), []))]);

    [Theory]
    [InlineData("عبدالله عبدالله، رئیس شورای عالی مصالحه ملی، روز یکشنبه گفت که گفتگوها ادامه دارد. او افزود که صلح نزدیک است.", "عبدالله عبدالله")]
    [InlineData("عبدالله عبدالله، رئیس شورای عالی مصالحه ملی، در یک پیام تویتری نوشت که گفتگوها ادامه دارد.", "عبدالله عبدالله")]
    [InlineData("عبدالله عبدالله روز یکشنبه در یک نشست خبری گفت که گفتگوها ادامه دارد.", "عبدالله عبدالله")]
    [InlineData("در کابل عبدالله عبدالله گفت که گفتگوها ادامه دارد.", "عبدالله عبدالله")]
    [InlineData("کابل: اشرف غنی، رئیس جمهور افغانستان گفت که گفتگوها ادامه دارد.", "اشرف غنی")]
    [InlineData("سهیل شاهین سخنگوی دفتر طالبان به رویترز گفت که گفتگوها ادامه دارد.", "سهیل شاهین")]
    [InlineData("ذبیح الله مجاهد رویټرز ته وویل چې خبرې به ښې پایلې ولري.", "ذبیح الله مجاهد")]
    [InlineData("د طالبانو ویاند ذبیح الله مجاهد نن خبریالانو ته وویل چې خبرې به ښې پایلې ولري.", "ذبیح الله مجاهد")]
    [InlineData("نن په کابل کې ذبیح الله مجاهد په یوه خبري ناسته کې وویل چې خبرې به ښې پایلې ولري.", "ذبیح الله مجاهد")]
    [InlineData("پاکستان کے وزیر خزانہ، اسحاق ڈار، نے کہا کہ معیشت بہتر ہو رہی ہے۔", "اسحاق ڈار")]
    [InlineData("اسلام آباد میں اتوار کو صحافیوں سے بات کرتے ہوئے وزیر خزانہ اسحاق ڈار نے کہا کہ معیشت بہتر ہو رہی ہے۔", "اسحاق ڈار")]
    [InlineData("ترجمان دفتر خارجہ زاہد حفیظ چوہدری نے ایک بیان میں کہا کہ معیشت بہتر ہو رہی ہے۔", "زاہد حفیظ چوہدری")]
    public void A_name_that_the_registry_knows_speaks_whatever_stands_beside_it(string text, string name)
    {
        var reports = Read(text, name);
        Assert.All(reports, report => Assert.Equal(name, Assert.Single(report.Speakers).Of(text)));
        Assert.NotEmpty(reports);
    }

    [Theory]
    [InlineData("پرویز سلیم، رئیس شورای ولایتی، روز یکشنبه گفت که گفتگوها ادامه دارد.", "پرویز سلیم", Attribution.Likely)]
    [InlineData("پرویز سلیم، در یک پیام تویتری نوشت که گفتگوها ادامه دارد.", "پرویز سلیم", Attribution.Likely)]
    [InlineData("پرویز سلیم گفت که گفتگوها ادامه دارد.", "پرویز سلیم", Attribution.Named)]
    [InlineData("وزیر خارجه افغانستان در کابل گفت که گفتگوها ادامه دارد.", "وزیر خارجه افغانستان", Attribution.Named)]
    [InlineData("سخنگوی وزارت خارجه گفت که گفتگوها ادامه دارد.", "سخنگوی وزارت خارجه", Attribution.Spokesperson)]
    [InlineData("وزیر خارجہ پرویز سلیم نے پیر کو صحافیوں کو بتایا کہ مذاکرات جاری رہیں گے۔", "وزیر خارجہ پرویز سلیم", Attribution.Named)]
    [InlineData("پاکستان کے وزیر خزانہ، پرویز سلیم، نے کہا کہ معیشت بہتر ہو رہی ہے۔", "پرویز سلیم", Attribution.Likely)]
    [InlineData("مذاکرات ختم ہو گئے ہیں اور دفتر خارجہ نے کہا کہ معیشت بہتر ہو رہی ہے۔", "دفتر خارجہ", Attribution.Named)]
    [InlineData("د بهرنیو چارو وزارت د یکشنبې په ورځ وویل چې خبرې به ښې پایلې ولري.", "د بهرنیو چارو وزارت", Attribution.Named)]
    [InlineData("د بهرنیو چارو وزارت د پژواک خبري اژانس ته وویل چې خبرې به ښې پایلې ولري.", "د بهرنیو چارو وزارت", Attribution.Named)]
    public void What_no_registry_knows_and_does_not_stand_beside_the_words_is_likely(string text, string name, Attribution attribution)
    {
        var report = Assert.Single(Read(text));
        Assert.Equal(name, Assert.Single(report.Speakers).Of(text));
        Assert.Equal(attribution, report.Attribution);
    }

    [Theory]
    [InlineData("عمران خان کے ترجمان نے کہا کہ معیشت بہتر ہو رہی ہے۔", "عمران خان")]
    [InlineData("سخنگوی اشرف غنی گفت که گفتگوها ادامه دارد.", "اشرف غنی")]
    [InlineData("د اشرف غني ویاند وویل چې خبرې به ښې پایلې ولري.", "اشرف غني")]
    public void A_spokesperson_is_not_whom_he_speaks_for(string text, string known)
    {
        var report = Assert.Single(Read(text, known));
        Assert.Equal(Attribution.Spokesperson, report.Attribution);
        Assert.Equal(NamedAs.Described, Assert.Single(report.Speakers).Kind);
    }

    [Theory]
    [InlineData("روز یکشنبه گفت که گفتگوها ادامه دارد.")]
    [InlineData("یک مقام وزارت دفاع گفت که گفتگوها ادامه دارد.")]
    [InlineData("امریکی حکام نے روئٹرز کو بتایا کہ معیشت بہتر ہو رہی ہے۔")]
    public void A_day_and_an_official_are_nobody(string text)
    {
        var report = Assert.Single(Read(text));
        Assert.Empty(report.Speakers);
        Assert.Equal(Attribution.Anonymous, report.Attribution);
    }

    [Theory]
    [InlineData("روئٹرز کے مطابق امریکی محکمہ خارجہ نے کہا کہ معیشت بہتر ہو رہی ہے۔", "امریکی محکمہ خارجہ", "روئٹرز")]
    [InlineData("امریکی محکمہ خارجہ نے روئٹرز کو بتایا کہ معیشت بہتر ہو رہی ہے۔", "امریکی محکمہ خارجہ", "روئٹرز")]
    [InlineData("ذبیح الله مجاهد رویټرز ته وویل چې خبرې به ښې پایلې ولري.", "ذبیح الله مجاهد", "رویټرز")]
    [InlineData("اشرف غنی به رویترز گفت که گفتگوها ادامه دارد.", "اشرف غنی", "رویترز")]
    public void An_agency_only_relays(string text, string speaker, string outlet)
    {
        var report = Assert.Single(Read(text));
        Assert.Equal(speaker, Assert.Single(report.Speakers).Of(text));
        Assert.Equal(outlet, report.Via?.Of(text));
    }

    [Theory]
    [InlineData("روئٹرز کے مطابق مذاکرات جاری رہیں گے۔", null, "روئٹرز")]
    [InlineData("وزارت خارجہ کے مطابق مذاکرات جاری رہیں گے۔", "وزارت خارجہ", null)]
    [InlineData("به گفته وزارت دفاع، گفتگوها ادامه دارد.", "وزارت دفاع", null)]
    [InlineData("د کورنیو چارو وزارت په وینا، خبرې به ښې پایلې ولري.", "کورنیو چارو وزارت", null)]
    public void According_to_somebody_is_a_report(string text, string? speaker, string? via)
    {
        var report = Assert.Single(Read(text));
        Assert.Equal(speaker, report.Speakers.Select(s => s.Of(text)).SingleOrDefault());
        Assert.Equal(via, report.Via?.Of(text));
    }

    [Theory]
    [InlineData("قانون کے مطابق مذاکرات جاری رہیں گے۔")]
    [InlineData("معاہدے کے مطابق فوجیں واپس جائیں گی۔")]
    [InlineData("می‌توان گفت که گفتگوها ادامه دارد؟")]
    public void According_to_a_paper_is_none(string text) => Assert.DoesNotContain(Read(text), r => r.Force == ReportForce.Statement);
}
