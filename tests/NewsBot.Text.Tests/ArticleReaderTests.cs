using Xunit;

namespace NewsBot.Text.Tests;

public sealed class ArticleReaderTests
{
    [Fact]
    public void An_empty_text_holds_no_report() => Assert.Empty(new ArticleReader().Read(""));
}
