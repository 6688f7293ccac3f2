using NewsBot.Commands.Lines;
using Xunit;

namespace NewsBot.Tests.Commands.Lines;

/// <summary>Questions as people ask them, that have a line of their own.</summary>
public sealed class PlainQuestionsTests
{
    [Theory]
    [InlineData("why this card", "why")]
    [InlineData("why did I get this?", "why")]
    [InlineData("why am I seeing that alert", "why")]
    [InlineData("why did you send me this", "why")]
    [InlineData("why was it posted here", "why")]
    [InlineData("why did we get #S12", "why #S12")]
    [InlineData("who is Dar", "who is Dar")]
    [InlineData("Who is “Ishaq Dar”?", "who is \"Ishaq Dar\"")]
    [InlineData("who's the foreign minister of Pakistan", "who is \"the foreign minister of Pakistan\"")]
    [InlineData("who is on what", "claims")]
    [InlineData("who is talking about visas", "who said visas")]
    public void It_is_read_as_the_line_that_it_means(string line, string meant) =>
        Assert.Equal(meant, Assert.IsType<Understood>(LineParser.Parse(line)).Command.Write());

    [Theory]
    [InlineData("who is that", "source")]
    [InlineData("who's he?", "source")]
    [InlineData("who is", "who is Ishaq Dar")]
    public void Whoever_is_named_by_no_name_is_asked_for(string line, string offered) =>
        Assert.Equal(offered, Assert.IsType<Misunderstood>(LineParser.Parse(line)).Suggestions[0]);
}
