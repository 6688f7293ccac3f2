using System.Globalization;
using System.Text.Json.Nodes;
using NewsBot.Desk;
using NewsBot.Statements;
using NewsBot.Statements.Speakers;
using NewsBot.Text;
using NewsBot.Topics;

namespace NewsBot.Stories.Readings;

/// <summary>What is understood of an article as JSON. Offsets count Unicode code points of the article's text.</summary>
internal static class ReadJson
{
    /// <summary>The object for one file or address.</summary>
    public static JsonObject OfFile(ReadInput input, DateOnly? day, Understanding understood)
    {
        var points = new CodePoints(input.Text);
        return new JsonObject
        {
            ["file"] = input.Name,
            ["title"] = input.Title.Length > 0 ? input.Title : null,
            ["date"] = Day(day),
            ["topics"] = Array(understood.Topics.Select(t => Topic(t))),
            ["people"] = Array(understood.People.Select(p => Person(input.Text, p, points))),
            ["met"] = Array(understood.Met.Select(p => Person(input.Text, p, points))),
            ["statements"] = Array(Indexed(understood).Where(r => r.Read.LeftOut is null).Select(r => Statement(r.Read, r.Topics, points))),
            ["leftOut"] = Array(Indexed(understood).Where(r => r.Read.LeftOut is not null).Select(r => Statement(r.Read, r.Topics, points))),
        };
    }

    /// <summary>The object for one line of a .jsonl file, in the shape that scorers read: reports by the newsroom's guide, attributions of every
    /// kind by PolNeAR's.</summary>
    public static JsonObject OfLine(ReadInput input, Understanding understood, IReadOnlyList<AttributionSpans> attributions)
    {
        var points = new CodePoints(input.Text);
        return new JsonObject
        {
            ["id"] = input.Id,
            ["topics"] = Array(understood.Topics.Select(t => (JsonNode)t.Topic)),
            ["attributions"] = Array(attributions.Select(a => Spans(a.Source is { } source ? [source] : [], a.Cue, a.Content, points))),
            ["reports"] = Array(Indexed(understood).Select(r =>
            {
                var report = SpansOf(r.Read.Report, points);
                report["type"] = Lower(r.Read.Report.Type);
                report["speaker"] = Names(r.Read.Speaker);
                report["role"] = r.Read.Speaker?.Office;
                report["anonymous"] = r.Read.Report.Speakers.Count == 0;
                report["via"] = r.Read.ViaName;
                report["topics"] = Array(r.Topics.Select(t => (JsonNode)t.Topic));
                report["statement"] = r.Read.Report.Force == ReportForce.Statement;
                report["background"] = r.Read.Report.Background;
                return report;
            })),
        };
    }

    public static JsonObject OfProblem(ReadInput input)
    {
        var problem = new JsonObject { ["file"] = input.Name, ["error"] = input.Problem };
        if (input.Id is not null)
            problem["id"] = input.Id;
        return problem;
    }

    private static IEnumerable<(ReadReport Read, IReadOnlyList<TopicMatch> Topics)> Indexed(Understanding understood) =>
        understood.Reports.Select((r, i) => (r, understood.ReportTopics[i]));

    private static JsonObject Statement(ReadReport read, IReadOnlyList<TopicMatch> topics, CodePoints points)
    {
        var json = SpansOf(read.Report, points);
        json["words"] = read.Words;
        json["type"] = Lower(read.Report.Type);
        json["act"] = read.Report.Act == SpeechAct.Other ? null : Lower(read.Report.Act);
        json["speaker"] = Names(read.Speaker);
        json["speakerKey"] = read.Speaker?.Key;
        json["office"] = read.Speaker?.Office;
        json["attribution"] = Lower(read.Report.Attribution);
        json["onRecord"] = read.Report.Speakers.Count > 0;
        json["saidOn"] = Day(read.SaidOn);
        json["issuer"] = read.IssuerName;
        json["via"] = read.ViaName;
        json["background"] = read.Report.Background;
        json["topics"] = Array(topics.Select(t => Topic(t)));
        if (read.LeftOut is { } reason)
        {
            json["reason"] = Lower(reason);
            json["why"] = reason.Sentence();
        }

        return json;
    }

    // Joint speakers are joined by "; ", as the scorers expect.
    private static string? Names(NamedSpeaker? speaker) =>
        speaker is null || speaker.Key == NamedSpeaker.NobodyKey ? null : string.Join("; ", speaker.Names);

    private static JsonObject Person(string text, Recognition person, CodePoints points) => new()
    {
        ["name"] = person.Speaker.Name,
        ["key"] = person.Speaker.Key,
        ["written"] = text[person.Start..person.End],
        ["office"] = person.Office?.Title,
        ["side"] = person.Speaker.Side,
        ["at"] = new JsonArray(points.At(person.Start), points.At(person.End)),
    };

    private static JsonObject SpansOf(Report report, CodePoints points) => Spans(report.Source, report.Cue, report.Content, points);

    private static JsonObject Spans(IReadOnlyList<TextSpan> source, TextSpan cue, IReadOnlyList<TextSpan> content, CodePoints points) => new()
    {
        ["source"] = Array(source.Select(s => Pair(s, points))),
        ["cue"] = Array([Pair(cue, points)]),
        ["content"] = Array(content.Select(s => Pair(s, points))),
    };

    private static JsonArray Pair(TextSpan span, CodePoints points) => new(points.At(span.Start), points.At(span.End));

    private static JsonObject Topic(TopicMatch topic) => new() { ["topic"] = topic.Topic, ["reason"] = topic.Reason };

    private static JsonArray Array(IEnumerable<JsonNode> nodes) => new([.. nodes]);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Lower<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
