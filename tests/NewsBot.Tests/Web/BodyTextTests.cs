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
}
