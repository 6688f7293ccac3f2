using System.Collections.Frozen;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace NewsBot.Feeds.Documents.Markup;

/// <summary>Keeps of an element's <c>style</c> what only changes how its text looks, as it is written: names of a list, and values of
/// keywords, colours, lengths and names of fonts. Nothing in it can load or run.</summary>
internal static partial class FeedStyle
{
    /// <summary>Longer styles than this go whole.</summary>
    private const int MaxLength = 4096;

    private static readonly FrozenSet<string> Names = Words(
        "azimuth background-color border-bottom-color border-collapse border-color border-left-color border-right-color border-top-color clear "
        + "color cursor direction display elevation float font font-family font-size font-style font-variant font-weight height letter-spacing "
        + "line-height overflow text-align text-decoration text-indent unicode-bidi vertical-align white-space width");

    // The rest of these families takes plain values only.
    private static readonly FrozenSet<string> Families = Words("background border margin padding");

    private static readonly FrozenSet<string> Keywords = Words(
        "aqua black blue brown fuchsia gray green lime maroon navy olive orange purple red silver teal white yellow transparent "
        + "auto none normal collapse thin medium thick solid dashed dotted double top bottom left right center !important");

    /// <summary>Takes the styles off the elements, so that a cleaner of HTML does not rewrite them.</summary>
    /// <returns>Of each element that has one that can be kept, the element and its style.</returns>
    public static List<(IElement Element, string Style)> Take(IElement root)
    {
        var kept = new List<(IElement, string)>();
        foreach (var element in root.QuerySelectorAll("[style]").ToList())
        {
            if (Clean(element.GetAttribute("style")!) is { Length: > 0 } style)
                kept.Add((element, style));
            element.RemoveAttribute("style");
        }

        return kept;
    }

    /// <summary>Puts the styles back.</summary>
    public static void Put(List<(IElement Element, string Style)> styles) => styles.ForEach(s => s.Element.SetAttribute("style", s.Style));

    private static string Clean(string style)
    {
        if (style.Length > MaxLength || style.Contains('\\'))
            return "";
        var kept = new List<string>();
        foreach (var declaration in Address().Replace(style, " ").Split(';'))
        {
            var parts = declaration.Split(':', 2, StringSplitOptions.TrimEntries);
            if (parts.Length == 2 && parts[1].Length > 0 && IsKept(parts[0].ToLowerInvariant(), parts[1]))
                kept.Add($"{parts[0]}: {parts[1]};");
        }

        return string.Join(' ', kept);
    }

    private static bool IsKept(string name, string value)
    {
        var tokens = new List<Match>();
        for (var at = 0; at < value.Length; at += tokens[^1].Length)
        {
            if (Token().Match(value, at) is not { Success: true } token)
                return false;
            tokens.Add(token);
        }

        return Names.Contains(name)
            || (Families.Contains(name.Split('-')[0]) && tokens.TrueForAll(t => t.Groups["measure"].Success || Keywords.Contains(t.Groups["word"].Value.ToLowerInvariant())));
    }

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(@"url\s*\([^)]*\)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    // No other function than a colour's, no escape, no comment.
    [GeneratedRegex(
        @"\G(?:(?<word>!?[-a-z]+)|(?<measure>\#[0-9a-f]{3,8}|rgb\([\d\s.,%]{1,40}\)|[-+]?(?:\d{1,5}(?:\.\d{1,5})?|\.\d{1,5})(?:cm|em|ex|in|mm|pc|pt|px|%)?)|'[-\w ]{1,60}'|""[-\w ]{1,60}"")(?:[\s,]+|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
