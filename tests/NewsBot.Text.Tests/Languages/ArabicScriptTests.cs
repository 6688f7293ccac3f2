using NewsBot.Text.Languages;
using Xunit;

namespace NewsBot.Text.Tests.Languages;

public sealed class ArabicScriptTests
{
    private static readonly ArticleReader Reader = new();

    [Theory]
    [InlineData("وزیر خارجہ نے کہا کہ مذاکرات جاری ہیں۔ ٹیم", "ur")]
    [InlineData("د بهرنیو چارو وزیر وویل چې خبرې به ښې وي.", "ps")]
    [InlineData("سخنگوی وزارت خارجه گفت که گفتگوها ادامه دارد.", "fa")]
    [InlineData("The minister said that it rained.", null)]
    public void A_language_is_told_by_its_letters(string text, string? language) => Assert.Equal(language, Script.LanguageOf(text));

    [Theory]
    [InlineData("شاہ محمود قریشی نے کہا کہ مذاکرات جاری رہیں گے۔", "شاہ محمود قریشی", "مذاکرات جاری رہیں گے", ReportType.Indirect)]
    [InlineData("ترجمان دفتر خارجہ کا کہنا تھا کہ “ہم امن چاہتے ہیں۔” ٹیم روانہ ہوئی۔", "ترجمان دفتر خارجہ", "“ہم امن چاہتے ہیں۔”", ReportType.Direct)]
    [InlineData("“ہم بات چیت کے لیے تیار ہیں،” عمران خان نے کہا۔ ٹیم", "عمران خان", "“ہم بات چیت کے لیے تیار ہیں،”", ReportType.Direct)]
    [InlineData("وزیر خارجہ نے صحافیوں سے بات کرتے ہوئے کہا: ”ہم نے اتفاق کیا ہے۔“", "وزیر خارجہ", "”ہم نے اتفاق کیا ہے۔“", ReportType.Direct)]
    [InlineData("اشرف غنی گفت: «صلح نزدیک است.»", "اشرف غنی", "«صلح نزدیک است.»", ReportType.Direct)]
    [InlineData("عبدالله عبدالله گفت که گفتگوها ادامه دارد.", "عبدالله عبدالله", "گفتگوها ادامه دارد", ReportType.Indirect)]
    [InlineData("ذبیح الله مجاهد وویل چې خبرې به ښې پایلې ولري.", "ذبیح الله مجاهد", "خبرې به ښې پایلې ولري", ReportType.Indirect)]
    public void A_speaker_is_found_beside_the_words_of_saying(string text, string speaker, string content, ReportType type)
    {
        var report = Assert.Single(Reader.Read(text));
        Assert.Equal(speaker, Assert.Single(report.Speakers).Of(text));
        Assert.Equal(content, Assert.Single(report.Content).Of(text));
        Assert.Equal(type, report.Type);
    }

    [Theory]
    [InlineData("شاہ محمود قریشی نے کہا ’’بات چیت جاری رہے گی‘‘۔ ٹیم", "شاہ محمود قریشی", "’’بات چیت جاری رہے گی‘‘")]
    [InlineData("’’ہم امن چاہتے ہیں‘‘ شاہ محمود قریشی نے کہا۔ ٹیم", "شاہ محمود قریشی", "’’ہم امن چاہتے ہیں‘‘")]
    [InlineData("شاہ محمود قریشی نے کہا ‘‘بات چیت جاری رہے گی’’۔ ٹیم", "شاہ محمود قریشی", "‘‘بات چیت جاری رہے گی’’")]
    [InlineData("ذبیح الله مجاهد په کابل کې ویې ویل چې خبرې به ښې پایلې ولري.", "ذبیح الله مجاهد", "خبرې به ښې پایلې ولري")]
    [InlineData("به گفته سخنگوی وزارت خارجه، گفتگوها ادامه دارد.", "سخنگوی وزارت خارجه", "گفتگوها ادامه دارد")]
    [InlineData("گفتگوها ادامه دارد، به گفته سخنگوی وزارت خارجه.", "سخنگوی وزارت خارجه", "گفتگوها ادامه دارد")]
    public void Doubled_marks_and_other_words_of_saying_are_read_too(string text, string speaker, string content)
    {
        var report = Assert.Single(Reader.Read(text));
        Assert.Equal((speaker, content), (Assert.Single(report.Speakers).Of(text), Assert.Single(report.Content).Of(text)));
    }

    [Fact]
    public void What_describes_the_speaker_behind_according_to_is_no_part_of_the_words()
    {
        const string Text = "به گفته ذبیح الله مجاهد، سخنگوی طالبان، گفتگوها ادامه دارد.";
        var known = new KnownName(new(Text.IndexOf("ذبیح", StringComparison.Ordinal), Text.IndexOf('،')), ["spokesperson"]);
        var report = Assert.Single(Reader.Read(Text, null, [known]));
        Assert.Equal(("ذبیح الله مجاهد", "گفتگوها ادامه دارد"), (Assert.Single(report.Speakers).Of(Text), Assert.Single(report.Content).Of(Text)));
    }

    [Fact]
    public void A_sentence_may_end_with_its_quotation()
    {
        const string Text = "اشرف غنی گفت: «صلح نزدیک است.» وی افزود که گفتگوها ادامه دارد.";
        Assert.Equal(["«صلح نزدیک است.»", "گفتگوها ادامه دارد"], Reader.Read(Text).Select(r => r.Content[0].Of(Text)));
        Assert.All(Reader.Read(Text), r => Assert.Equal("اشرف غنی", Assert.Single(r.Speakers).Of(Text)));
    }

    [Fact]
    public void A_pronoun_is_whoever_spoke_before_and_sources_are_nobody()
    {
        const string Text = "عمران خان نے کہا کہ بڑا دن ہے۔ انہوں نے مزید کہا کہ امن ضروری ہے۔ ذرائع نے بتایا کہ ملاقات ہوئی۔";
        var reports = Reader.Read(Text);
        Assert.Equal(["عمران خان", "عمران خان"], reports.SelectMany(r => r.Speakers).Select(s => s.Of(Text)));
        Assert.Equal(Attribution.Anonymous, reports[^1].Attribution);
    }
}
