using NewsBot.Text.Encoder;
using NewsBot.Text.Encoder.Decoding;
using Xunit;

namespace NewsBot.Text.Tests.Encoder;

/// <summary>The decoders on log-probabilities written by hand.</summary>
public sealed class DecoderTests
{
    private const float Sure = -0.1f;
    private const float Unlikely = -4;

    private static Window WindowOf(string text) =>
        Assert.Single(Window.Of(new PieceText(text, Guide.Newsroom, WordPieces.Shipped, CancellationToken.None), WordPieces.Shipped));

    /// <summary>One letter for each piece: o, s or c (other, source, content); a capital is a doubt.</summary>
    private static float[] Logs(Window window, CueSpan cue, string roles)
    {
        var logs = new float[cue.Length * SpanDecoder.Roles];
        Array.Fill(logs, Unlikely);
        var next = 0;
        for (var i = 0; i < cue.Length; i++)
        {
            if (window.Pieces[cue.From + i] < 0)
                continue;
            var letter = roles[next++];
            logs[(i * SpanDecoder.Roles) + "osc".IndexOf(char.ToLowerInvariant(letter))] = char.IsUpper(letter) ? Unlikely + 1 : Sure;
        }

        return logs;
    }

    private static (string? Source, string Content) Decode(string text, int cue, string roles, float penalty = 1.5f)
    {
        var window = WindowOf(text);
        var span = CueSpan.In(window, cue + 1, cue + 1);
        var (source, content) = new SpanDecoder(penalty).Of(window, span, Logs(window, span, roles));
        return (source?.Of(text), string.Join("|", content.Select(c => c.Of(text))));
    }

    [Fact]
    public void Source_and_content_are_runs_around_the_cue() =>
        Assert.Equal(("Ann", "the bridge is safe"), Decode("Ann said the bridge is safe.", 1, "socccco"));

    [Fact]
    public void A_content_on_both_sides_of_the_speaker_has_two_fragments() =>
        Assert.Equal(("Ann", "Talks|went well"), Decode("Talks, Ann said, went well.", 3, "cosoocco"));

    [Fact]
    public void A_weak_fragment_does_not_pay_for_itself() =>
        Assert.Equal(("Ann", "the bridge"), Decode("Ann said the bridge is safe now.", 1, "soccoCoo", 3));

    [Fact]
    public void A_quotation_is_content_as_a_whole_or_not_at_all()
    {
        Assert.Equal(("Ann", "“the bridge is safe”"), Decode("Ann said “the bridge is safe”.", 1, "sooccccoo"));
        Assert.Equal(("Ann", "it"), Decode("Ann said it of “the bridge”.", 1, "socooocoo"));
    }

    [Fact]
    public void There_is_one_source_at_most() =>
        Assert.Equal("Ann", Decode("Ann said so and Bo too.", 1, "socoSoo").Source);

    [Fact]
    public void Cues_begin_before_they_go_on()
    {
        var window = WindowOf("Ann has said so.");
        float[] none = [Sure, Unlikely, Unlikely], begin = [Unlikely, Sure, Unlikely], inside = [Unlikely, Unlikely, Sure];
        float[] logs = [.. none, .. none, .. begin, .. inside, .. none, .. none, .. none];
        var cue = Assert.Single(CueDecoder.Of(window, logs, 0));
        Assert.Equal((2, 3), (cue.First, cue.Last));
        Assert.Empty(CueDecoder.Of(window, logs, -10));
    }

    [Theory]
    [InlineData("the envoy underlined it", "under", "underlined")]
    [InlineData("total insecurity and war", "ecurity and", "insecurity and")]
    [InlineData("the envoy saidSamplia would", "said", "said")]
    [InlineData("a port, a bridge", "port", "port")]
    public void A_span_has_whole_words(string text, string cut, string whole)
    {
        var at = text.IndexOf(cut, StringComparison.Ordinal);
        Assert.Equal(whole, Edges.Whole(text, new(at, at + cut.Length)).Of(text));
    }

    [Fact]
    public void Parts_that_overlap_are_one_and_hold_nothing_of_the_cue()
    {
        const string Text = "Ann Example berated Samplia for insecurity at its ports";
        Assert.Equal(
            ["Samplia for insecurity at its ports"],
            Edges.Joined(Text, [new(12, 41), new(31, 55)], new(12, 19)).Select(part => part.Of(Text)));
    }
}
