using NewsBot.Commands.Lines;

namespace NewsBot.Commands.Changes;

/// <summary>What is asked of a conversation's digest.</summary>
public enum DigestWish
{
    /// <summary>When is it?</summary>
    Show,

    At,
    Now,
    Off,
}

/// <summary><c>digest at 07:30 mon-fri in Asia/Karachi</c>, <c>digest now</c>, <c>digest off</c>.</summary>
/// <param name="Wish">What is asked.</param>
/// <param name="At">The hour; only with <see cref="DigestWish.At"/>.</param>
/// <param name="Days">Bit 0 is Monday.</param>
/// <param name="Zone">As typed; null leaves the conversation's.</param>
public sealed record DigestCommand(DigestWish Wish, TimeOnly? At = null, int Days = Weekdays.All, string? Zone = null) : Command
{
    private static readonly string[] OfferedHours = ["07:30", "09:00", "18:00"];

    internal static Reading Read(Arguments arguments)
    {
        if (arguments.Empty)
            return new Understood(new DigestCommand(DigestWish.Show));
        if (arguments.Left is [{ Kind: TokenKind.Word } only] && OfWord(only.Text) is { } wish)
            return new Understood(new DigestCommand(wish));
        var zones = arguments.TakeValues("zone").Concat(arguments.TakeValues("in")).ToList();
        var schedule = Timetable.Read(arguments, out var trouble);
        if (trouble is null)
            schedule = Timetable.InWords(arguments, schedule.At, schedule.Days, ref trouble);
        arguments.TakeLeading("in");
        arguments.TakeWord("time");
        var zone = string.Join(' ', zones.Append(arguments.TakeText(phrases: false)).Where(z => z.Length > 0));
        if (trouble is not null)
            return trouble;
        if (!arguments.Empty)
        {
            return Verb.Unclear(
                $"“{LineParser.Echo(arguments.Rest())}” does not belong to the digest of this conversation, which lists everything that is followed here. A digest of less is a subscription.",
                "digest at 07:30 mon-fri",
                "subscribe pak-us as:digest at:08:00");
        }

        if (schedule.At is not null)
            return new Understood(new DigestCommand(DigestWish.At, schedule.At, schedule.Days, zone.Length == 0 ? null : zone));
        return zone.Length > 0
            ? Verb.Unclear($"I do not know what “digest {LineParser.Echo(zone)}” means.", "digest at 07:30 mon-fri", "digest now", "digest off")
            : new Undecided("At what hour?", [.. OfferedHours.Select(h => $"digest at {h} {Weekdays.Write(schedule.Days)}")]);
    }

    public override string Write() => Wish switch
    {
        DigestWish.Show => "digest",
        DigestWish.Now => "digest now",
        DigestWish.Off => "digest off",
        _ => $"digest at {Hours.Write(At ?? default)} {Weekdays.Write(Days)}" + (Zone is null ? "" : $" in {QuoteMarks.Write(Zone)}"),
    };

    private static DigestWish? OfWord(string word) => word.ToLowerInvariant() switch
    {
        "now" or "please" or "go" => DigestWish.Now,
        "off" or "stop" or "none" or "never" or "cancel" or "remove" => DigestWish.Off,
        "show" or "when" or "list" => DigestWish.Show,
        _ => null,
    };
}
