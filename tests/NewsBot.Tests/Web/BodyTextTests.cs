using System.Text;
using NewsBot.Web;
using Xunit;

namespace NewsBot.Tests.Web;

public sealed class BodyTextTests
{
    private const string Russian = "Министр сообщил журналистам, что переговоры о торговле продолжатся в четверг, и поблагодарил обе стороны за терпение. Мост откроют в мае.";
    private const string Japanese = "外相は記者団に対し、貿易に関する協議は木曜日に続くと述べ、双方の忍耐に感謝した。橋は五月に開通すると付け加えた。";

    [Theory]
    [InlineData("windows-1251", Russian)]
    [InlineData("koi8-r", Russian)]
    [InlineData("shift_jis", Japanese)]
    [InlineData("euc-jp", Japanese)]
    public void An_alphabet_that_nobody_declared_is_told_by_its_letters(string encoding, string words)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var body = Encoding.GetEncoding(encoding).GetBytes($"<rss><channel><title>{words}</title></channel></rss>");
        Assert.Contains(words, BodyText.Decode(body, "application/xml").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Russian)]
    [InlineData(Japanese)]
    public void Declared_UTF8_with_a_broken_letter_stays_UTF8(string words)
    {
        var body = Encoding.UTF8.GetBytes($"<html><head><meta charset=\"utf-8\"></head><body><p>{words}</p><p>{words} ?</p></body></html>");
        body[Array.LastIndexOf(body, (byte)'?')] = 0xE2;
        var (text, name) = BodyText.Decode(body, "text/html; charset=UTF-8");
        Assert.Equal("utf-8", name);
        Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.Contains(words + " \uFFFD</p>", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("windows-1252", "Die Minister erklärten, die Gespräche würden am Donnerstag fortgesetzt, und dankten für die Geduld.")]
    [InlineData("windows-1251", Russian)]
    public void What_is_wrongly_declared_UTF8_is_still_told_by_its_letters(string encoding, string words)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var body = Encoding.GetEncoding(encoding).GetBytes($"<html><head><meta charset=\"utf-8\"></head><body><p>{words}</p></body></html>");
        Assert.Contains(words, BodyText.Decode(body, "text/html; charset=utf-8").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/html; charset = \" windows-1251 \"")]
    [InlineData("text/html; charset='windows-1251'")]
    [InlineData("text/html;charset=windows-1251")]
    public void The_charset_of_the_header_is_read_with_white_space_and_quotes(string contentType) =>
        Assert.Equal("windows-1251", BodyText.Decode([0xC4, 0xE0], contentType).Name);
}
