using NewsBot.Cards;
using NewsBot.Commands.Changes;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Times;
using NewsBot.Conversations;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Copies;

/// <summary><c>export</c>: the lines that set another conversation up as this one is.</summary>
public sealed record ExportCommand : Command
{
    internal static Reading Read(Arguments arguments)
    {
        arguments.TakeLeading("all", "my", "our", "the", "these", "subscriptions", "subs", "settings", "setup", "list", "everything", "of", "this", "here");
        return Verb.Alone(arguments, new ExportCommand());
    }

    public override string Write() => "export";
}

/// <summary>Answers <see cref="ExportCommand"/>.</summary>
public sealed class ExportHandler(SubscriptionTable subscriptions, CardDeck cards) : Handler<ExportCommand>
{
    /// <summary>Characters of the lines on one card.</summary>
    private const int Most = 1500;

    public override async Task<Answer> AnswerAsync(ExportCommand command, Request request, CancellationToken cancellationToken)
    {
        var all = await subscriptions.ListAsync(request.Conversation.Id, cancellationToken);
        var kept = all.Where(s => s.Thread is null).ToList();
        var lines = Lines(request.Conversation, kept).Select(c => c.Write()).ToList();
        if (lines.Count == 0)
        {
            return new Answer(cards.Notice(
                "Nothing to export", "Nothing is followed here, and nothing was set.", Buttons.Of(["topics", "help import"])));
        }

        var left = string.Concat(all.Except(kept).Select(s => $"\n#{s.Number} posts into a thread of this conversation and is left out."));
        List<string> parts = [""];
        foreach (var line in lines)
        {
            if (parts[^1].Length + line.Length > Most)
                parts.Add("");
            parts[^1] += $";\n{line}";
        }

        IReadOnlyList<CardMessage> exported =
        [
            .. parts.Select((part, i) => cards.Notice(
                parts.Count == 1 ? "Copy this into another conversation" : $"Copy this into another conversation, {i + 1} of {parts.Count}",
                Import.Word + part)),
        ];
        return new Answer(left.Length == 0 ? exported : [.. exported, cards.Notice("Not exported", left)]);
    }

    // The zone comes first: the hours after it are read in it. Who may change things comes last, so that the lines before it may.
    private static IEnumerable<Command> Lines(Conversation conversation, List<Subscription> all)
    {
        if (conversation.ZoneSource == ZoneSource.Set)
            yield return new TimezoneCommand(conversation.Zone);
        foreach (var subscription in all)
            yield return Line(subscription);
        if (QuietHours.Of(conversation.QuietFrom, conversation.QuietTo) is { } quiet)
            yield return new QuietCommand(quiet.From, quiet.To);
        if (conversation.Layout != CardLayout.Full)
            yield return new LayoutCommand(conversation.Layout);
        if (conversation.Changes != ChangePolicy.Anyone)
            yield return new SettingsCommand(conversation.Changes);
    }

    private static Command Line(Subscription subscription)
    {
        var at = Hours.Of(subscription.At);
        return subscription switch
        {
            { Topic: "", Filter: "" } => new DigestCommand(DigestWish.At, at, subscription.Days),
            { Mode: SubscriptionMode.Digest } => new SubscribeCommand(
                subscription.Topic, subscription.Filter, SubscriptionMode.Digest, at, subscription.Days),
            _ => new SubscribeCommand(subscription.Topic, subscription.Filter),
        };
    }
}
