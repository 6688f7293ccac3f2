using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Questions;
using NewsBot.Commands.Times;
using NewsBot.Conversations;
using NewsBot.Stories;
using NewsBot.Stories.Marks;

namespace NewsBot.Commands.Lists;

/// <summary>Answers with statements, five at a time, the newest first.</summary>
public sealed class StatementLists(
    StatementFinder finder,
    StatementViews views,
    MarkTable marks,
    ShownListTable shown,
    TopicFinder topics,
    CardDeck cards,
    TimeProvider clock)
{
    public const int PageSize = 5;

    /// <summary>The first page of what was asked for.</summary>
    public Task<Answer> AnswerAsync(ListingCommand command, Request request, CancellationToken cancellationToken) =>
        AnswerAsync(command, request, null, cancellationToken);

    /// <inheritdoc cref="AnswerAsync(ListingCommand, Request, CancellationToken)"/>
    /// <param name="command">The question.</param>
    /// <param name="request">Who asks, and where.</param>
    /// <param name="before">The line of the list that this one came of; null when it came of none.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<Answer> AnswerAsync(
        ListingCommand command, Request request, string? before, CancellationToken cancellationToken)
    {
        if (command.Scope.Topic is { } topic && !Scope.IsAnyTopic(topic) && topics.Find(topic) is null)
            return new Answer(topics.UnknownIn(command, topic));
        command = finder.Plainly(command);
        var now = clock.GetUtcNow();
        var found = await finder.FindAsync(command, request.Conversation, now, cancellationToken);
        if (found.Error is not null)
            return new Answer(cards.Error("That filter does not work", found.Error, Buttons.Of("help search")));
        if (found.Turned is { } turned)
            return new Answer(FrontDesk.Told(cards, UnknownWindow.Turned(turned.Write())));
        if (found.Statements.Count == 0)
        {
            // What is said next is about this question, not about the list before it.
            var none = new ShownList(command.Write(), $"{command.Title}: no statement {found.Window}", [], 0, now);
            await shown.AskedAsync(request, none, cancellationToken);
            return new Answer(Nothing(command, found, request.Conversation, before));
        }

        var title = $"{command.Title}: {found.Window}{DefaultZone(request.Conversation)}";
        return new Answer(await PageAsync(
            request, new ShownList(command.Write(), title, found.Statements, 0, now), cancellationToken));
    }

    /// <summary>The next page of a list, which is then kept with its new position.</summary>
    /// <param name="request">Who asks, and where.</param>
    /// <param name="list">The list, and how far it was shown.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <param name="size">Statements of this page.</param>
    public async Task<CardMessage> PageAsync(
        Request request, ShownList list, CancellationToken cancellationToken, int size = PageSize)
    {
        // What an editor has come to hold since the list was asked for is not shown any more.
        var ahead = await marks.FreeAsync([.. list.Statements.Skip(list.Position)], cancellationToken);
        list = list with { Statements = [.. list.Statements.Take(list.Position), .. ahead] };
        var page = await marks.OnAsync(
            request.Conversation.Id, await views.LoadAsync([.. ahead.Take(size)], cancellationToken), cancellationToken);
        if (list.Position + page.Count < list.Statements.Count)
            list = await shown.NumberAsync(request, list, cancellationToken);
        var asked = (LineParser.Parse(list.Command) as Understood)?.Command as ListingCommand;
        var topic = asked is null ? null : finder.Meant(asked).Topic;
        page = [.. page.Select(v => v with { ShownFor = topic })];
        var card = Card();
        if (list.Number == 0 && card.Shown < page.Count)
        {
            list = await shown.NumberAsync(request, list, cancellationToken);
            card = Card();
        }

        // A card has room for at least one; without this a list whose statements are gone would stand still.
        var taken = page.Count == 0 ? size : Math.Max(1, card.Shown ?? page.Count);
        var next = list with { Position = Math.Min(list.Position + taken, list.Statements.Count) };
        await shown.KeepAsync(
            request, next, [.. page.Take(taken).Select(v => v.Statement.Id)], clock.GetUtcNow(), cancellationToken);
        return card;

        CardMessage Card() => cards.Statements(
            list.Title, page, list.Position + 1, list.Statements.Count, request.Conversation.Zone, new(MoreCommand.OfList(list.Number), asked is null ? null : finder.Comparing(asked)));
    }

    private CardMessage Nothing(ListingCommand command, Found found, Conversation conversation, string? before)
    {
        var tries = new List<SayButton>();
        if (before is not null)
            tries.Add(new SayButton("The list before", before));
        var hint = found.Instead is [var meant, ..] ? $"\nDid you mean: {LineParser.Echo(meant.Write())}?" : "";
        tries.AddRange(found.Instead.Select(i => Buttons.Of(i.Write())));
        hint += string.Concat(found.Doubts.Select(d => $"\n{d}"));
        if (found.NearSpeaker is { } near)
        {
            hint += $"\nNobody is known here as “{LineParser.Echo(command.Speaker ?? "")}”. Did you mean {near}?";
            tries.Add(new SayButton(near, command.WithSpeaker(near).Write()));
        }

        if (found.NearWords is { } mended)
        {
            hint += $"\nDid you mean {LineParser.Echo(mended)}?";
            tries.Add(new SayButton(mended, command.WithWords(mended).Write()));
        }

        if (command.AsksWhatIsFollowed)
            tries.Add(new SayButton("On any topic", (command with { Scope = command.Scope with { Topic = Scope.AnyTopic } }).Write()));
        if (command.Scope.Window is not null)
            tries.Add(new SayButton("At any time", ListEdit.AtAnyTime(command).Write()));
        if (command is WhatDidCommand { Said.Length: > 0 } about)
            tries.Add(new SayButton("About anything", (about with { Said = "" }).Write()));
        if (command.Words is { } words && command is not SearchCommand)
            tries.Add(new SayButton("Search all speakers", $"search {words}"));
        tries.Add(new SayButton("Latest statements", "latest"));
        return cards.Notice(
            "Nothing found",
            $"{command.Title}: no statement {found.Window}{DefaultZone(conversation)}.{hint}",
            [.. tries.Take(4)]);
    }

    private static string DefaultZone(Conversation conversation) =>
        conversation.ZoneSource == ZoneSource.Default ? " (no time zone is set here; say: timezone Asia/Karachi)" : "";
}
