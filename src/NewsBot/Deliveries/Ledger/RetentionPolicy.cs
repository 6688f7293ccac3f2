using System.Globalization;

namespace NewsBot.Deliveries.Ledger;

/// <summary>How long what is no longer needed is kept: the section <c>Retention</c> of the configuration, in days.</summary>
/// <param name="Texts">Texts of articles that carry no statement, and what feeds said of them. What is quoted is kept.</param>
/// <param name="Ledger">Verdicts, digests and deliveries.</param>
/// <param name="Activities">What was said in chats of our own page.</param>
internal sealed record RetentionPolicy(TimeSpan? Texts, TimeSpan? Ledger, TimeSpan? Activities)
{
    /// <summary>Days when nothing is set.</summary>
    public const int Default = 90;

    // A younger ledger would take away what editions and "why" still refer to.
    private const int Least = 7;

    /// <summary>The policy as it is set; <c>off</c> keeps for ever.</summary>
    /// <exception cref="FormatException">A value is neither a number of days nor <c>off</c>.</exception>
    public static RetentionPolicy Of(IConfiguration settings) => new(
        Days(settings, nameof(Texts)), Days(settings, nameof(Ledger)), Days(settings, nameof(Activities)));

    private static TimeSpan? Days(IConfiguration settings, string name)
    {
        var typed = settings[$"Retention:{name}"];
        if (string.IsNullOrWhiteSpace(typed))
            return TimeSpan.FromDays(Default);
        if (typed.Equals("off", StringComparison.OrdinalIgnoreCase))
            return null;
        return int.TryParse(typed, CultureInfo.InvariantCulture, out var days) && days >= Least
            ? TimeSpan.FromDays(days)
            : throw new FormatException($"The setting Retention:{name} is '{typed}'; it is a number of days, {Least} or more, or off.");
    }
}
