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
    public static Told Of(ReadReport read, SpeakerIndex registry)
    {
        var report = read.Report;
        var speakers = read.Speaker?.Keys.Select(registry.ByKey).Where(s => s is not null).Select(s => s!) ?? [];
        return new Told(Around([.. report.Source, report.Cue, .. report.Content]), Around(report.Content), [.. speakers]);
    }

    private static TextSpan Around(IReadOnlyList<TextSpan> spans) => new(spans.Min(s => s.Start), spans.Max(s => s.End));
}
