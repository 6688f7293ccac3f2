using System.Globalization;
using NewsBot.Cards;
using NewsBot.Commands.Lists;
using NewsBot.Stories;

namespace NewsBot.Commands.Questions;

/// <summary>A statement as it is cited. Pure: the words come from the checked quotation, never from anywhere else.</summary>
internal static class Citation
{
    private const int Words = 1200;

    /// <summary>Where the newsrooms sit that read each other's times.</summary>
    private static readonly string[] Desks = ["Asia/Karachi", "Asia/Kabul", "America/New_York"];

    /// <summary>Quote, speaker, source and proof, a line each.</summary>
    public static IReadOnlyList<string> Full(StatementView view, string zone, IReadOnlyList<StoredText> texts)
    {
        var lines = new List<string> { Quotation.Of(view, Words), $"— {Speaker(view)}, {Said(view)}" };
        if (view.Carriers is [var first, ..])
        {
            lines.Add($"Reported by {CardText.Line(first.Outlet, 60)}, {Times(first.Published, zone)}: {CardText.Url(first.Url)}");
            var others = view.Carriers.Skip(1).Select(c => CardText.Line(c.Outlet, 60)).Distinct(StringComparer.Ordinal).ToList();
            if (others.Count > 0)
                lines.Add($"Also: {string.Join(", ", others.Take(8))}");
        }

        if (!view.Verbatim)
            lines.Add("The stored text no longer holds these words: do not put them between quotation marks.");
        else if (texts is [var stored, ..])
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"Checked against the stored text of {stored.Outlet}, revision {stored.Revision}, SHA-256 {stored.Hash}"));
        return lines;
    }

    /// <summary>One sentence: who, when, where, the words as they stand, and after whom.</summary>
    public static string Ap(StatementView view)
    {
        var day = view.Statement.SaidOn.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);
        var place = CardText.Line(view.Statement.Place, 60);
        var outlet = view.Carriers is [var first, ..] ? $" ({CardText.Line(first.Outlet, 60)})" : "";
        var speaker = Speaker(view) + (string.IsNullOrWhiteSpace(view.Statement.Office) ? "" : ",");
        var words = Quotation.Of(view, Words);
        // Words of saying that lead the words make a sentence of their own with the speaker.
        return Quotation.IsLed(view) && !CardText.IsRightToLeft(words)
            ? $"On {day},{(place.Length == 0 ? "" : $" in {place},")} {speaker} {words}{outlet}"
            : $"{speaker} said on {day}{(place.Length == 0 ? "" : $" in {place}")}: {words}{outlet}";
    }

    private static string Speaker(StatementView view)
    {
        var office = CardText.Line(view.Statement.Office, 140);
        return StatementFields.Speaker(view.Statement) + (office.Length == 0 ? "" : ", " + office);
    }

    private static string Said(StatementView view)
    {
        var place = CardText.Line(view.Statement.Place, 60);
        return (place.Length == 0 ? "" : place + ", ") + LocalTime.Day(view.Statement.SaidOn);
    }

    // The conversation's own clock first, then those of the other desks.
    private static string Times(DateTimeOffset at, string zone)
    {
        var own = new LocalTime(zone);
        return string.Join(
            " · ", Desks.Where(d => d != zone).Select(d => new LocalTime(d).Time(at, new LocalTime(d).DayOf(at))).Prepend(own.Time(at)));
    }
}
