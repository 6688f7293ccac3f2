using NewsBot.Commands.Lines;

namespace NewsBot.Commands.Changes;

/// <summary><c>timezone Asia/Karachi</c>.</summary>
/// <param name="Zone">As typed; null asks which one holds.</param>
public sealed record TimezoneCommand(string? Zone) : Command
{
    internal static Reading Read(Arguments arguments)
    {
        arguments.TakeLeading("to", "is", "in", "=");
        var qualified = string.Join(' ', arguments.TakeValues("zone"));
        var zone = $"{qualified} {arguments.TakeText(phrases: false)}".Trim();
        return new Understood(new TimezoneCommand(zone.Length == 0 ? null : zone));
    }

    public override string Write() => Zone is null ? "timezone" : $"timezone {QuoteMarks.Write(Zone)}";
}
