using NewsBot.Statements;
using NewsBot.Text;
using Xunit;

namespace NewsBot.Tests.Statements;

public sealed class CueLeadTests
{
    [Theory]
    [InlineData("The envoy |urged| [Kabul to act].", "urged")]
    [InlineData("The envoy |told| reporters on Monday [that talks would resume].", "told reporters on Monday")]
    [InlineData("[Talks would resume], the envoy |said|.", null)]
    [InlineData("|According to| {the envoy}, [talks would resume].", null)]
    [InlineData("The envoy |said|: [talks would resume].", null)]
    [InlineData("The envoy |spoke|. He meant [talks].", null)]
    [InlineData("The envoy |said| in the old hall of the ministry, before an audience of students, [it was over].", null)]
    public void The_words_of_saying_lead_where_they_stand_right_before(string marked, string? lead)
    {
        var (text, cue, source, content) = Read(marked);
        Assert.Equal(lead, CueLead.Of(text, source, cue, content));
    }

    [Fact]
    public void Spans_outside_the_text_give_nothing() =>
        Assert.Null(CueLead.Of("short", [], [new TextSpan(1, 3)], [new TextSpan(20, 30)]));

    // |cue|, {source}, [content]
    private static (string Text, TextSpan[] Cue, TextSpan[] Source, TextSpan[] Content) Read(string marked)
    {
        var text = string.Concat(marked.Where(c => !"|{}[]".Contains(c)));
        return (text, Between('|', '|'), Between('{', '}'), Between('[', ']'));

        TextSpan[] Between(char open, char close)
        {
            var from = marked.IndexOf(open);
            var to = from < 0 ? -1 : marked.IndexOf(close, from + 1);
            return from < 0 ? [] : [new TextSpan(Plain(from), Plain(to))];
        }

        int Plain(int at) => marked[..at].Count(c => !"|{}[]".Contains(c));
    }
}
