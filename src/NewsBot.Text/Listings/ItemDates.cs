using AngleSharp.Dom;

namespace NewsBot.Text.Listings;

/// <summary>Finds the dates of items.</summary>
internal sealed class ItemDates(Predicate<string> isDate)
{
    private const int Shortest = 6, Longest = 60;
    private const int MostParts = 60;

    private readonly Dictionary<IElement, IElement?> found = [];

    /// <summary>The element in an item that holds its date; null where none does.</summary>
    public IElement? In(IElement item)
    {
        if (!found.TryGetValue(item, out var date))
            found[item] = date = item.QuerySelectorAll("time, [datetime]").FirstOrDefault(Is) ?? item.QuerySelectorAll("*").Take(MostParts).FirstOrDefault(IsPlain);
        return date;
    }

    /// <summary>Whether an element reads as a date, as <see cref="ListingReader"/> reads it.</summary>
    public bool Is(IElement element) => IsWritten(element.GetAttribute("datetime")?.Trim()) || IsWritten(TitleLinks.LineOf(element));

    // A link is a title, or leads to a day's archive: neither is what an item's own date stands in.
    private bool IsPlain(IElement element) => element.ChildElementCount <= 1 && element.LocalName != "a" && Is(element);

    private bool IsWritten(string? text) => text is { Length: >= Shortest and <= Longest } && text.Any(char.IsDigit) && isDate(text);
}
