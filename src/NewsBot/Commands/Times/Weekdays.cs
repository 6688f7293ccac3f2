namespace NewsBot.Commands.Times;

/// <summary>Days of the week as people type them: mon-fri, weekdays, daily, mon,wed. A set is a mask: bit 0 is Monday. Pure.</summary>
internal static class Weekdays
{
    public const int All = 127;
    private const int WorkingDays = 31;
    private const int Weekend = 96;

    private static readonly string[] Short = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    private static readonly string[] Long = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>Reads a set of days; false when any part of it is no day.</summary>
    public static bool TryParse(string text, out int days)
    {
        days = 0;
        var typed = text.Trim().ToLowerInvariant().Replace('–', '-').Replace('—', '-').Replace('‑', '-');
        foreach (var part in typed.Split(
            [',', '&', '+', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!TryPart(part, out var mask))
                return false;
            days |= mask;
        }

        return days != 0;
    }

    /// <summary>The set as it is typed: <c>daily</c>, <c>mon-fri</c>, <c>mon,wed</c>.</summary>
    public static string Write(int days)
    {
        if ((days & All) == All)
            return "daily";
        var parts = new List<string>();
        for (var day = 0; day < 7; day++)
        {
            if (!Has(days, day))
                continue;
            var last = day;
            while (last < 6 && Has(days, last + 1))
                last++;
            parts.Add(last - day >= 2 ? $"{Short[day]}-{Short[last]}" : Short[day]);
            day = last - day >= 2 ? last : day;
        }

        return string.Join(',', parts);
    }

    /// <summary>The number of a day, Monday being 0; null when the word is none.</summary>
    public static int? Of(string word)
    {
        var typed = word.ToLowerInvariant();
        for (var day = 0; day < 7; day++)
        {
            if (typed == Short[day] || typed == Long[day] || typed == Long[day] + "s")
                return day;
        }

        return typed switch
        {
            "tues" => 1,
            "weds" => 2,
            "thur" or "thurs" => 3,
            _ => null,
        };
    }

    public static string Name(int day) => Short[day];

    private static bool Has(int days, int day) => (days & (1 << day)) != 0;

    private static bool TryPart(string part, out int mask)
    {
        mask = part switch
        {
            "daily" or "everyday" or "all" or "day" or "days" => All,
            "weekdays" or "weekday" or "workdays" or "workday" or "workingdays" => WorkingDays,
            "weekend" or "weekends" => Weekend,
            _ => 0,
        };
        if (mask != 0)
            return true;
        var dash = part.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
        {
            mask = Of(part) is { } one ? 1 << one : 0;
            return mask != 0;
        }

        if (Of(part[..dash].TrimEnd()) is not { } first || Of(part[(dash + 1)..].TrimStart()) is not { } last)
            return false;
        for (var day = first; ; day = (day + 1) % 7)
        {
            mask |= 1 << day;
            if (day == last)
                return true;
        }
    }
}
