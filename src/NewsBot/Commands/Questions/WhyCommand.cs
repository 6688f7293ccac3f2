using System.Globalization;
using System.Text.RegularExpressions;
using NewsBot.Articles;
using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Lists;
using NewsBot.Desk;
using NewsBot.Feeds.Listings;
using NewsBot.Stories;

namespace NewsBot.Commands.Questions;

/// <summary><c>why https://…</c>, <c>why #S12</c>: the stages that an article or a statement went through.</summary>
/// <param name="Url">An article's address; null when a statement is asked about.</param>
/// <param name="Statement">Null, and no address: the one that was shown last.</param>
public sealed partial record WhyCommand(string? Url, long? Statement) : Command
{
    internal static Reading Read(Arguments arguments)
    {
        var link = arguments.Take(TokenKind.Link);
        var statement = arguments.Take(TokenKind.StatementNumber);
        var words = arguments.TakeText(phrases: false);
        if (link is null && statement is null && Bare(words) is { } bare)
            return new Understood(new WhyCommand(bare, null));
        if (link is not null && statement is not null)
            return new Undecided(
                "The article or the statement?",
                [new WhyCommand(link.Text, null).Write(), new WhyCommand(null, statement.Number).Write()]);
        // "why did I not get https://…" is asked in many words.
        return arguments.Empty && (words.Length == 0 || link is not null || statement is not null || words == "not" || Shown().IsMatch(words))
            ? new Understood(new WhyCommand(link?.Text, statement?.Number))
            : Verb.Unclear(
                "Why what? Give the article's link, or the number on a card.", "why #S12", "why https://example.org/article");
    }

    public override Command Under(Above above) =>
        Url is null && Statement is null && above.Statements is [var only] ? this with { Statement = only } : this;

    public override string Write()
    {
        if (Url is not null)
            return $"why {Url}";
        return Statement is { } id ? string.Create(CultureInfo.InvariantCulture, $"why #S{id}") : "why";
    }

    // An address pasted without its scheme.
    private static string? Bare(string words) =>
        !words.Contains(' ', StringComparison.Ordinal) && words.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot
            && words.IndexOf('/', StringComparison.Ordinal) > dot && Uri.TryCreate("https://" + words, UriKind.Absolute, out _)
            ? "https://" + words
            : null;

