using NewsBot.Commands.Lines;

namespace NewsBot.Commands.Times;

/// <summary>What is said when a window was not understood. Pure.</summary>
internal static class UnknownWindow
{
    private const int MostLines = 4;

    /// <param name="typed">The words that were not understood.</param>
    /// <param name="meant">Lines that may have been meant, before those that show how a time is typed.</param>
    public static Misunderstood Answer(string typed, params IEnumerable<string> meant) => new(
        $"I do not know the time in “{LineParser.Echo(typed)}”. "
            + "These work: today, yesterday evening, since mon, 24h, 7d, 1 Nov, before 1 Nov, 2026-11-01..2026-11-07.",
        [.. meant.Concat(["since yesterday", "since 24h", "since 7d"]).Take(MostLines)]);

    /// <summary>What is said when a window ends before it begins.</summary>
    /// <param name="meant">The line with the ends the other way round.</param>
    public static Misunderstood Turned(string meant) =>
        new($"That time ends before it begins. Did you mean: {LineParser.Echo(meant)}?", [meant]) { Heading = "Which time?" };
}
