using NewsBot.Web;
using Xunit;

namespace NewsBot.Tests.Web;

public sealed class RobotsRulesTests
{
    [Theory]
    [InlineData("", "/a", true)]
    [InlineData("User-agent: *\nDisallow:", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /", "/a", false)]
    [InlineData("User-agent: *\nDisallow: /a", "/abc", false)]
    [InlineData("User-agent: *\nDisallow: /a$", "/abc", true)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", false)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", true)]
    [InlineData("User-agent: *\nDisallow: /a*b*c", "/a1b2c3", false)]
    [InlineData("User-agent: *\nDisallow: /a\nAllow: /a", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /a/b\nAllow: /a", "/a/b/c", false)]
    [InlineData("User-agent: Other\nDisallow: /", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: newsbot\nAllow: /", "/a", true)]
    [InlineData("User-agent: newsbot\nUser-agent: other\nDisallow: /b # no\nCrawl-delay: 5\n\nUser-agent: *\nDisallow: /", "/b", false)]
    [InlineData("\uFEFFUser-Agent: *\r\nDISALLOW: /a", "/a", false)]
    [InlineData("User-agent: *\nDisallow: /خبریں/", "/%D8%AE%D8%A8%D8%B1%DB%8C%DA%BA/1", false)]
    [InlineData("User-agent: *\nDisallow: /%d8%ae", "/%D8%AE%D8%A8", false)]
    [InlineData("User-agent: *\nDisallow: /%7Eann", "/~ann", false)]
    [InlineData("User-agent: *\nDisallow: /a%2Fb", "/a/b", true)]
    public void The_longest_rule_of_the_closest_group_decides(string text, string path, bool allowed) =>
        Assert.Equal(allowed, RobotsRules.Parse(text, "NewsBot").Allows(path));
}