    // "this", "did I get this", "are you showing us that one", "is this card here".
    [GeneratedRegex(
        "^(?:(?:did|do|have|am|are|was|were) (?:i|we) (?:get(?:ting)?|got|gotten|see(?:ing|n)?|sent|shown|told|receiv(?:e|ed|ing)) "
        + "|(?:did|do|have|are) you (?:send|sent|sending|post(?:ed|ing)?|show(?:n|ing)?|tell(?:ing)?|told|giv(?:e|en|ing)) (?:(?:me|us) )?"
        + "|(?:is|was|did) (?=(?:this|that|it) ))?"
        + "(?:this|that|it)(?: (?:one|card|post|alert|message|notification|statement))?"
        + "(?: (?:here|sent|posted|shown|come|sent here|posted here|(?:sent )?to (?:me|us)))?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Shown();
}

/// <summary>Answers <see cref="WhyCommand"/>.</summary>
public sealed class WhyHandler(
    WhyTrail trail, ArticleTable articles, StatementViews views, LastShown last, Newsdesk desk, SourceBook book, CardDeck cards)
    : Handler<WhyCommand>
{
    private const int MostStatements = 3;

    public override async Task<Answer> AnswerAsync(WhyCommand command, Request request, CancellationToken cancellationToken)
    {
        if (command.Url is { } url)
            return new Answer(await OfUrlAsync(url, request, cancellationToken));
        if (command.Statement is { } id)
            return new Answer(await OfStatementAsync(id, request, cancellationToken));
        var (meant, instead) = await last.FindAsync(request, "why", cancellationToken);
        return new Answer(meant is { } shown ? await OfStatementAsync(shown, request, cancellationToken) : instead!);
    }

    private async Task<CardMessage> OfStatementAsync(long id, Request request, CancellationToken cancellationToken)
    {
        if (await views.LoadAsync([id], cancellationToken) is not [var view])
            return ShownStatement.Unknown(cards, id);
        var time = new LocalTime(request.Conversation.Zone);
        var stages = new List<(string Stage, string Sentence)>();
        if (await trail.FirstOfAsync(id, cancellationToken) is { } first && await articles.FindAsync(first, cancellationToken) is { } article)
            stages.AddRange(await trail.OfArticleAsync(article, time, cancellationToken));
        stages.AddRange(await trail.OfStatementAsync(view, request.Conversation, time, cancellationToken));
        return cards.Why(
            string.Create(CultureInfo.InvariantCulture, $"Why #S{id}"), stages, Buttons.Of([$"source #S{id}", "list"]));
    }

    private async Task<CardMessage> OfUrlAsync(string url, Request request, CancellationToken cancellationToken)
    {
        var time = new LocalTime(request.Conversation.Zone);
        if (await articles.FindByUrlAsync(url, cancellationToken) is not { } article)
            return await UnknownAsync(url, time, cancellationToken);
        var stages = new List<(string Stage, string Sentence)>(await trail.OfArticleAsync(article, time, cancellationToken));
        var ids = await views.OfUrlAsync(article.Url, cancellationToken);
        // Each statement stands with all of its stages; where many subscriptions make them long, fewer statements do.
        var (told, shown) = (new List<(string Stage, string Sentence)>(), 0);
        foreach (var view in await views.LoadAsync([.. ids.Take(MostStatements)], cancellationToken))
        {
            var rows = await trail.OfStatementAsync(view, request.Conversation, time, cancellationToken);
            if (shown > 0 && stages.Count + 1 + told.Count + rows.Count > CardDeck.MaxStages)
                break;
            told.AddRange(rows);
            shown++;
        }

        if (ids.Count > shown)
            stages.Add(("Further", Further([.. ids.Skip(shown)])));
        stages.AddRange(told);
        return cards.Why(
            $"Why {LineParser.Echo(article.Title)}",
            stages,
            Buttons.Of(ids.Take(MostStatements).Select(i => $"why #S{i}").Append("list")));
    }

    private static string Further(IReadOnlyList<long> others)
    {
        var named = string.Join(", ", others.Take(10).Select(i => $"#S{i}")) + (others.Count > 10 ? ", …" : "");
        return others.Count == 1 ? $"It carries one more statement: {named}." : $"It carries {others.Count} more statements: {named}.";
    }

    private async Task<CardMessage> UnknownAsync(string url, LocalTime time, CancellationToken cancellationToken)
    {
        var announced = await trail.AnnouncedAsync(url, cancellationToken);
        if (announced.Count > 0)
            return cards.Why(
                "Announced, not filed yet",
                [("Found", WhySentences.Found(announced, time)), ("Fetched", "Its page has not been read yet.")],
                []);
        var read = desk.Sources.Concat(await book.AddedAsync(cancellationToken)).ToList();
        var names = string.Join(", ", read.Take(12).Select(s => s.Name));
        var more = read.Count > 12 ? $" and {read.Count - 12} more" : "";
        var publisher = Publisher(url, read) is { } source
            ? $"{source.Name} is followed, but none of its feeds announced this address."
            : "No source that is followed here has this site.";
        return cards.Notice("Never announced", $"{publisher} Followed are: {names}{more}.", Buttons.Of(["status", "latest"]));
    }

    private static Source? Publisher(string url, List<Source> read) => Uri.TryCreate(url, UriKind.Absolute, out var address)
        ? read.Find(s => s.Feeds.Append(s.Home).OfType<string>().Any(a => Uri.TryCreate(a, UriKind.Absolute, out var own) && ArticleKey.SameSite(own, address)))
        : null;
}
