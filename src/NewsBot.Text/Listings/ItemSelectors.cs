using System.Globalization;
using AngleSharp.Dom;

namespace NewsBot.Text.Listings;

/// <summary>CSS selectors by which an element can be found again.</summary>
internal static class ItemSelectors
{
    private const int MostClasses = 6;
    private const int MostOuter = 4;
    private const int LongestName = 40;
    private const int HighestClimb = 3;

    // Elements that tell something by their name alone.
    private static readonly HashSet<string> Telling = new(StringComparer.Ordinal) { "main", "article", "section", "ul", "ol", "dl", "table", "time" };

    /// <summary>Those of an item in the page: by a class of its own, and by what it stands in.</summary>
    public static IEnumerable<string> InPage(IElement element)
    {
        var own = Classes(element).Select(c => $"{element.LocalName}.{c}").ToList();
        foreach (var selector in own)
            yield return selector;
        if (element.LocalName == "article")
            yield return element.LocalName;
        if (element.ParentElement is not { } parent)
            yield break;
        foreach (var outer in Outer(parent, HighestClimb).Take(MostOuter))
        {
            yield return $"{outer} > {element.LocalName}";
            foreach (var selector in own)
                yield return $"{outer} > {selector}";
        }
    }

    /// <summary>Those of a part within its item, the plainest first.</summary>
    public static IEnumerable<string> InItem(IElement part, IElement item)
    {
        if (Telling.Contains(part.LocalName) || part.LocalName is ['h', >= '1' and <= '6'])
            yield return part.LocalName;
        foreach (var name in Classes(part))
            yield return $"{part.LocalName}.{name}";
        if (part.ParentElement is { } parent && parent != item)
        {
            if (parent.LocalName is ['h', >= '1' and <= '6'])
                yield return $"{parent.LocalName} > {part.LocalName}";
            foreach (var name in Classes(parent))
                yield return $"{parent.LocalName}.{name} > {part.LocalName}";
            if (Place(parent) is { } cell)
                yield return $"{cell} > {part.LocalName}";
        }

        if (Place(part) is { } place)
            yield return place;
        yield return part.LocalName;
    }

    // The cell of a table by its place in the row.
    private static string? Place(IElement element) => element.LocalName is "td" or "th" or "dd" && element.ParentElement is { } row
        ? string.Create(CultureInfo.InvariantCulture, $"{element.LocalName}:nth-child({row.Children.TakeWhile(c => c != element).Count() + 1})")
        : null;

    private static IEnumerable<string> Outer(IElement element, int climb)
    {
        if (element.LocalName is "body" or "html")
            yield break;
        var named = false;
        if (element.Id is { } id && IsName(id) && !id.Any(char.IsAsciiDigit))
        {
            named = true;
            yield return $"{element.LocalName}#{id}";
        }

        foreach (var name in Classes(element))
        {
            named = true;
            yield return $"{element.LocalName}.{name}";
        }

        if (named)
            yield break;
        if (element.ParentElement is not { } parent)
            yield break;
        if (parent.LocalName == "body")
            yield return $"body > {element.LocalName}";
        foreach (var outer in climb == 0 ? [] : Outer(parent, climb - 1).Take(MostOuter))
            yield return $"{outer} > {element.LocalName}";
        if (Telling.Contains(element.LocalName))
            yield return element.LocalName;
    }

    // Names that need no escape, without those that are made anew for each element.
    private static IEnumerable<string> Classes(IElement element) => element.ClassList.Where(IsName).Distinct().Take(MostClasses);

    private static bool IsName(string name) => name.Length is > 1 and < LongestName && (char.IsAsciiLetter(name[0]) || name[0] == '_')
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && name.Count(char.IsAsciiDigit) < 4;
}
