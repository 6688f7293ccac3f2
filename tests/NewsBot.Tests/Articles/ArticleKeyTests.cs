using NewsBot.Articles;
using NewsBot.Tests.Web;
using Xunit;

namespace NewsBot.Tests.Articles;

public sealed class ArticleKeyTests
{
    [Theory]
    [InlineData("https://news.example/a/1", "http://www.news.example:80/a/1/")]
    [InlineData("https://news.example/a/1", "https://m.news.example/a/1#comments")]
    [InlineData("https://news.example/a/1", "https://amp.news.example/a/1/amp/")]
    [InlineData("https://news.example/a/1", "https://news.example/amp/a/1?amp=1")]
    [InlineData("https://news.example/a/1", "https://NEWS.example/a/1?utm_source=x&utm_medium=rss&fbclid=abc")]
    [InlineData("https://news.example/a/1", "https://news.example/a/1?CMP=rss&print=1")]
    [InlineData("https://news.example/a/1", "https://news.example/a/1/index.html")]
    [InlineData("https://news.example/?id=1&p=2", "https://news.example/?p=2&id=1&source=rss")]
    public void Addresses_of_one_article_have_one_key(string a, string b) => Assert.Equal(ArticleKey.Of(a), ArticleKey.Of(b));

    [Theory]
    [InlineData("https://news.example/a/1", "https://news.example/a/2")]
    [InlineData("https://news.example/a/1", "https://news.example/A/1")]
    [InlineData("https://news.example/?id=1", "https://news.example/?id=2")]
    [InlineData("https://news.example/a?source=reuters", "https://news.example/a?source=ap")]
    [InlineData("http://127.0.0.1:4001/a", "http://127.0.0.1:4002/a")]
    [InlineData("https://m.example/a", "https://example/a")]
    public void Addresses_of_different_articles_have_different_keys(string a, string b) => Assert.NotEqual(ArticleKey.Of(a), ArticleKey.Of(b));

    [Theory]
    [InlineData("https://news.example/a?utm_source=x&id=1#top", "https://news.example/a?id=1")]
    [InlineData("https://www.news.example/a/", "https://www.news.example/a/")]
    public void The_address_to_open_stays_as_it_was_announced_but_for_tracking(string address, string expected) =>
        Assert.Equal(expected, ArticleKey.Clean(new Uri(address)).AbsoluteUri);

    [Theory]
    [InlineData("https://www.news.example/", "https://amp.news.example/", true)]
    [InlineData("https://world.news.example/", "https://news.example/", true)]
    [InlineData("https://a.co.uk/", "https://b.co.uk/", false)]
    [InlineData("https://one.com.pk/", "https://www.one.com.pk/", true)]
    [InlineData("https://news.example/", "https://other.example/", false)]
    [InlineData("http://127.0.0.1:1/", "http://10.0.0.1:1/", false)]
    public void A_site_is_a_registrable_name(string a, string b, bool same) => Assert.Equal(same, ArticleKey.SameSite(new Uri(a), new Uri(b)));

    [Fact]
    public void A_host_that_cannot_be_encoded_has_a_key_and_a_site_like_any_other()
    {
        var address = new Uri(WebAddressTests.Unencodable);
        Assert.NotEqual(ArticleKey.Of(address), ArticleKey.Of(new Uri(address, "/x")));
        Assert.True(ArticleKey.SameSite(address, new Uri(address, "/x")));
        Assert.False(ArticleKey.SameSite(address, new Uri("https://news.example/")));
    }

    [Fact]
    public void What_is_no_web_address_has_no_key() => Assert.Null(ArticleKey.Of("mailto:a@news.example"));
}
