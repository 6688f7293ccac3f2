using NewsBot.Feeds.Documents;

namespace NewsBot.Feeds.Listings;

/// <summary>Dates as listing pages write them: as feeds do, often with words around them.</summary>
internal static class ListingDates
{
    /// <summary>Words that may stand before and after a date.</summary>
    private const int MostAround = 4;

    /// <summary>"1 May 26"; a year alone dates nothing.</summary>
    private const int Shortest = 8;

    private static readonly char[] Around = [' ', ',', ';', ':', '|', '(', ')', '[', ']', '-', '–', '—', '•', '·', '/'];

    /// <summary>The instant; null when the text holds no date.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        if (FeedDates.Parse(text) is { } whole)
            return whole;
        var words = text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        // The fewest words left out, those before it first: "Posted on 4 January 2021", "4 January 2021 | Islamabad".
        for (var left = 1; left <= 2 * MostAround && left < words.Length; left++)
        {
            for (var before = Math.Min(left, MostAround); before >= Math.Max(0, left - MostAround); before--)
            {
                var part = string.Join(' ', words[before..^(left - before)]).Trim(Around);
                if (part.Length >= Shortest && FeedDates.Parse(part) is { } found)
                    return found;
            }
        }

        return null;
    }
}
