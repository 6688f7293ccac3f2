using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsBot.Commands.Times;

/// <summary>A window of time as somebody typed it: <c>since yesterday</c>, <c>24h</c>, <c>2026-11-01..2026-11-07</c>. Pure.</summary>
/// <param name="From">Where it starts; null when it has no start.</param>
/// <param name="To">Where it ends, that day included; null is now.</param>
/// <param name="Before">It ends before that day.</param>
public sealed partial record Window(Point? From, Point? To, bool Before = false)
{
    private const string BeforeWord = "before";

    private static readonly string[] LeadIns = ["since", "from", "after", "starting"];
    private static readonly string[] Ends = ["until", "till", BeforeWord];
    private static readonly string[] Separators = ["..", " until ", " till ", " to ", $" {BeforeWord} "];
    private static readonly string[] Within = [
        "in the", "over the", "during the", "within the", "for the", "within", "during", "in", "for", "over", "on", "of", "the"
    ];

    /// <summary>In days; a window of two days without a year that is longer has its days the wrong way round.</summary>
    private const int HalfYear = 183;

    private static readonly Point ThisMorning = new(PointKind.DayBack, 0, At: new TimeOnly(6, 0));

    /// <summary>
    /// Reads a window: a point alone is its day, the time since it when it is a length, six hours when it is an hour of a day.
    /// </summary>
    public static bool TryParse(string text, out Window window)
    {
        var typed = text.Trim();
        window = new Window(null, null);
        if (typed.Length is 0 or > 60)
            return false;
        typed = Dashed().Replace(typed, "${first} to ${last}");
        if (Starts(typed, "between"))
            return TryRange(typed["between ".Length..], " and ", out window);
        foreach (var leadIn in LeadIns)
        {
            if (Starts(typed, leadIn))
                return TrySince(typed[(leadIn.Length + 1)..], out window);
        }

        // "26 to 28 November"; "Kabul to Islamabad" is none.
        if (TryRange(typed, "..", out window) || (typed.Any(char.IsAsciiDigit) && TryRange(typed, " to ", out window) && window is { From.IsDate: true, To.IsDate: true }))
            return true;
        foreach (var end in Ends)
        {
            if (Starts(typed, end) && Point.TryParse(typed[(end.Length + 1)..], out var to))
            {
                window = Of(null, to, end == BeforeWord);
                return true;
            }
        }

        foreach (var word in Within)
        {
            if (Starts(typed, word))
            {
                typed = typed[(word.Length + 1)..];
                break;
            }
        }

        if (!Point.TryParse(typed, out var point) || point.Kind is PointKind.Hour)
            return false;
        window = new Window(point, EndOf(typed, point));
        return true;
    }

    /// <summary>The window as it is typed; <see cref="TryParse"/> reads it back.</summary>
    public string Write()
    {
        var end = To is null ? string.Empty : $"{(Before ? BeforeWord : "until")} {To.Write()}";
        if (From is null)
            return end;
        if (To is null)
            return $"since {From.Write()}";
        if (From != To || Before)
            return $"since {From.Write()} {end}";
        return From.Kind switch
        {
            PointKind.DayBack when From is { Value: < 2, At: null } => From.Write(),
            PointKind.Month => $"in {From.Write()}",
            _ => $"on {From.Write()}",
        };
    }

    /// <summary>The instants that the window covers when it is read now in a zone; it never ends after now.</summary>
    public (DateTimeOffset? From, DateTimeOffset To) In(DateTimeOffset now, TimeZoneInfo zone)
    {
        var from = From?.Start(now, zone);
        var end = Before ? To?.Start(now, zone) : To?.End(now, zone);
        if (from >= end)
            (from, end) = InTurn(from.Value, end.Value, now, zone);
        return (from, end < now ? end.Value : now);
    }

    /// <summary>The same points the other way round, when that is the order in which they come; null when they come in this one.</summary>
    public Window? Turned(DateTimeOffset now, TimeZoneInfo zone)
    {
        if (From is null || To is null)
            return null;
        var (from, to) = In(now, zone);
        var turned = new Window(To, From);
        return from >= to && turned.In(now, zone) is var (start, end) && start < end ? turned : null;
    }

    // The latest Monday may be later than the latest Friday: the one before it is meant. "20 Nov to 3 Dec", said in November, ends with a
    // day to come.
    private (DateTimeOffset From, DateTimeOffset End) InTurn(DateTimeOffset from, DateTimeOffset end, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (From is { Kind: PointKind.Weekday or PointKind.Hour } or { IsMonthOfAnyYear: true })
            return (From.Start(end.AddTicks(-1), zone), end);
        if (From is not { Kind: PointKind.Yearless or PointKind.Date } || To is not { Kind: PointKind.Yearless })
            return (from, end);
        var year = from.AddDays(HalfYear);
        var next = Before ? To.Start(year, zone) : To.End(year, zone);
        return (from, next > from && (next - from).TotalDays <= HalfYear ? next : end);
    }

    private static bool Starts(string text, string word) =>
        text.Length > word.Length + 1 && text[word.Length] == ' ' && text.StartsWith(word, true, CultureInfo.InvariantCulture);

    // Before an hour is until that hour.
    private static Window Of(Point? from, Point? to, bool before) => new(from, to, before && to is { IsPeriod: true });

    private static Point? EndOf(string typed, Point start)
    {
        // "this week", "this morning" and "tonight" run to now.
        var open = Starts(typed, "this") || typed.Equals("tonight", StringComparison.OrdinalIgnoreCase);
        if (open || start.Kind is PointKind.Minutes or PointKind.Hours or PointKind.Days)
            return null;
        if (start.At is not { } at)
            return start;
        if (typed.Equals("last night", StringComparison.OrdinalIgnoreCase))
            return ThisMorning;
        return at.Hour < 18 ? start with { At = at.AddHours(6) } : start with { At = null };
    }

    private static bool TrySince(string text, out Window window)
    {
        foreach (var separator in Separators)
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

    private static bool TryRange(string text, string separator, out Window window)
    {
        window = new Window(null, null);
        var at = text.IndexOf(separator, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return false;
        var (left, right) = (text[..at].Trim(), text[(at + separator.Length)..].Trim());
        Point? from = null;
        Point? to = null;
        (left, right) = (WithMonth(left, right), WithMonth(right, left));
        if (left.Length > 0 && !Point.TryParse(left, out from) || (right.Length > 0 && !Point.TryParse(right, out to)))
            return false;
        if ((left.Length == 0 && right.Length == 0) || (from is not null && from == to && !from.IsPeriod))
            return false;
        window = Of(left.Length == 0 ? null : from, right.Length == 0 ? null : to, separator.Trim() == BeforeWord);
        return true;
    }

    // "26 to 28 November": the month is said once.
    private static string WithMonth(string day, string beside) =>
        DayAlone().IsMatch(day) && Point.TryParse(beside, out var other) && other.IsDate ? other.WriteWith(string.Concat(day.TakeWhile(char.IsAsciiDigit))) : day;

    [GeneratedRegex("^[0-9]{1,2}(?:st|nd|rd|th)?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex DayAlone();

    [GeneratedRegex(
        "(?<first>(?<= |^)[0-9]{1,2}(?:st|nd|rd|th)?) ?[-–—] ?(?<last>[0-9]{1,2}(?:st|nd|rd|th)?(?= |$))",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Dashed();
}
