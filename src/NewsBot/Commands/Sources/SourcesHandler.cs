using System.Globalization;
using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Lists;
using NewsBot.Commands.Questions;
using NewsBot.Desk;
using NewsBot.Feeds.Documents;
using NewsBot.Feeds.Listings;
using NewsBot.Text.Listings;
using NewsBot.Web;

namespace NewsBot.Commands.Sources;

/// <summary>Answers <see cref="SourcesCommand"/>: everybody may look, editors may change.</summary>
public sealed class SourcesHandler(
    SourceBook book, WebFetcher fetcher, Editors editors, ShownListTable shown, CardDeck cards, TimeProvider clock) : Handler<SourcesCommand>
{
    private const int PageSize = 15;

    private const int MostOffered = 5;

    public override async Task<Answer> AnswerAsync(SourcesCommand command, Request request, CancellationToken cancellationToken)
    {
        if (command is { Verb: SourcesVerb.List, What: { } named })
            return new Answer(await OneAsync(named, request, cancellationToken));
        if (command.Verb == SourcesVerb.List)
        {
            var list = new ShownList(command.Write(), "Sources", [], 0, clock.GetUtcNow());
            return new Answer(await PageAsync(request, list, cancellationToken));
        }

        if (!editors.Has(request))
        {
            return new Answer(cards.Error(
                "Only editors change the sources",
                "Every conversation reads the same sources. Ask whoever runs this newsroom to add you to its editors (the setting Editors). " +
                $"Your entry there is {Editors.NameOf(request)}",
                Buttons.Of(["sources"])));
        }

        if (command.Verb == SourcesVerb.Add)
            return new Answer(await AddAsync(command, request, cancellationToken));
        return await book.FindAsync(command.What!, cancellationToken) is { } source
            ? new Answer(await ChangeAsync(command.Verb, source, request, cancellationToken))
            : new Answer(cards.Error("No such source", $"I know no source “{LineParser.Echo(command.What!)}”.", Buttons.Of(["sources"])));
    }

    /// <summary>The next page of the sources, those in trouble first; "more" goes on with it.</summary>
    public async Task<CardMessage> PageAsync(Request request, ShownList list, CancellationToken cancellationToken)
    {
        var all = await book.AllAsync(cancellationToken);
        var time = new LocalTime(request.Conversation.Zone);
        var page = all.Skip(list.Position).Take(PageSize).ToList();
        if (page.Count == 0 && all.Count > 0)
            return cards.Notice("That was all", "There are no more sources.", Buttons.Of("sources"));
        var rows = page.Select(s => Row(s, time)).ToList();
        var next = list with { Position = list.Position + page.Count };
        var buttons = new List<SayButton>();
        if (all.Skip(next.Position).ToList() is { Count: > 0 } rest)
        {
            next = await shown.NumberAsync(request, next, cancellationToken);
            buttons.Add(new SayButton("More", MoreCommand.OfList(next.Number)));
            rows.Add(("Others", string.Create(
                CultureInfo.InvariantCulture, $"{rest.Count} more, {rest.Count(s => s.Troubled == 0)} of them well: say more.")));
        }

        if (next.Number > 0 || list.Position > 0)
            await shown.KeepAsync(request, next, [], clock.GetUtcNow(), cancellationToken);
        var well = all.Count(s => s.Troubled == 0 && s.Paused is null && s.Unread < s.Feeds);
        var title = string.Create(CultureInfo.InvariantCulture, $"Sources at {time.WithWeekday(clock.GetUtcNow())}: {well} of {all.Count} well");
        return cards.Why(title, rows, [.. buttons, Buttons.Of("status")]);
    }

    private async Task<CardMessage> OneAsync(string typed, Request request, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(typed, cancellationToken) is not { } source)
        {
            var near = (await book.AllAsync(cancellationToken)).Where(s => Source.IsBegunBy(typed, s.Key, s.Name)).ToList();
            if (near.Count == 0)
                return cards.Error("No such source", $"I know no source “{LineParser.Echo(typed)}”.", Buttons.Of(["sources"]));
            if (near.Count > 1)
            {
                return cards.Notice(
                    "Which source?",
                    $"Several begin with “{LineParser.Echo(typed)}”.",
                    Buttons.Of([.. near.Take(MostOffered).Select(s => $"sources {s.Key}")]));
            }

            source = near[0];
        }

        var change = source.Paused is null ? $"sources pause {source.Key}" : $"sources resume {source.Key}";
        var buttons = editors.Has(request) ? Buttons.Of([change, "sources"]) : Buttons.Of(["sources"]);
        return cards.Why($"Source: {source.Name}", [Row(source, new LocalTime(request.Conversation.Zone))], buttons);
    }

    private static (string Stage, string Sentence) Row(SourceRow source, LocalTime time) => ($"{source.Name} ({source.Key})", Health(source, time));

    private static string Health(SourceRow source, LocalTime time)
    {
        var feeds = CardText.Count(source.Feeds, "feed")
            + (source.Unread > 0 ? string.Create(CultureInfo.InvariantCulture, $", {source.Unread} of them paused by whoever runs this newsroom") : "");
        var added = source.AddedBy is { } by ? $"; added by {by}" : "";
        if (source.Paused is { } paused)
            return $"paused{(source.PausedBy is { } who ? " by " + who : "")} {time.WithWeekday(paused)}; {feeds}{added}.";
        if (source.Troubled > 0)
        {
            var problem = source.ProblemText?.TrimEnd('.') ?? "no answer";
            var read = source.LastSuccess is { } last ? time.WithWeekday(last) : "never";
            return $"{source.Troubled} of {feeds} in trouble: {problem}; last read {read}{added}.";
        }

        var newest = source.NewestItem is { } item ? $"; newest item {time.WithWeekday(item)}" : "";
        return source.LastSuccess is null ? $"not read yet; {feeds}{added}." : $"well; {feeds}{newest}{added}.";
    }

    private async Task<CardMessage> AddAsync(SourcesCommand command, Request request, CancellationToken cancellationToken)
    {
        var typed = command.What!;
        if (!Uri.TryCreate(typed, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return cards.Error("That is no address", $"“{LineParser.Echo(typed)}” is no web address; write it in full, with https:// in front.");
        var (fetched, reading) = await LookAsync(address, cancellationToken);
        if (fetched.Ok && reading.Feed is null && Announced(fetched) is { Count: > 0 } announced)
        {
            if (announced.Count > 1)
            {
                return cards.Notice(
                    "Which feed?",
                    $"The page announces {announced.Count} feeds.",
                    Buttons.Of([.. announced.Take(MostOffered).Select(a => (command with { What = a.AbsoluteUri }).Write())]));
            }

            address = announced[0];
            (fetched, reading) = await LookAsync(address, cancellationToken);
        }

        if (!fetched.Ok)
            return cards.Error("Not added", fetched.ProblemText ?? "The address could not be read.");
        if (reading.Feed is not { } feed)
            return cards.Error("Not added", $"{reading.FaultText} For a page without a feed, the command line’s “source try” guesses how it lists.");
        var source = SourceOf(feed, address, fetched.FinalAddress) with { Class = command.Class ?? SourceClass.Press };
        if (await book.AddAsync(source, request.By, cancellationToken) is not { } key)
            return cards.Notice("Already there", $"This address of {source.Name} is followed already.", Buttons.Of(["sources"]));
        var kind = source.Class switch { SourceClass.Official => ", an official source", SourceClass.Wire => ", an agency", _ => "" };
        return cards.Notice(
            $"Added: {source.Name}",
            $"{request.Who} added it as “{key}”{kind}. What it holds now ({CardText.Count(feed.Entries.Count, "item")}) is recorded, "
                + "not announced; what comes next is read.",
            Buttons.Of(["sources", $"sources remove {key}"]));
    }

    private async Task<(Fetched Fetched, FeedReading Reading)> LookAsync(Uri address, CancellationToken cancellationToken)
    {
        var fetched = await fetcher.FetchAsync(new FetchRequest(address, FetchKind.Feed), cancellationToken);
        return (fetched, fetched.Ok
            ? FeedParser.Parse(fetched.Body, new FeedOrigin(fetched.FinalAddress, fetched.ContentType, fetched.ContentLanguage))
            : new FeedReading(null, FeedFault.Broken, fetched.ProblemText));
    }

    private static IReadOnlyList<Uri> Announced(Fetched fetched) =>
        ListingGuess.Feeds(BodyText.Decode(fetched.Body, fetched.ContentType).Text, fetched.FinalAddress);

    private static Source SourceOf(ParsedFeed feed, Uri address, Uri final)
    {
        var name = FeedHtml.Line(feed.Head.Title) is { Length: > 0 } title ? title : final.IdnHost;
        return new Source
        {
            Key = Opml.KeyOf(name, final.IdnHost),
            Name = name.Length <= 100 ? name : name[..100],
            Class = SourceClass.Press,
            Language = feed.Head.Language is { Length: >= 2 } tag ? tag.Split('-', '_')[0].ToLowerInvariant() : "en",
            Home = final.GetLeftPart(UriPartial.Authority) + "/",
            Feeds = [address.AbsoluteUri],
        };
    }

    private async Task<CardMessage> ChangeAsync(SourcesVerb verb, SourceRow source, Request request, CancellationToken cancellationToken)
    {
        if (verb == SourcesVerb.Remove && source.Added is null)
        {
            return cards.Notice(
                $"{source.Name} stands in the desk’s file",
                "Remove it there (sources.json). Here it can be paused.",
                Buttons.Of([$"sources pause {source.Key}"]));
        }

        if (verb == SourcesVerb.Remove)
        {
            await book.RemoveAsync(source.Id, cancellationToken);
            return cards.Notice($"Removed: {source.Name}", $"{request.Who} removed it. What it published stays within reach.", Buttons.Of(["sources"]));
        }

        var paused = verb == SourcesVerb.Pause;
        await book.PauseAsync(source.Id, paused, request.By, cancellationToken);
        return cards.Notice(
            $"{(paused ? "Paused" : "Followed again")}: {source.Name}",
            paused
                ? $"{request.Who} paused it for every conversation. What it publishes meanwhile is recorded when it is taken up again."
                : $"{request.Who} took it up again.",
            Buttons.Of([paused ? $"sources resume {source.Key}" : $"sources pause {source.Key}", "sources"]));
    }
}
