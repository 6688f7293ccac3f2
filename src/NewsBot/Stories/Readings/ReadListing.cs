using System.Globalization;
using NewsBot.Desk;
using NewsBot.Statements;
using NewsBot.Text;
using NewsBot.Topics;

namespace NewsBot.Stories.Readings;

/// <summary>Writes for people what is understood of an article.</summary>
internal sealed class ReadListing(TextWriter output, bool explain)
{
    public async Task WriteAsync(ReadInput input, DateOnly? day, Understanding understood)
    {
        await output.WriteLineAsync(input.Name);
        if (input.Title.Length > 0)
            await output.WriteLineAsync($"  {OneLine(input.Title)}");
        var date = day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "no date; give --date, so that offices of the day are known";
        await output.WriteLineAsync($"  {date}, {input.Text.Length.ToString("N0", CultureInfo.InvariantCulture)} characters{Cut(input.Text, understood)}");
        await TopicsAsync(understood);
        await PeopleAsync(input.Text, understood);
        var points = new CodePoints(input.Text);
        var explanation = new ReadExplanation(input.Text, points);
        await StatementsAsync(explanation, understood, points);
        await LeftOutAsync(explanation, understood, points);
        await DroppedAsync(explanation, understood);
    }

    /// <summary>How much of a text that is too long was read; empty when all of it was.</summary>
    internal static string Cut(string text, Understanding understood) => understood.ReadTo == text.Length
        ? "" : $", of which the first {understood.ReadTo.ToString("N0", CultureInfo.InvariantCulture)} are read";

    /// <summary>The name as the text has it, with the office on the day.</summary>
    internal static string Titled(string text, Recognition person)
    {
        var written = text[person.Start..person.End];
        return person.Office is { } office ? $"{written}, {office.Title}" : written;
    }

    private async Task TopicsAsync(Understanding understood)
    {
        await output.WriteLineAsync("\n  Topics");
        foreach (var topic in understood.Topics)
            await output.WriteLineAsync($"    {topic.Topic,-14}{topic.Reason}.");
        if (understood.Topics.Count == 0)
            await output.WriteLineAsync("    none");
    }

    private async Task PeopleAsync(string text, Understanding understood)
    {
        if (understood.People.Count == 0)
            return;
        await output.WriteLineAsync("\n  People");
        foreach (var person in understood.People)
        {
            var full = text[person.Start..person.End].EndsWith(person.Speaker.Name, StringComparison.Ordinal) ? "" : $" ({person.Speaker.Name})";
            await output.WriteLineAsync($"    {Titled(text, person)}{full}");
        }

        if (understood.Met.Count > 0)
            await output.WriteLineAsync($"    Who met: {string.Join(" and ", understood.Met.Select(p => Titled(text, p)))}");
    }

    private async Task StatementsAsync(ReadExplanation explanation, Understanding understood, CodePoints points)
    {
        await output.WriteLineAsync("\n  Statements");
        var number = 0;
        for (var i = 0; i < understood.Reports.Count; i++)
        {
            if (understood.Reports[i] is not { LeftOut: null } read)
                continue;
            var topics = understood.ReportTopics[i].Count == 0 ? "" : " · " + string.Join(", ", understood.ReportTopics[i].Select(t => t.Topic));
            await output.WriteLineAsync($"    {++number}. {Who(read)} · {Facts(read)}{topics}");
            await output.WriteLineAsync($"       {Isolates.Around(OneLine(read.Words))}  {Places(read, points)}");
            await ExplainAsync(explanation, read, understood.ReportTopics[i]);
        }

        if (number == 0)
            await output.WriteLineAsync("    none");
    }

    private async Task LeftOutAsync(ReadExplanation explanation, Understanding understood, CodePoints points)
    {
        if (understood.Reports.All(r => r.LeftOut is null))
            return;
        await output.WriteLineAsync("\n  Left out");
        for (var i = 0; i < understood.Reports.Count; i++)
        {
            var read = understood.Reports[i];
            if (read.LeftOut is null)
                continue;
            await output.WriteLineAsync($"    {Who(read)} · {Facts(read)} · {read.LeftOut!.Value.Sentence()}");
            await output.WriteLineAsync($"       {Isolates.Around(OneLine(read.Words))}  {Places(read, points)}");
            await ExplainAsync(explanation, read, understood.ReportTopics[i]);
        }
    }

    private async Task DroppedAsync(ReadExplanation explanation, Understanding understood)
    {
        if (!explain || understood.Dropped.Count == 0)
            return;
        await output.WriteLineAsync("\n  Considered and dropped");
        foreach (var dropped in understood.Dropped)
            await output.WriteLineAsync("    " + OneLine(explanation.Line(dropped)));
    }

    private async Task ExplainAsync(ReadExplanation explanation, ReadReport read, IReadOnlyList<TopicMatch> topics)
    {
        if (!explain)
            return;
        foreach (var line in explanation.Lines(read, topics))
            await output.WriteLineAsync("         " + OneLine(line));
    }

    private static string Who(ReadReport read) => read.Speaker switch
    {
        null => "nobody named",
        { Office: { } office } speaker => $"{speaker.Name}, {office}",
        var speaker => Isolates.Around(speaker.Name),
    };

    /// <summary>Direct or not, on record or not, through whom, on which day.</summary>
    internal static string Facts(ReadReport read)
    {
        var facts = new List<string> { read.Report.Type.ToString().ToLowerInvariant(), Record(read.Report) };
        if (read.IssuerName is { } issuer)
            facts.Add($"in a statement of {Isolates.Around(issuer)}");
        if (read.ViaName is { } via)
            facts.Add($"via {Isolates.Around(via)}");
        if (read.SaidOn is { } day)
            facts.Add("said " + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return string.Join(", ", facts);
    }

    private static string Record(Report report) => report.Attribution switch
    {
        Attribution.Spokesperson => "through a spokesperson",
        Attribution.Likely => "likely, not certain",
        Attribution.NameWithheld => "not named at their own wish",
        Attribution.Anonymous => "not on record",
        _ => "on record",
    };

    private static string Places(ReadReport read, CodePoints points) =>
        "[" + string.Join(", ", read.Report.Content.Select(c => $"{points.At(c.Start)}–{points.At(c.End)}")) + "]";

    // Text of strangers may hold control characters that a terminal would obey.
    internal static string OneLine(string text) => string.Join(' ', new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
