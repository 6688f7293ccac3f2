using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsBot.Feeds.Documents;

/// <summary>Reads dates as feeds write them: RFC 822 with its many accidents, ISO 8601 and W3C-DTF, asctime, and local
/// habits.</summary>
public static partial class FeedDates
{
    // Zone letters of RFC 822 and those seen in feeds, in minutes east of Greenwich. AT to PT without S or D mean
    // standard time.
    private static readonly Dictionary<string, int> Zones = Table(
        "Z 0 UT 0 GMT 0 UTC 0 WET 0 WEST 60 BST 60 CET 60 MET 60 MEZ 60 WAT 60 CEST 120 MEST 120 MESZ 120 EET 120 SAST 120 CAT 120 EEST 180 MSK 180 "
        + "TRT 180 EAT 180 IRST 210 IRDT 270 GST 240 AFT 270 PKT 300 UZT 300 TJT 300 TMT 300 IST 330 NPT 345 BDT 360 KGT 360 WIB 420 ICT 420 HKT 480 "
        + "SGT 480 PHT 480 AWST 480 JST 540 KST 540 ACST 570 ACDT 630 AEST 600 AEDT 660 NZST 720 NZDT 780 AT -240 AST -240 ADT -180 NST -210 NDT -150 "
        + "BRT -180 ART -180 ET -300 EST -300 EDT -240 CT -360 CST -360 CDT -300 MT -420 MST -420 MDT -360 PT -480 PST -480 PDT -420 AKST -540 "
        + "AKDT -480 HST -600");

    private static Dictionary<string, int> Table(string pairs) => pairs.Split(' ').Chunk(2)
        .ToDictionary(pair => pair[0], pair => int.Parse(pair[1], CultureInfo.InvariantCulture), StringComparer.OrdinalIgnoreCase);

    // RFC 822, 5.1: A to M without J lie west of Greenwich, N to Y east, an hour each.
    private const string Military = " ABCDEFGHIKLMNOPQRSTUVWXY";

    // Words between the parts of a date that mean nothing.
    private static readonly string[] Fillers = ["at", "on", "of", "the", "de", "del", "um", "à", "г."];

    private static readonly string[] English = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    // Months in Greek, Hungarian, French, Spanish, German, Portuguese, Italian, Urdu, Russian and Turkish, by how they begin; English is tried first.
    private static readonly (string Prefix, int Month)[] Foreign =
    [
        ("ιαν", 1), ("φεβ", 2), ("μαρ", 3), ("μάρ", 3), ("μαώ", 3), ("μάώ", 5), ("απρ", 4), ("μαι", 5), ("μάι", 5), ("μαϊ", 5), ("μαΐ", 5), ("ιουν", 6), ("ιούν", 6),
        ("ιον", 6), ("ιουλ", 7), ("ιούλ", 7), ("ιολ", 7), ("αυγ", 8), ("αύγ", 8), ("σεπ", 9), ("οκτ", 10), ("νοε", 11), ("νοέ", 11), ("δεκ", 12),
        ("január", 1), ("február", 2), ("március", 3), ("április", 4), ("máj", 5), ("június", 6), ("július", 7), ("augusztus", 8), ("szept", 9), ("okt", 10), ("dec", 12),
        ("janv", 1), ("févr", 2), ("fevr", 2), ("mars", 3), ("avr", 4), ("mai", 5), ("juin", 6), ("juil", 7), ("août", 8), ("aout", 8), ("déc", 12),
        ("جنور", 1), ("فرور", 2), ("مارچ", 3), ("اپریل", 4), ("مئ", 5), ("جون", 6),
        ("جولائ", 7), ("اگست", 8), ("ستمبر", 9), ("اکتوبر", 10), ("نومبر", 11), ("دسمبر", 12),
        ("ene", 1), ("abr", 4), ("ago", 8), ("dic", 12), ("mär", 3), ("dez", 12), ("fev", 2), ("març", 3), ("out", 10), ("gen", 1), ("mag", 5), ("giu", 6), ("lug", 7), ("set", 9), ("ott", 10),
        ("янв", 1), ("фев", 2), ("мар", 3), ("апр", 4), ("мая", 5), ("май", 5), ("июн", 6), ("июл", 7), ("авг", 8), ("сен", 9), ("окт", 10), ("ноя", 11), ("дек", 12),
        ("oca", 1), ("şub", 2), ("nis", 4), ("haz", 6), ("tem", 7), ("ağu", 8), ("eyl", 9), ("eki", 10), ("kas", 11), ("ara", 12),
    ];

