using NewsBot.Text.Segments;

namespace NewsBot.Text.Judgements;

/// <summary>All quoted stretches of an article, to be asked for those inside a span.</summary>
internal sealed class QuotedStretches
{
    private readonly List<TextSpan> _spans = [];

    public QuotedStretches(List<Sentence> sentences)
    {
        foreach (var sentence in sentences)
        {
            for (var i = 0; i < sentence.Count; i++)
            {
                if (sentence[i].IsQuote || sentence.Lower(i) == "“”")
                    _spans.Add(sentence[i].Span);
            }
        }
    }

    public IEnumerable<TextSpan> Within(TextSpan span)
    {
        var at = _spans.BinarySearch(span, Comparer<TextSpan>.Create((a, b) => a.Start.CompareTo(b.Start)));
        for (var i = Math.Max(0, at < 0 ? ~at - 1 : at); i < _spans.Count && _spans[i].Start < span.End; i++)
        {
            if (_spans[i].Overlaps(span))
                yield return new(Math.Max(span.Start, _spans[i].Start), Math.Min(span.End, _spans[i].End));
        }
    }
}
