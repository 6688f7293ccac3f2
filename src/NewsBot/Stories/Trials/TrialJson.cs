using System.Globalization;
using System.Text.Json.Nodes;

namespace NewsBot.Stories.Trials;

/// <summary>What a topic would have matched, as JSON.</summary>
internal static class TrialJson
{
    public static JsonObject Of(TrialResult result, int days, DateTimeOffset now) => new()
    {
        ["topic"] = result.Topic.Key,
        ["name"] = result.Topic.Name,
        ["days"] = days,
        ["articlesSeen"] = result.ArticlesSeen,
        ["statementsSeen"] = result.StatementsSeen,
        ["alertsADay"] = Math.Round(result.AlertsADay(now), 2),
        ["articles"] = Array(result.Articles),
        ["statements"] = Array(result.Statements),
        ["nearMisses"] = Array(result.NearMisses),
    };

    private static JsonArray Array(IEnumerable<Trying> found) => new([.. found.Select(One)]);

    private static JsonObject One(Trying one)
    {
        var json = new JsonObject
        {
            ["kind"] = one.Report is null ? "article" : "statement",
            ["date"] = one.Article.At.ToString("O", CultureInfo.InvariantCulture),
            ["outlets"] = new JsonArray([.. one.Outlets.Select(o => (JsonNode)o)]),
            ["url"] = one.Article.Url,
            ["title"] = one.Article.Title,
        };
        if (one.Report is { } report)
        {
            json["statement"] = report.StatementId;
            json["speaker"] = report.SpeakerName;
            json["speakerKey"] = report.SpeakerKey;
            json["office"] = report.Office;
            json["type"] = report.Type.ToString().ToLowerInvariant();
            json["words"] = one.Words;
        }

        // Log-odds above the threshold.
        json["above"] = Math.Round(one.Above, 3);
        json["reason"] = one.Reason;
        if (one.Lacking is not null)
            json["lacking"] = one.Lacking;
        return json;
    }
}
