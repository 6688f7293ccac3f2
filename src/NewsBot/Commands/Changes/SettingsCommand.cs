using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Times;
using NewsBot.Conversations;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Changes;

/// <summary><c>settings</c>, <c>settings changes:owners</c>.</summary>
/// <param name="Policy">Null asks which ones hold.</param>
public sealed record SettingsCommand(ChangePolicy? Policy) : Command
{
    private static readonly string[] Examples = ["settings changes:owners", "settings changes:anyone"];

    public override bool Changes => Policy is not null;

    internal static Reading Read(Arguments arguments)
    {
        var qualified = arguments.TakeValues("changes");
        arguments.TakeLeading("changes", "by", "to", "for");
        var said = string.Join(' ', qualified.Append(arguments.TakeText(phrases: false)).Where(t => t.Length > 0));
        if (said.Length == 0 && arguments.Empty)
            return new Understood(new SettingsCommand((ChangePolicy?)null));
        ChangePolicy? policy = said.ToLowerInvariant() switch
        {
            "owners" or "owner" or "admins" or "admin" => ChangePolicy.Owners,
            "anyone" or "anybody" or "everyone" or "everybody" or "all" => ChangePolicy.Anyone,
            _ => null,
        };
        return policy is not null && arguments.Empty
            ? new Understood(new SettingsCommand(policy))
            : Verb.Unclear("Who may change what is followed here: owners, or anyone?", Examples);
    }

    public override string Write() => Policy switch
    {
        null => "settings",
        ChangePolicy.Owners => Examples[0],
        _ => Examples[1],
    };
}

/// <summary>Answers <see cref="SettingsCommand"/>.</summary>
public sealed class SettingsHandler(
    ConversationTable conversations,
    OwnerTable owners,
    SubscriptionTable subscriptions,
    TopicFinder topics,
    DigestAnswers digests,
    ChangeGate gate,
    CardDeck cards)
    : Handler<SettingsCommand>
{
    public override async Task<Answer> AnswerAsync(SettingsCommand command, Request request, CancellationToken cancellationToken)
    {
        var conversation = request.Conversation;
        if (command.Policy is not { } policy)
            return new Answer(await ShowAsync(conversation, cancellationToken));
        if (policy == conversation.Changes)
            return new Answer(await ShowAsync(conversation, cancellationToken));
        if (policy == ChangePolicy.Owners)
        {
            var known = await owners.OfAsync(conversation.Place, cancellationToken);
            // Whoever keeps others out must be able to let them in again.
            if (known.Count > 0 && known.All(o => o.Person != request.PersonId))
                return new Answer(gate.OwnersOnly(known));
            // The app may have been put here before owners were kept.
            if (known.Count == 0)
                await owners.AddAsync(conversation.Place, request.PersonId, request.PersonName, cancellationToken);
        }

        await conversations.SetChangesAsync(conversation.Id, policy, cancellationToken);
        var who = policy == ChangePolicy.Anyone ? "anyone" : await OwnersAsync(conversation, cancellationToken);
        return Answer.OfChange(cards.Notice(
            "Settings changed",
            $"{request.Who} set who may change what is followed here: {who}.",
            [new SayButton("Undo", new SettingsCommand(conversation.Changes).Write()), Buttons.Of("settings")]));
    }

    private async Task<CardMessage> ShowAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        var all = await subscriptions.ListAsync(conversation.Id, cancellationToken);
        var digest = all.FirstOrDefault(s => s is { Topic: "", Filter: "", Mode: SubscriptionMode.Digest });
        var changes = conversation.Changes == ChangePolicy.Anyone ? "anyone" : await OwnersAsync(conversation, cancellationToken);
        var other = conversation.Changes == ChangePolicy.Anyone ? ChangePolicy.Owners : ChangePolicy.Anyone;
        return cards.Why(
            "Settings of this conversation",
            [
                ("Time zone", conversation.Zone + (conversation.ZoneSource == ZoneSource.Default ? " (nobody set one)" : "")),
                ("Followed", all.Count == 0 ? "nothing" : string.Join("; ", all.Take(10).Select(s => Subscribed.Name(s, topics)))),
                ("Digest", digest is null ? WithoutDigest(all, conversation) : Subscribed.Hour(digest, conversation)),
                ("Quiet hours", QuietHours.Of(conversation.QuietFrom, conversation.QuietTo) is { } quiet
                    ? $"{Hours.Write(quiet.From)}–{Hours.Write(quiet.To)}"
                    : "none"),
                ("Layout", LayoutHandler.Name(conversation.Layout)),
                ("Changes by", changes),
            ],
            Buttons.Of([new SettingsCommand(other).Write(), "timezone", "digest", "quiet", "layout"]));
    }

    private string WithoutDigest(IReadOnlyList<Subscription> all, Conversation conversation)
    {
        var ofLess = digests.OfLess(all.Where(s => s.Mode == SubscriptionMode.Digest), conversation);
        return ofLess.Length == 0 ? "none" : $"none of everything; {ofLess}";
    }

    private async Task<string> OwnersAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        var names = (await owners.OfAsync(conversation.Place, cancellationToken)).Select(o => o.Name).OfType<string>().ToList();
        return names.Count == 0 ? "those who put the bot here" : string.Join(", ", names);
    }
}
