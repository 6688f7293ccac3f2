using NewsBot.Commands.Lines;

namespace NewsBot.Commands.Times;

/// <summary>What is said when a window was not understood. Pure.</summary>
internal static class UnknownWindow
{
    public static Misunderstood Answer(string typed) => new(
        $"I do not know the time in “{typed}”. These work: today, yesterday, since mon, 24h, 7d, 2026-11-01, 2026-11-01..2026-11-07.",
        ["since yesterday", "since 24h", "since 7d"]);
}
