using System.Globalization;
using System.Reflection;

namespace NewsBot.Sample;

/// <summary>An article as we wrote it, before it has a date: one file of <c>Sample/Articles/OUTLET/SLUG.md</c>.</summary>
/// <remarks>
/// A file has a head of <c>name: value</c> lines (title, byline, and hours or step), a line <c>---</c>, and paragraphs.
/// A file <c>SLUG.revised.md</c> takes the place of the article of that slug when its step comes.
/// </remarks>
internal sealed record DraftArticle
{
    private const string Prefix = "Sample/";
    private const string RevisedEnding = ".revised";

    public required Outlet Outlet { get; init; }

    public required string Slug { get; init; }

    public required string Title { get; init; }

    public required string Byline { get; init; }

    /// <summary>Hours from the start of the newsroom to publication (negative: before); only where <see cref="Step"/> is 0.</summary>
    public required double Hours { get; init; }

    /// <summary>The step of the schedule that publishes it; 0 for what is there at the start.</summary>
    public required int Step { get; init; }

    /// <summary>A later text of the article with the same outlet and slug.</summary>
    public required bool Revises { get; init; }

    public required IReadOnlyList<string> Paragraphs { get; init; }

    /// <summary>Every article that the program carries, by outlet and slug.</summary>
    public static IReadOnlyList<DraftArticle> All { get; } = [.. ReadAll().OrderBy(d => d.Outlet.Key).ThenBy(d => d.Slug)];

    /// <exception cref="FormatException">The file lacks a part or names no outlet.</exception>
    public static DraftArticle Parse(string path, string text)
    {
        var parts = path.Split('/', '\\');
        var name = Path.GetFileNameWithoutExtension(parts[^1]);
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var rule = Array.IndexOf(lines, "---");
        if (parts.Length < 2 || rule < 0)
            throw new FormatException($"{path}: wants a folder and a line '---' below the head.");

        var head = lines[..rule].Select(l => l.Split(':', 2)).ToDictionary(l => l[0].Trim(), l => l[^1].Trim());
        var revises = name.EndsWith(RevisedEnding, StringComparison.Ordinal);
        return new DraftArticle
        {
            Outlet = Outlet.All.FirstOrDefault(o => o.Key == parts[^2]) ?? throw new FormatException($"{path}: no such outlet."),
            Slug = revises ? name[..^RevisedEnding.Length] : name,
            Title = head.GetValueOrDefault("title") ?? throw new FormatException($"{path}: no title."),
            Byline = head.GetValueOrDefault("byline") ?? throw new FormatException($"{path}: no byline."),
            Hours = double.Parse(head.GetValueOrDefault("hours", "0"), CultureInfo.InvariantCulture),
            Step = int.Parse(head.GetValueOrDefault("step", "0"), CultureInfo.InvariantCulture),
            Revises = revises,
            Paragraphs = [.. lines[(rule + 1)..].Select(l => l.Trim()).Where(l => l.Length > 0)],
        };
    }

    private static IEnumerable<DraftArticle> ReadAll()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return Parse(name, reader.ReadToEnd());
        }
    }
}