    /// <summary>The instant; null when the text is none. A date without a time is midnight, a time without a zone is
    /// UTC.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 100)
            return null;
        text = Remark().Replace(Ascii(text.Trim()), "");
        return Iso(text) ?? Korean(text) ?? Hungarian(text) ?? Words(FirstDay().Replace(text, "")) ?? Words(text);
    }

    // The digits of other scripts, and the comma and the second form of two letters of the Arabic one.
    private static string Ascii(string text) => text.All(char.IsAscii) ? text : string.Concat(text.Select(c => c switch
    {
        '\u060C' => ',',
        '\u064A' => '\u06CC',
        '\u0643' => '\u06A9',
        _ when char.IsDigit(c) => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)),
        _ => c,
    }));

    private static DateTimeOffset? Iso(string text)
    {
        var match = IsoPattern().Match(text);
        if (match.Success)
        {
            var year = Number(match, "y");
            var day = match.Groups["doy"].Success
                ? DayOfYear(year, Number(match, "doy"), Number(match, "d", 1))
                : (year, Number(match, "m", 1), Number(match, "d", 1));
            return Time(match, day);
        }

        match = ShortPattern().Match(text);
        if (!match.Success)
            return null;
        var century = match.Groups["yy"].Success ? 2000 + Number(match, "yy") : 0;
        return match.Groups["doy"].Success
            ? Time(match, DayOfYear(century, Number(match, "doy"), 1))
            : Time(match, (century, Number(match, "m", 1), Number(match, "d", 1)));
    }

    // An ordinal date (year and day of the year). "2003-012-31" is one with a day of the month in tow, which then wins
    // over the month of the ordinal.
    private static (int, int, int) DayOfYear(int year, int ordinal, int dayOfMonth)
    {
        if (year is < 1 or > 9999 || ordinal is < 1 or > 366)
            return (0, 0, 0);
        return ordinal <= 12 ? (year, ordinal, dayOfMonth) : (year, new DateTime(year, 1, 1).AddDays(ordinal - 1).Month, dayOfMonth);
    }

    private static DateTimeOffset? Korean(string text)
    {
        var match = KoreanPattern().Match(text);
        if (!match.Success)
            return null;
        var half = match.Groups["half"];
        var hour = Hour(Number(match, "h"), half.Success ? half.Value == "오후" : null);
        return Instant((Number(match, "y"), Number(match, "m"), Number(match, "d")), hour, Number(match, "min"), Number(match, "s"), 540);
    }

    private static DateTimeOffset? Hungarian(string text)
    {
        var match = HungarianPattern().Match(text);
        return match.Success && Month(match.Groups["mon"].Value) is { } month
            ? Time(match, (Number(match, "y"), month, Number(match, "d")))
            : null;
    }

    private static DateTimeOffset? Time(Match match, (int, int, int) date)
    {
        var zone = match.Groups["z"].Value;
        var afternoon = Afternoon(zone);
        return (afternoon is null ? Offset(zone) ?? Unknown(zone) : 0) is { } offset
            ? Instant(date, Hour(Number(match, "h"), afternoon), Number(match, "min"), Number(match, "s"), offset)
            : null;
    }

    /// <summary>Dates in words: the tokens in any order that feeds have been seen to use.</summary>
    private static DateTimeOffset? Words(string text)
    {
        int? day = null, month = null, year = null, offset = null;
        (int H, int M, int S)? time = null;
        bool? afternoon = null;
        foreach (var token in text.Split([' ', ',', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (ClockPattern().Match(token) is { Success: true } clock && time is null)
                (time, afternoon) = ((Number(clock, "h"), Number(clock, "min"), Number(clock, "s")), Afternoon(clock.Groups["half"].Value));
            else if (time is not null && Afternoon(token) is { } half)
                afternoon = half;
            else if (SlashPattern().Match(token) is { Success: true } slash && year is null)
                (year, month, day) = (Number(slash, "y"), Number(slash, "m"), Number(slash, "d"));
            else if (DashPattern().Match(token) is { Success: true } dash && Month(dash.Groups["mon"].Value) is { } dashed)
                (day, month, year) = (Number(dash, "d"), dashed, Year(dash.Groups["y"].Value));
            else if (NumericPattern().Match(token) is { Success: true } numeric && year is null)
                (day, month, year) = (Number(numeric, "d"), Number(numeric, "m"), Number(numeric, "y"));
            else if (AmericanPattern().Match(token) is { Success: true } american && year is null)
                (month, day, year) = American(american, text);
            else if (DottedClock().Match(token) is { Success: true } dotted && month is not null && time is null)
                time = (Number(dotted, "h"), Number(dotted, "min"), Number(dotted, "s"));
            else if (NumberPattern().Match(token) is { Success: true } number)
                SetDayOrYear(number.Groups["n"].Value);
            else if (month is null && Month(token) is { } named)
                month = named;
            else if (time is null && Fillers.Contains(token.ToLowerInvariant()))
                continue;
            else if (Offset(token) is { } zone)
                offset = zone;
            else if (time is not null && Unknown(token) is { } unknown)
                offset ??= unknown;
            else if (!IsWeekday(token, first: day is null && month is null && year is null))
                return null;
        }

        void SetDayOrYear(string digits)
        {
            if (day is null && digits.Length <= 2)
                day = int.Parse(digits, CultureInfo.InvariantCulture);
            else
                year ??= Year(digits);
        }

        return day is not null && month is not null && year is not null
            ? Instant((year.Value, month.Value, day.Value), Hour(time?.H ?? 0, afternoon), time?.M ?? 0, time?.S ?? 0, offset ?? 0)
            : null;
    }

    // Month first, unless that is none; where both could be, only a clock of twelve hours says that an American wrote it.
    private static (int Month, int Day, int Year) American(Match match, string text)
    {
        var (first, second, year) = (Number(match, "m"), Number(match, "d"), Number(match, "y"));
        return first > 12 ? (second, first, year) : second > 12 || TwelveHours().IsMatch(text) ? (first, second, year) : (0, 0, year);
    }

    private static bool? Afternoon(string token) => token.Replace(".", "", StringComparison.Ordinal).ToUpperInvariant() switch
    {
        "AM" => false,
        "PM" => true,
        _ => null,
    };

    private static int Hour(int hour, bool? afternoon) => afternoon is null || hour > 12 ? hour : (hour % 12) + (afternoon.Value ? 12 : 0);

    // A zone of which nothing is known but that it is one: better UTC than no date.
    private static int? Unknown(string zone) => zone.Length is >= 2 and <= 5 && zone.All(char.IsAsciiLetterUpper) ? 0 : null;

    private static bool IsWeekday(string token, bool first) => first && token.Trim('.').All(char.IsLetter);

    private static int? Month(string token)
    {
        if (token.Length < 3 || char.IsAsciiDigit(token[0]))
            return null;
        var lower = token.TrimEnd('.').ToLowerInvariant();
        var english = Array.FindIndex(English, m => lower.StartsWith(m, StringComparison.Ordinal));
        if (english >= 0 && lower.All(char.IsAsciiLetter))
            return english + 1;
        foreach (var (prefix, month) in Foreign)
        {
            if (lower.StartsWith(prefix, StringComparison.Ordinal))
                return month;
        }

        return null;
    }

    private static int Year(string digits)
    {
        var year = int.Parse(digits, CultureInfo.InvariantCulture);
        return digits.Length > 2 ? year : year < 90 ? 2000 + year : 1900 + year;
    }

    /// <summary>Minutes east of Greenwich; 0 for no zone at all, null when the text is no zone.</summary>
    private static int? Offset(string zone)
    {
        if (zone.Length == 0)
            return 0;
        var isEtc = zone.StartsWith("Etc/", StringComparison.OrdinalIgnoreCase);
        zone = isEtc ? zone[4..] : zone;
        if (zone.Length == 1 && Military.IndexOf(zone[0]) is > 0 and var hour)
            return hour > 12 ? (hour - 12) * 60 : hour * -60;
        if (Zones.TryGetValue(zone.Trim('(', ')'), out var named))
            return named;
        var match = OffsetPattern().Match(zone);
        if (!match.Success)
            return null;
        var (hours, minutes) = (Number(match, "h"), Number(match, "min"));
        if (hours > 24 || minutes > 59)
            return null;

        // The zones named Etc count hours to the west.
        return (hours * 60 + minutes) * ((match.Groups["sign"].Value == "-") != isEtc ? -1 : 1);
    }

    private static DateTimeOffset? Instant((int Year, int Month, int Day) date, int hour, int minute, int second, int offset)
    {
        // A leap second is the last second before it here.
        second = second == 60 ? 59 : second;
        if (date.Year is < 1 or > 9999 || date.Month is < 1 or > 12 || date.Day < 1 || date.Day > DateTime.DaysInMonth(date.Year, date.Month)
            || hour > 24 || (hour == 24 && minute + second > 0) || minute > 59 || second > 59)
            return null;
        var local = new DateTime(date.Year, date.Month, date.Day, 0, 0, 0, DateTimeKind.Utc);
        var seconds = ((hour * 60L) + minute - offset) * 60 + second;
        var ticks = local.Ticks + (seconds * TimeSpan.TicksPerSecond);
        return ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    private static int Number(Match match, string group, int orElse = 0) =>
        match.Groups[group] is { Success: true, Length: > 0 } found ? int.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : orElse;

    private const string TimePart = @"(?:(?:[Tt ]\s*(?<h>\d{1,2}):(?<min>\d{2})(?::(?<s>\d{2})(?:[.,]\d+)?)?|[Tt](?<h>\d{2})(?:(?<min>\d{2})(?<s>\d{2})?)?)\s*(?<z>Z|z|[+\-]\d{2}:?\d{2}|[+\-]\d{2}|[A-Z]{2,5})?)?$";

    [GeneratedRegex(@"^(?<y>\d{4})(?:-(?:(?<doy>\d{3})|(?<m>\d{1,2}))(?:-(?<d>\d{1,2}))?|(?<m>\d{2})(?<d>\d{2})|(?<doy>\d{3}))?" + TimePart, RegexOptions.CultureInvariant)]
    private static partial Regex IsoPattern();

    // Years of two digits, as ISO 8601:2000 allowed: YYMMDD, YY-MM-DD, -YYMM, -YY-MM, and YYDDD.
    [GeneratedRegex(@"^(?:(?<yy>\d{2})-?(?<m>\d{2})-?(?<d>\d{2})|-(?<yy>\d{2})-?(?<m>\d{2})|(?<yy>\d{2})-?(?<doy>\d{3}))" + TimePart, RegexOptions.CultureInvariant)]
    private static partial Regex ShortPattern();

    [GeneratedRegex(@"^(?<y>\d{4})(?:-|년\s*)(?<m>\d{1,2})(?:-|월\s*)(?<d>\d{1,2})(?:일)?\s+(?<half>오후|오전)?\s*(?<h>\d{1,2}):(?<min>\d{2}):(?<s>\d{2})$")]
    private static partial Regex KoreanPattern();

    [GeneratedRegex(@"^(?<y>\d{4})-(?<mon>[^-\d]+)-(?<d>\d{1,2})" + TimePart, RegexOptions.CultureInvariant)]
    private static partial Regex HungarianPattern();

    // "(Pakistan Standard Time)" after an offset, and any remark before one.
    [GeneratedRegex(@"\s*\([^()]*\s[^()]*\)$|\([^()]*\)\s*(?=\S)")]
    private static partial Regex Remark();

    [GeneratedRegex(@"^(?<d>\d{1,2})(?<dash>[-.])(?<m>\d{1,2})\k<dash>(?<y>\d{4})$")]
    private static partial Regex NumericPattern();

    [GeneratedRegex(@"^(?<m>\d{1,2})/(?<d>\d{1,2})/(?<y>\d{4})$")]
    private static partial Regex AmericanPattern();

    [GeneratedRegex(@"^(?<h>\d{1,2})\.(?<min>\d{2})\.(?<s>\d{2})$")]
    private static partial Regex DottedClock();

    [GeneratedRegex(@"\d\s*[ap]\.?m\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TwelveHours();

    // A day of the week, which may read like a month: "mar, 13 juil 2004".
    [GeneratedRegex(@"^[\p{L}.]+,\s*")]
    private static partial Regex FirstDay();

    [GeneratedRegex(@"^(?:(?<n>\d{1,4})\.?|(?<n>\d{1,2})(?:st|nd|rd|th))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"^(?<h>\d{1,2}):(?<min>\d{1,2})(?::(?<s>\d{1,2})(?:\.\d+)?)?(?<half>[AaPp]\.?[Mm]\.?)?$")]
    private static partial Regex ClockPattern();

    [GeneratedRegex(@"^(?<y>\d{4})/(?<m>\d{1,2})/(?<d>\d{1,2})$")]
    private static partial Regex SlashPattern();

    [GeneratedRegex(@"^(?<d>\d{1,2})-(?<mon>\w{3,9})-(?<y>\d{2}|\d{4})$")]
    private static partial Regex DashPattern();

    [GeneratedRegex(@"^(?:GMT|UTC|UT)?(?<sign>[+\-])(?<h>\d{1,2}):?(?<min>\d{2})?$", RegexOptions.IgnoreCase)]
    private static partial Regex OffsetPattern();
}
