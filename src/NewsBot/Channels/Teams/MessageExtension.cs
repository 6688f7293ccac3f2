using System.Text.RegularExpressions;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using NewsBot.Cards;
using NewsBot.Commands;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Lists;
using NewsBot.Conversations;
using NewsBot.Stories;

namespace NewsBot.Channels.Teams;

/// <summary>The newsroom in any chat: a search over statements, a pasted link of a known article, and what the link in somebody's
/// message says.</summary>
internal sealed partial class MessageExtension(
    StatementFinder finder, StatementViews views, ArticleStatements articles, TopicFinder topics, CardDeck deck, Haste haste, TimeProvider clock)
{
    /// <summary>Results of a page; Teams asks for as many.</summary>
    public const int PageSize = 25;

    /// <summary>Statements of one article on a card.</summary>
    private const int MostOfArticle = 5;

    /// <summary>Marks that end a sentence or what is quoted in it.</summary>
    private const string Marks = ".,;:!?*_~…”’»،؛؟۔";

    /// <summary>Teams waits five seconds.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    /// <summary>A search by words and <c>speaker: topic: since:</c>; without words the latest statements.</summary>
    public Task<MessagingExtensionResponse> SearchAsync(
        Activity activity, MessagingExtensionQuery query, CancellationToken cancellationToken) =>
        InTimeAsync(async stop =>
        {
            if (haste.Of(activity) != Pace.Free)
                return Message("That was a lot in one minute. Search again in the next.");
            var text = query.Parameters?.FirstOrDefault(p => p?.Name == "query")?.Value?.ToString()?.Trim() ?? "";
            if (LineParser.Parse(text.Length == 0 ? "latest" : $"search {text}") is not Understood(ListingCommand command))
                return Message("Search for words, and narrow with speaker: topic: since: – for example: ceasefire speaker:Dar since:7d");
            if (command.Scope.Topic is { } topic && topics.Find(topic) is null)
                return Message($"“{LineParser.Echo(topic)}” is not a topic here.");
            var place = Place(activity);
            var found = await finder.FindAsync(command, place, clock.GetUtcNow(), stop);
            if (found.Error is not null)
                return Message(found.Error);
            // The box has no buttons: a name alone finds what its bearer said.
            if (found.Instead is [var meant, ..])
                found = await finder.FindAsync(meant, place, clock.GetUtcNow(), stop);
            var options = query.QueryOptions;
            var count = options?.Count is > 0 and <= PageSize ? options.Count.Value : PageSize;
            var page = await views.LoadAsync([.. found.Statements.Skip(Math.Max(options?.Skip ?? 0, 0)).Take(count)], stop);
            return page.Count == 0
                ? Message(found.Statements.Count == 0 ? "Nothing found." : "That was all.")
                : Result([.. page.Select(v => Statement(v, place.Zone))]);
        }, TooSlow, cancellationToken);

    /// <summary>A pasted link: the statements of the article, when it is known.</summary>
    public Task<MessagingExtensionResponse> UnfurlAsync(Activity activity, string? url, CancellationToken cancellationToken) =>
        InTimeAsync(
            async stop => haste.Of(activity) == Pace.Free && await OfArticleAsync(url, Place(activity).Zone, stop) is { } card ? Result([card]) : new MessagingExtensionResponse(),
            TooSlow,
            cancellationToken);

    /// <summary>"What does it say?" on a message: the statements of the first article in it that is known.</summary>
    public Task<MessagingExtensionActionResponse> ReadMessageAsync(
        Activity activity, MessagingExtensionAction action, CancellationToken cancellationToken) =>
        InTimeAsync(
            async stop =>
            {
                if (haste.Of(activity) != Pace.Free)
                    return Notice("Too fast", "That was a lot in one minute. Ask again in the next.");
                var zone = Place(activity).Zone;
                var links = Links(action.MessagePayload).ToList();
                foreach (var link in links)
                {
                    if (await OfArticleAsync(link, zone, stop) is { } card)
                        return Dialog(new Attachment { ContentType = CardMessage.CardType, Content = card.Content });
                }

                return links.Count == 0
                    ? Notice("No link", "This message holds no link.")
                    : Notice("Not read", "I have not read this article. I follow the outlets of the newsroom's desk only.");
            },
            () => Notice("Too slow", "Looking for this article takes too long just now. Ask again in a moment."),
            cancellationToken);

    private async Task<MessagingExtensionAttachment?> OfArticleAsync(string? url, string zone, CancellationToken cancellationToken)
    {
        if (await articles.FindAsync(url, cancellationToken) is not { Statements: { Count: > 0 } ids } article)
            return null;
        var page = await views.LoadAsync([.. ids.Take(MostOfArticle)], cancellationToken);
        if (page.Count == 0)
            return null;
        var title = CardText.Line(article.Title, 200);
        var card = deck.Statements(title, page, 1, ids.Count, zone);
        var others = ids.Count > 1 ? $" and {ids.Count - 1} more" : "";
        return Attachment(card, title, StatementFields.Text(page[0], new LocalTime(zone), 160) + others);
    }

    private MessagingExtensionActionResponse Notice(string title, string text) =>
        Dialog(new Attachment { ContentType = CardMessage.CardType, Content = TeamsCard.Loose(deck.Notice(title, text).Content()!) });

    private MessagingExtensionAttachment Statement(StatementView view, string zone)
    {
        var time = new LocalTime(zone);
        var speaker = StatementFields.Speaker(view.Statement);
        return Attachment(
            deck.Source(view, zone),
            $"{speaker}, {LocalTime.Day(view.Statement.SaidOn)}{(view.Carriers.Any(c => c.Sample) ? " · SAMPLE" : "")}",
            StatementFields.TextBelow(view, time, 160));
    }

    private static MessagingExtensionAttachment Attachment(CardMessage card, string title, string text) => new()
    {
        ContentType = CardMessage.CardType,
        Content = TeamsCard.Loose(card.Content()!),
        Preview = new ThumbnailCard { Title = Plain(title), Text = Plain(text) }.ToAttachment(),
    };

    // Some clients read both as markup, others show each letter: only what would be read as markup is escaped.
    private static string Plain(string text) => Markup().Replace(text, m => m.Value == "<" ? "&lt;" : "&amp;");

    private static IEnumerable<string> Links(MessageActionsPayload? message)
    {
        var text = System.Net.WebUtility.HtmlDecode(message?.Body?.Content ?? "");
        var attached = message?.Attachments?.Select(a => a?.ContentUrl).OfType<string>() ?? [];
        return Link().Matches(text).Select(m => m.Value).Concat(attached).Distinct().Take(10).SelectMany(Forms);
    }

    // An address may end with a mark, but mostly a sentence does.
    private static IEnumerable<string> Forms(string link)
    {
        yield return link;
        var bare = link;
        while (bare.Length > 0 && bare[^1] is var last && (Marks.Contains(last, StringComparison.Ordinal) || (Opening(last) is { } open && bare.Count(c => c == open) < bare.Count(c => c == last))))
            bare = bare[..^1];
        if (bare.Length < link.Length)
            yield return bare;
    }

    private static char? Opening(char close) => close switch
    {
        ')' => '(',
        ']' => '[',
        '}' => '{',
        _ => null,
    };

    // Where the search is typed the bot may never have been; only the clock of whoever asks is known.
    private static Conversation Place(Activity activity) => new()
    {
        Id = 0,
        Channel = activity.ChannelId ?? "",
        ExternalId = activity.Conversation?.Id ?? "",
        Kind = ConversationKind.Personal,
        Reference = "{}",
        Zone = ClientZone.Of(activity) ?? "UTC",
        ZoneSource = ZoneSource.Client,
        Joined = DateTimeOffset.UnixEpoch,
        State = Conversations.ConversationState.Open,
    };

    // A search of SQLite holds its thread and hears no token: it is left behind, and ends by itself.
    private async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> work, Func<T> late, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return await Task.Run(() => work(over.Token), cancellationToken).WaitAsync(Limit, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            await over.CancelAsync();
            return late();
        }
    }

    private static MessagingExtensionResponse TooSlow() => Message("That takes too long. Narrow it with speaker: topic: since:");

    private static MessagingExtensionResponse Result(IList<MessagingExtensionAttachment> attachments) =>
        new() { ComposeExtension = new MessagingExtensionResult("list", "result", attachments) };

    private static MessagingExtensionResponse Message(string text) =>
        new() { ComposeExtension = new MessagingExtensionResult { Type = "message", Text = text } };

    private static MessagingExtensionActionResponse Dialog(Attachment card) => new()
    {
        Task = new TaskModuleContinueResponse(new TaskModuleTaskInfo { Title = "What does it say?", Width = "medium", Height = "medium", Card = card }),
    };

    [GeneratedRegex("<|&(?=#?[0-9A-Za-z]+;)", RegexOptions.CultureInvariant)]
    private static partial Regex Markup();

    [GeneratedRegex("""https?://[^\s<>"']+""", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
