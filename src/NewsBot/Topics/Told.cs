using NewsBot.Desk;
using NewsBot.Statements;
using NewsBot.Text;

namespace NewsBot.Topics;

/// <summary>Words that were said, in an article's text.</summary>
/// <param name="All">The words, who says them and how: "Example welcomed the deal" names more than "the deal".</param>
/// <param name="Content">The words alone.</param>
/// <param name="Speakers">Who of the registry speaks.</param>
public sealed record Told(TextSpan All, TextSpan Content, IReadOnlyList<Speaker> Speakers)
{
    private const int Farthest = 200;

    public static Told Of(ReadReport read, SpeakerIndex registry) =>
        Of([.. read.Report.Source, read.Report.Cue], read.Report.Content, read.Speaker?.Keys ?? [], registry);

    /// <param name="beside">Source and words of saying.</param>
    /// <param name="content">What was said; not empty.</param>
    /// <param name="speakers">Keys of who speaks, of the registry or not.</param>
    /// <param name="registry">The registry.</param>
    public static Told Of(
        IReadOnlyList<TextSpan> beside, IReadOnlyList<TextSpan> content, IEnumerable<string> speakers, SpeakerIndex registry) =>
        new(
            Around([.. beside.Where(b => IsNear(b, content)), .. content]),
            Around(content),
            [.. speakers.Select(registry.ByKey).OfType<Speaker>()]);

    // The words between a list's items and who says all of them belong to the other items.
    private static bool IsNear(TextSpan beside, IReadOnlyList<TextSpan> content) =>
        content.Any(c => c.Start - beside.End <= Farthest && beside.Start - c.End <= Farthest);

    private static TextSpan Around(IReadOnlyList<TextSpan> spans) => new(spans.Min(s => s.Start), spans.Max(s => s.End));
}
