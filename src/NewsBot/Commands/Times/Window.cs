using System.Globalization;

namespace NewsBot.Commands.Times;

/// <summary>A window of time as somebody typed it: <c>since yesterday</c>, <c>24h</c>, <c>2026-11-01..2026-11-07</c>. Pure.</summary>
/// <param name="From">Where it starts; null when it has no start.</param>
/// <param name="To">Where it ends, that day included; null is now.</param>
public sealed record Window(Point? From, Point? To)
{
    private static readonly string[] LeadIns = ["since", "from", "after", "starting"];
    private static readonly string[] Within = [
        "in the", "over the", "during the", "within the", "for the", "within", "during", "in", "for", "over", "on", "of", "the"
    ];

    /// <summary>Reads a window: a point alone is its day, or the time since it when it is a length.</summary>
    public static bool TryParse(string text, out Window window)
    {
        var typed = text.Trim();
        window = new Window(null, null);
        if (typed.Length is 0 or > 60)
            return false;
        foreach (var leadIn in LeadIns)
        {
            if (Starts(typed, leadIn))
                return TrySince(typed[(leadIn.Length + 1)..], out window);
        }

        if (TryRange(typed, "..", out window) || (Starts(typed, "until") && TryUntil(typed["until ".Length..], out window)))
            return true;
        foreach (var word in Within)
        {
            if (Starts(typed, word))
            {
                typed = typed[(word.Length + 1)..];
                break;
            }
        }

        // "this week" runs to now; a bare hour is no window.
        if (!Point.TryParse(typed, out var point) || point.Kind is PointKind.Hour)
            return false;
        var length = point.Kind is PointKind.Minutes or PointKind.Hours or PointKind.Days || Starts(typed, "this");
        window = new Window(point, length ? null : point);
        return true;
    }

    /// <summary>The window as it is typed; <see cref="TryParse"/> reads it back.</summary>
    public string Write()
    {
        if (From is null)
            return To is null ? string.Empty : $"until {To.Write()}";
        if (To is null)
            return $"since {From.Write()}";
        return From == To ? $"on {From.Write()}" : $"since {From.Write()} until {To.Write()}";
    }

    /// <summary>The instants that the window covers when it is read now in a zone; it never ends after now.</summary>
    public (DateTimeOffset? From, DateTimeOffset To) In(DateTimeOffset now, TimeZoneInfo zone)
    {
        var to = To?.End(now, zone) ?? now;
        return (From?.Start(now, zone), to < now ? to : now);
    }

    private static bool Starts(string text, string word) =>
        text.Length > word.Length + 1 && text[word.Length] == ' ' && text.StartsWith(word, true, CultureInfo.InvariantCulture);

    private static bool TrySince(string text, out Window window)
    {
        foreach (var separator in new[] { "..", " until ", " till ", " to " })
        {
            if (TryRange(text, separator, out window))
                return true;
        }

        window = new Window(null, null);
        if (!Point.TryParse(text.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? text[4..] : text, out var from))
            return false;
        window = new Window(from, null);
        return true;
    }

    private static bool TryUntil(string text, out Window window)
    {
        var known = Point.TryParse(text, out var to);
        window = new Window(null, known ? to : null);
        return known;
    }

    private static bool TryRange(string text, string separator, out Window window)
    {
        window = new Window(null, null);
        var at = text.IndexOf(separator, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return false;
        var (left, right) = (text[..at].Trim(), text[(at + separator.Length)..].Trim());
        Point? from = null;
        Point? to = null;
        if (left.Length > 0 && !Point.TryParse(left, out from) || (right.Length > 0 && !Point.TryParse(right, out to)))
            return false;
        if ((left.Length == 0 && right.Length == 0) || (from is not null && from == to && !from.IsDay))
            return false;
        window = new Window(left.Length == 0 ? null : from, right.Length == 0 ? null : to);
        return true;
    }
}
