using System.Globalization;
using NewsBot.Stories.Readings;

namespace NewsBot.Stories.Trials;

/// <summary>Writes for people what a topic would have matched.</summary>
internal sealed class TrialListing(TextWriter output, DateTimeOffset now)
{
    private const int LongestWords = 240;

    public async Task WriteAsync(TrialResult result, int days)
    {
        var (articles, statements) = (result.Articles, result.Statements);
        await output.WriteLineAsync(Plain($"{result.Topic.Key} · {ReadListing.OneLine(result.Topic.Name)}"));
        var last = days == 1 ? "day" : Plain($"{days} days");
        await output.WriteLineAsync(Plain(
            $"  tried on {result.ArticlesSeen:N0} articles and {result.StatementsSeen:N0} statements of the last {last}"));
        await output.WriteLineAsync(Plain(
            $"  alerts a day: about {result.AlertsADay(now):0.#} ({statements.Count:N0} in {Duration(result.Days(now))})"));
        await ListAsync(Plain($"Articles ({articles.Count:N0})"), articles);
        await ListAsync(Plain($"Statements ({statements.Count:N0})"), statements);
        await ListAsync("Near misses", result.NearMisses);
    }

    private async Task ListAsync(string head, IReadOnlyList<Trying> found)
    {
        await output.WriteLineAsync("\n  " + head);
        foreach (var one in found)
        {
            var where = Plain($"{one.Article.At:yyyy-MM-dd} · {ReadListing.OneLine(string.Join(", ", one.Outlets))}");
            await output.WriteLineAsync($"    {where} · {What(one)}");
            await output.WriteLineAsync($"       {ReadListing.OneLine(Why(one))}");
        }

        if (found.Count == 0)
            await output.WriteLineAsync("    none");
    }

    private static string What(Trying one)
    {
        if (one.Report is not { } report)
            return ReadListing.OneLine(one.Article.Title);
        var words = ReadListing.OneLine(one.Words!);
        var who = report.Office is { } office ? $"{report.SpeakerName}, {office}" : report.SpeakerName;
        return $"{ReadListing.OneLine(who)}: {(words.Length <= LongestWords ? words : words[..LongestWords] + " …")}";
    }

    private static string Why(Trying one) => one.Lacking is { } lacking
        ? Plain($"{-one.Above:0.00} below the threshold. {one.Reason}. {lacking}.")
        : one.Reason + ".";

    private static string Duration(double days) => days == 1 ? "a day" : Plain($"{days:0.#} days");

    private static string Plain(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
