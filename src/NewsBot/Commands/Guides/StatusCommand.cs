using System.Globalization;
using NewsBot.Cards;
using NewsBot.Commands.Lines;

namespace NewsBot.Commands.Guides;

/// <summary><c>status</c>: how the sources are, and what was posted here.</summary>
public sealed record StatusCommand : Command
{
    internal static Reading Read(Arguments arguments) => new Understood(new StatusCommand());

    public override string Write() => "status";
}

/// <summary>Answers <see cref="StatusCommand"/>.</summary>
public sealed class StatusHandler(HealthTable health, CardDeck cards, TimeProvider clock) : Handler<StatusCommand>
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
        stages.AddRange(sources.Where(s => s.Failures > 0).Take(8).Select(s => (
            s.Name,
            $"failed {s.Failures} times in a row{(s.ProblemText is null ? "" : ": " + s.ProblemText.TrimEnd('.'))}; last read {(s.LastSuccess is { } last ? time.WithWeekday(last) : "never")}.")));
        stages.Add(("Last 24 hours", string.Create(
            CultureInfo.InvariantCulture,
            $"{day.Found} articles found, {day.Unreadable} of them unreadable, {day.Statements} new statements.")));
        stages.Add(("Posts here", string.Create(
            CultureInfo.InvariantCulture,
            $"{here.Sent} made in the last 24 hours, {here.Waiting} waiting, {here.GivenUp} given up{(here.Reason is null ? "" : ": " + here.Reason)}.")));
        return new Answer(cards.Why($"Status at {time.WithWeekday(now)}", stages, Buttons.Of(["list", "latest"])));
    }
}
