using System.Globalization;
using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Desk;
using NewsBot.Stories;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Guides;

/// <summary><c>topics</c>: what the desk follows.</summary>
public sealed record TopicsCommand : Command
{
    internal static Reading Read(Arguments arguments)
    {
        arguments.TakeLeading("all", "the", "list");
        return Verb.Alone(arguments, new TopicsCommand());
    }

    public override string Write() => "topics";
}

/// <summary>Answers <see cref="TopicsCommand"/>: each topic with its volume of a week.</summary>
public sealed class TopicsHandler(
    Newsdesk desk, StatementViews views, SubscriptionTable subscriptions, CardDeck cards, TimeProvider clock)
    : Handler<TopicsCommand>
{
    private const int Most = 1000;

    public override async Task<Answer> AnswerAsync(TopicsCommand command, Request request, CancellationToken cancellationToken)
    {
        var followed = (await subscriptions.ListAsync(request.Conversation.Id, cancellationToken)).Select(s => s.Topic).ToHashSet();
        var week = clock.GetUtcNow().AddDays(-7);
        var lines = new List<string>();
        foreach (var topic in desk.Topics)
        {
            var query = new StatementQuery { Topic = topic.Key, NewFrom = week };
            var count = (await views.FindAsync(query, Most, cancellationToken)).Count;
            var volume = string.Create(
                CultureInfo.InvariantCulture, $"{(count == Most ? "at least " : "")}{count} new in 7 days");
            lines.Add($"{topic.Name} ({topic.Key}): {topic.Description} {volume}{(followed.Contains(topic.Key) ? "; followed here" : "")}.");
        }

        return new Answer(cards.Notice(
            "Topics", string.Join('\n', lines), Buttons.Follow(desk.Topics.Where(t => !followed.Contains(t.Key)))));
    }
}
