using CsCheck;
using NewsBot.Commands.Lines;
using Xunit;

namespace NewsBot.Tests.Commands.Lines;

public sealed class LineParserPropertyTests
{
    private static readonly string[] Pieces =
    [
        "subscribe", "unsubscribe", "list", "digest", "timezone", "who said", "who denied", "what did", "say", "about", "search", "latest", "more", "since",
        "source", "why", "compare", "changed", "export", "import", "#S14", "vs", "\n", "what's new", "show", "set", "help", "did", "how", "who", "thanks", "please", "quiet", "mute", "before", "between", "evening", "1 nov", "march", "spaeker:Dar", "on", "in", "at", "until", "all", "yes", "now", "off", "and", "for", "last", "the",
        "pak-us", "visas", "Dar", "#3", "#S12", "S12", "today", "yesterday", "mon", "24h", "7d", "2026-11-01", "2026-11-01..2026-11-07", "03/04/2026",
        "08:00", "8am", "8 pm", "mon-fri", "weekdays", "\"a b\"", "“a b”", "«a", "'a b'", "\"", "speaker:Dar", "speaker:\"A, B\",C", "-outlet:x",
        "type:", "+term:y", "topic:pak-us", "since:7d", "until:mon", "as:digest", "at:09:15", "days:sat,sun", "zone:UTC", "OR", "-visas", "NEAR(", "*",
        "https://example.org/a", "example.org/a", "a:b", "<b>", "\u200f", "\0", "ٹ", "۔", "،", "🙂", "\ud83d", ",", ";", ".", "-", "+", ":", "#", "=",
    ];

    private static readonly Gen<string> Piece = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]);

    private static readonly Gen<string> Lines = Gen.OneOf(
        Gen.String,
        Piece.Array[0, 9].Select(p => string.Join(' ', p)),
        Piece.Array[0, 9].Select(p => string.Concat(p)));

    [Fact]
    public void Any_text_gets_a_reading() =>
        Lines.Sample(line => LineParser.Parse(line) is Understood or Misunderstood { Suggestions.Count: > 0 } or Undecided { Lines.Count: > 1 }, iter: 20_000);

    [Fact]
    public void What_is_understood_is_read_back_from_what_it_writes() =>
        Lines.Sample(
            line => LineParser.Parse(line) is not Understood(var command)
                || (LineParser.Parse(command.Write()) is Understood(var again) && again.Equals(command)),
            iter: 20_000);

    [Theory]
    [InlineData("who said since speaker:Dar +term:y 8am")]
    [InlineData("search#https://example.org/aand2026-11-01..2026-11-07onin“a b”03/04/2026")]
    [InlineData("timezone , speaker:\"A, B\",C in #3")]
    public void Words_that_join_when_written_mean_what_the_written_line_means(string line)
    {
        if (LineParser.Parse(line) is Understood(var command))
            Assert.Equal(new Understood(command), LineParser.Parse(command.Write()));
    }

    [Fact]
    public void Every_suggested_line_is_understood() =>
        Lines.Sample(
            line => LineParser.Parse(line) switch
            {
                Misunderstood answer => answer.Suggestions.All(s => LineParser.Parse(s) is Understood),
                Undecided answer => answer.Lines.All(l => LineParser.Parse(l) is Understood or Undecided or Misunderstood),
                _ => true,
            },
            iter: 20_000);

    [Theory]
    [InlineData("wBONB -r-b{IX[-W& ")]
    public void What_is_suggested_for_an_odd_line_is_understood(string line) => Assert.All(
        Assert.IsType<Misunderstood>(LineParser.Parse(line)).Suggestions,
        s => Assert.True(LineParser.Parse(s) is Understood, s));

    /// <summary>Patterns that make a backtracking reader run for minutes; this test then does not end.</summary>
    [Theory]
    [InlineData("\"")]
    [InlineData("'a ")]
    [InlineData("since ")]
    [InlineData("speaker:a,")]
    [InlineData("#S1 ")]
    [InlineData("<at>")]
    [InlineData("@newsbot ")]
    [InlineData("03/04/2026 ")]
    [InlineData("search at 8 ")]
    public void A_long_line_of_one_pattern_is_read(string pattern)
    {
        var line = string.Concat(Enumerable.Repeat(pattern, LineParser.LongestLine / pattern.Length));
        foreach (var start in new[] { "", "search ", "subscribe ", "digest ", "what did " })
        {
            Assert.NotNull(LineParser.Parse(start + line));
            Assert.NotNull(LineParser.Parse(start + line + string.Concat(Enumerable.Repeat(pattern, 10_000))));
        }
    }
}
