using NewsBot.Storage.Values;
using Xunit;

namespace NewsBot.Tests.Storage;

public sealed class TextHandlerTests
{
    // An attribute cannot hold half a surrogate pair.
    public static TheoryData<string, string> Texts => new()
    {
        { "plain", "plain" },
        { "a\0b", "a\uFFFDb" },
        { "grin \U0001F600.", "grin \U0001F600." },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_PostgreSQL_cannot_keep_is_replaced_and_the_length_stays(string text, string kept)
    {
        Assert.Equal(kept, TextHandler.Clean(text));
        Assert.Equal(text.Length, TextHandler.Clean(text).Length);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_replaced_and_a_whole_one_stays()
    {
        Assert.Equal("half \uFFFD.", TextHandler.Clean("half " + (char)0xD83D + "."));
        Assert.Equal("\uFFFD half", TextHandler.Clean((char)0xDE00 + " half"));
        Assert.Equal("\uFFFD\U0001F600", TextHandler.Clean((char)0xD83D + "\U0001F600"));
    }
}
