using System.Globalization;
using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Guides;

/// <summary><c>status</c>: how the sources are, and what was posted here.</summary>
public sealed record StatusCommand : Command
{
    internal static Reading Read(Arguments arguments)
    {
        arguments.TakeLeading("of", "the", "bot", "newsbot", "report", "check");
        return Verb.Alone(arguments, new StatusCommand());
    }

    public override string Write() => "status";
}

/// <summary>Answers <see cref="StatusCommand"/>.</summary>
public sealed class StatusHandler(HealthTable health, NewsOutlook outlook, CardDeck cards, TimeProvider clock) : Handler<StatusCommand>
{
    public override async Task<Answer> AnswerAsync(StatusCommand command, Request request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (sources, day, here) = await health.ReadAsync(request.Conversation.Id, now.AddDays(-1), cancellationToken);
        var time = new LocalTime(request.Conversation.Zone);
        var stages = new List<(string Stage, string Sentence)>
        {
            (
                "Sources",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{sources.Count(s => s.Failures == 0)} of {sources.Count} feeds answered when they were last read.")),
        };
        stages.AddRange(sources.Where(s => s.Failures > 0).Take(8).Select(s => (s.Name, Trouble(s, time))));
        var statements = CardText.Count(day.Statements, "new statement");
        var articles = CardText.Count(day.Found, "article");
        stages.Add(("Last 24 hours", $"{articles} found, {day.Unreadable} of them unreadable, {statements}."));
        stages.Add(("Posts here", string.Create(
            CultureInfo.InvariantCulture,
            $"{here.Sent} made in the last 24 hours, {here.Waiting} waiting, {here.GivenUp} given up{(here.Reason is null ? "" : ": " + here.Reason)}.")));
        if (outlook.Warning is { } warning)
            stages.Add(("News", warning));
        return new Answer(cards.Why($"Status at {time.WithWeekday(now)}", stages, Buttons.Of(["list", "latest"])));
    }

    private static string Trouble(FeedHealth feed, LocalTime time)
    {
        var times = feed.Failures == 1 ? "once" : $"{CardText.Count(feed.Failures, "time")} in a row";
        var problem = feed.ProblemText is null ? "" : $": {feed.ProblemText.TrimEnd('.')}";
        return $"failed {times}{problem}; last read {(feed.LastSuccess is { } last ? time.WithWeekday(last) : "never")}.";
    }
}
