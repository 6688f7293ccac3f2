using NewsBot.Text.Encoder;
using NewsBot.Text.Encoder.Decoding;

namespace NewsBot.Text.Training.Data;

/// <summary>A cue to learn from: where it is, what each position is to it, and what it amounts to.</summary>
internal sealed record LabelledCue(CueSpan Cue, int[] Roles, LabelledKind? Kind);

/// <summary>A window with what is to be learned from it.</summary>
internal sealed class LabelledWindow
{
    /// <summary>A position that teaches nothing.</summary>
    public const int Ignored = -100;

    private LabelledWindow(Window window, LabelledArticle article)
    {
        Window = window;
        CueTags = Tags(window, article);
        Cues = [.. Labelled(window, article)];
    }

    public Window Window { get; }

    /// <summary>Outside 0, begin 1, inside 2, or <see cref="Ignored"/>; one for each position.</summary>
    public int[] CueTags { get; }

    public IReadOnlyList<LabelledCue> Cues { get; }

    public static List<LabelledWindow> Of(LabelledArticle article)
    {
        var text = new PieceText(article.Text, article.Guide, WordPieces.Shipped, CancellationToken.None);
        return [.. Window.Of(text, WordPieces.Shipped).Select(window => new LabelledWindow(window, article))];
    }

    private static int[] Tags(Window window, LabelledArticle article)
    {
        var tags = new int[window.Length];
        Array.Fill(tags, Ignored);
        for (var at = window.Own; at < window.Length; at++)
            tags[at] = window.Pieces[at] >= 0 ? 0 : Ignored;
        foreach (var cue in article.Attributions.SelectMany(a => a.Cue))
        {
            var (from, to) = window.Text.Pieces.Touching(cue);
            for (var at = window.Own; at < window.Length; at++)
            {
                if (window.Pieces[at] >= from && window.Pieces[at] < to)
                    tags[at] = window.Pieces[at] == from ? 1 : 2;
            }
        }

        return tags;
    }

    private static IEnumerable<LabelledCue> Labelled(Window window, LabelledArticle article)
    {
        foreach (var attribution in article.Attributions.Where(a => a.Cue.Count > 0))
        {
            var (from, to) = window.Text.Pieces.Touching(attribution.Cue[0]);
            var first = Array.IndexOf(window.Pieces, from, window.Own);
            if (to <= from || first < 0)
                continue;
            var last = first;
            while (last + 1 < window.Length && window.Pieces[last + 1] >= 0 && window.Pieces[last + 1] < to)
                last++;
            var cue = CueSpan.In(window, first, last);
            yield return new(cue, Roles(window, cue, attribution), attribution.Kind);
        }
    }

    private static int[] Roles(Window window, CueSpan cue, LabelledAttribution attribution)
    {
        var roles = new int[cue.Length];
        Mark(window, cue, attribution.Content, SpanDecoder.Content, roles);
        Mark(window, cue, attribution.Source, SpanDecoder.Source, roles);
        for (var i = 0; i < cue.Length; i++)
        {
            if (window.Pieces[cue.From + i] < 0 || cue.Covers(cue.From + i))
                roles[i] = Ignored;
        }

        return roles;
    }

    private static void Mark(Window window, CueSpan cue, IReadOnlyList<TextSpan> spans, int role, int[] roles)
    {
        foreach (var span in spans)
        {
            var (from, to) = window.Text.Pieces.Touching(span);
            for (var i = 0; i < cue.Length; i++)
            {
                if (window.Pieces[cue.From + i] >= from && window.Pieces[cue.From + i] < to)
                    roles[i] = role;
            }
        }
    }
}
