using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Conversations;
using NewsBot.Desk;
using NewsBot.Feeds.Listings;
using NewsBot.Statements;
using NewsBot.Stories;
using NewsBot.Subscriptions;
using NewsBot.Text;

namespace NewsBot.Commands.Lists;

/// <summary>What a question found.</summary>
/// <param name="Statements">Ids, in the order of the list.</param>
/// <param name="Window">The window that was searched, in words and in the conversation's zone.</param>
public sealed record Found(IReadOnlyList<long> Statements, string Window)
{
    /// <summary>What is wrong with a filter; null when nothing is.</summary>
    public string? Error { get; init; }

    /// <summary>The question with the ends of its window the other way round, when it ends before it begins; null otherwise.</summary>
    public ListingCommand? Turned { get; init; }

    /// <summary>When nothing was found: what is doubtful in the names that were typed, in sentences.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];

    /// <summary>When nobody bears the name that was typed: the one that is nearest to it.</summary>
    public string? NearSpeaker { get; init; }

    /// <summary>When nothing was found and the words name somebody: questions about that one that do find something.</summary>
    public IReadOnlyList<ListingCommand> Instead { get; init; } = [];

    /// <summary>When the words that were typed are in no statement: nearly the same words that are.</summary>
    public string? NearWords { get; init; }
}

/// <summary>Finds the statements that a question asks for.</summary>
public sealed class StatementFinder(StatementViews views, Interest interest, SubscriptionTable subscriptions, SourceBook book, Newsdesk desk)
{
    /// <summary>Nobody pages further; a list that stops here says so.</summary>
    private const int Most = 1000;

    /// <summary>A misspelt word is looked for in this many of the newest statements.</summary>
    private const int Vocabulary = 2000;

    /// <summary>Other questions that are tried when one found nothing.</summary>
    private const int MostInstead = 2;

    /// <summary>More alternatives than anybody types.</summary>
    private const int MostAlternatives = 8;

    /// <summary>The question with an outlet and a kind that its words name as filters.</summary>
    public ListingCommand Plainly(ListingCommand command) => OutletInWords.Named(NamesInWords.WithKind(command, desk), desk);

    /// <summary>The line that puts the two speakers side by side whom a question names; null where it names one, or more than two.</summary>
    public string? Comparing(ListingCommand command) => Meant(command).Speaker is { } speaker && NamesInWords.Together(speaker, desk) is [var one, var other]
        ? $"compare {QuoteMarks.Write(one)} and {QuoteMarks.Write(other)}"
        : null;

    public async Task<Found> FindAsync(
        ListingCommand command, Conversation conversation, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = await LookAsync(command, conversation, now, cancellationToken);
        var (speaker, topic, words) = Meant(command);
        if (found.Error is not null || found.Turned is not null || found.Statements.Count > 0)
            return found;
        var added = await book.AddedAsync(cancellationToken);
        found = found with { Doubts = Doubts(command, found.NearSpeaker is null ? speaker : null, added) };
        if (speaker is not null || words is null)
            return found;
        var scope = command.Scope with
        {
            Topic = topic,
            Window = command.Scope.Window ?? command.DefaultWindow,
            Filter = command.Type is { } type ? $"{command.Scope.Filter} type:{type}".Trim() : command.Scope.Filter,
        };
        var instead = new List<ListingCommand>();
        foreach (var meant in OutletInWords.Begun(words, scope, [.. desk.Sources, .. added]).Concat(NamesInWords.Meant(words, scope, desk)))
        {
            if (instead.Count == MostInstead)
                break;
            if ((await LookAsync(meant, conversation, now, cancellationToken)).Statements.Count > 0)
                instead.Add(meant);
        }

        return found with { Instead = instead };
    }

    private IReadOnlyList<string> Doubts(ListingCommand command, string? speaker, IReadOnlyList<Source> added)
    {
        var written = speaker is null ? command.Scope.Filter : $"speaker:{QuoteMarks.Write(speaker)} {command.Scope.Filter}";
        return SubscriptionFilter.TryParse(written, out var filter, out _) ? interest.Doubts(filter, added) : [];
    }

    private async Task<Found> LookAsync(
        ListingCommand command, Conversation conversation, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var window = command.Scope.Window ?? command.DefaultWindow;
        var (from, to) = window?.In(now, new LocalTime(conversation.Zone).Zone) ?? (null, now);
        var found = new Found([], InWords(from, window?.To is null ? null : to, now, conversation.Zone));
        if (!SubscriptionFilter.TryParse(command.Scope.Filter, out _, out var error))
            return found with { Error = error };
        if (command.Scope.Window?.Turned(now, new LocalTime(conversation.Zone).Zone) is { } turned)
            return found with { Turned = command with { Scope = command.Scope with { Window = turned } } };

        var (speaker, topic, words) = Meant(command);
        var oldest = command.Scope.Sort == Sort.Oldest;
        // Nothing is found before it is published, so the start may narrow the query as it is; the end may not, because of the backlog.
        // What was found long ago may be changed today.
        var changed = command.AsksWhatChanged;
        var query = new StatementQuery { Speaker = speaker, Topic = topic, FoundFrom = changed ? null : from, Changed = changed, OldestFirst = oldest };
        var filters = Filters(command);
        var days = command.AsksWhatIsNew ? null : new LocalTime(conversation.Zone).Zone;
        List<Subscription>? followed = null;
        if (command.AsksWhatIsFollowed)
        {
            followed = [.. (await subscriptions.ListAsync(conversation.Id, cancellationToken)).Where(Interest.FeedsDigest)];
            found = found with { Window = $"{(followed.Count > 0 ? "in what is followed here" : "on the desk's topics")}, {found.Window}" };
        }

        Func<StatementView, bool>? holds = window is null && filters.Count == 0
            ? null
            : v => (followed is null || interest.Wants(Asking(SubscriptionFilter.None, SubscriptionMode.Digest), followed, v).Outcome == Outcome.Matched)
                && (changed ? WasChanged(v.Statement, from, to) : IsIn(v, from, to, days))
                && filters.All(f => interest.Wants(Asking(f, SubscriptionMode.Alerts), [], v).Outcome == Outcome.Matched);
        var narrowed = holds is null ? query : Narrowed(query, filters) with { Until = window?.To is null || changed ? null : to };
        var ids = new List<long>();
        var whole = true;
        List<string?> texts = words is null ? [null] : [.. Alternatives(words)];
        List<string?> speakers = speaker is null ? [null] : [.. NamesInWords.Together(speaker, desk)];
        var alternatives = texts.SelectMany(t => speakers.Select(s => narrowed with { Words = t, Speaker = s })).ToList();
        foreach (var asked in alternatives)
        {
            var (some, isWhole) = await SomeAsync(asked, asked.Speaker is { } name ? And(holds, name) : holds, cancellationToken);
            ids.AddRange(some);
            whole &= isWhole;
        }

        var order = oldest ? "oldest" : "newest";
        if (alternatives.Count > 1)
            ids = [.. await views.InOrderAsync([.. ids.Distinct()], oldest, cancellationToken)];
        if (ids.Count > Most)
            found = found with { Window = $"{found.Window}, the {order} {Most}" };
        else if (!whole)
            found = found with { Window = $"{found.Window}, among the {order} {StatementViews.MostSifted} that were looked at" };
        if (ids.Count > 0)
            return found with { Statements = [.. ids.Take(Most)] };
        return found with
        {
            NearSpeaker = speaker is null ? null : Nearest(speaker),
            NearWords = words is null ? null : await NearAsync(words, query with { FoundFrom = null }, cancellationToken),
        };
    }

    private async Task<string?> NearAsync(string words, StatementQuery query, CancellationToken cancellationToken)
    {
        if (NearWords.Mend(words, await views.NewestWordsAsync(Vocabulary, cancellationToken)) is not { } mended)
            return null;
        foreach (var alternative in Alternatives(mended))
        {
            if ((await views.FindAsync(query with { Words = alternative }, 1, cancellationToken)).Count > 0)
                return mended;
        }

        return null;
    }

    // "latest pak-us", "latest Dar", "latest visas": a topic before a speaker before words.
    internal (string? Speaker, string? Topic, string? Words) Meant(ListingCommand command)
    {
        var topic = command.Scope.Topic is { } typed ? desk.FindTopic(typed)?.Key : null;
        if (command.About is not { } about)
        {
            // "who denied on pak-us": words that are a topic's name, outside quotation marks, mean the topic.
            return topic is null && command.Type is not null && command.Words is [not ('"' or '“'), ..] words && desk.FindTopic(words) is { } spoken
                ? (command.Speaker, spoken.Key, null)
                : (command.Speaker, topic, command.Words);
        }

        if (topic is null && desk.FindTopic(about) is { } named)
            return (command.Speaker, named.Key, command.Words);
        if (topic is null && desk.Index.Find(about).Count == 0 && desk.SplitTopic(about) is var (first, rest))
            (topic, about) = (first.Key, rest);
        return command.Speaker is null && (desk.Index.Find(about).Count > 0 || NamesInWords.Together(about, desk).Count > 1)
            ? (about, topic, command.Words)
            : (command.Speaker, topic, about);
    }

    // Of a side the database finds strangers, too, who may be of another.
    private Func<StatementView, bool>? And(Func<StatementView, bool>? holds, string speaker) => desk.Index.SideOf(speaker) is null
        ? holds
        : v => Subscriptions.Speakers.Fits(speaker, v.Statement, desk) && (holds is null || holds(v));

    private async Task<(IReadOnlyList<long> Ids, bool IsWhole)> SomeAsync(
        StatementQuery query, Func<StatementView, bool>? holds, CancellationToken cancellationToken)
    {
        if (holds is null)
            return (await views.FindAsync(query, Most + 1, cancellationToken), true);
        var sifted = await views.SiftAsync(query, holds, Most + 1, cancellationToken);
        return ([.. sifted.Views.Select(v => v.Statement.Id)], sifted.IsWhole);
    }

    private static List<SubscriptionFilter> Filters(ListingCommand command)
    {
        var filters = new List<SubscriptionFilter>();
        foreach (var written in new[] { command.Scope.Filter, command.Type is { } type ? $"type:{type}" : "" })
        {
            if (SubscriptionFilter.TryParse(written, out var filter, out _) && filter.Qualifiers.Count > 0)
                filters.Add(filter);
        }

        return filters;
    }

    // What the database can leave out by itself; whoever passes is judged by the filter all the same.
    private StatementQuery Narrowed(StatementQuery query, List<SubscriptionFilter> filters)
    {
        foreach (var qualifier in filters.SelectMany(f => f.Qualifiers).Where(q => !q.Excludes))
        {
            if (qualifier.Key == "type" && qualifier.Values.All(v => ActOf(v) is not null))
                query = query with { Acts = [.. qualifier.Values.Select(v => ActOf(v)!.Value)] };
            if (qualifier.Key == "outlet" && qualifier.Values.All(v => desk.FindSource(v) is not null))
                query = query with { Outlets = [.. qualifier.Values.Select(v => desk.FindSource(v)!.Key)] };
        }

        return query;
    }

    private static SpeechAct? ActOf(string type) =>
        Enum.TryParse<SpeechAct>(type, ignoreCase: true, out var act) && act != SpeechAct.Other ? act : null;

    private static Subscription Asking(SubscriptionFilter filter, SubscriptionMode mode) => new()
    {
        Id = 0,
        ConversationId = 0,
        Number = 0,
        Topic = "",
        Filter = filter.ToString(),
        Mode = mode,
        Days = DeliveryHour.EveryDay,
        Created = DateTimeOffset.UnixEpoch,
        CreatedBy = "",
        State = SubscriptionState.Active,
        AfterStatement = 0,
    };

    private static bool WasChanged(Statement statement, DateTimeOffset? from, DateTimeOffset to) =>
        new[] { statement.Corrected, statement.Withdrawn }.Any(at => at is not null && (from is null || at >= from) && at <= to);

    // What was said on Friday and reported on Monday belongs to both days.
    private static bool IsIn(StatementView view, DateTimeOffset? from, DateTimeOffset to, TimeZoneInfo? days)
    {
        var at = TimeOf(view);
        if ((from is null || at >= from) && at <= to)
            return true;
        if (days is null)
            return false;
        var day = view.Statement.SaidOn.ToDateTime(TimeOnly.MinValue);
        return (from is null || day >= TimeZoneInfo.ConvertTime(from.Value, days).DateTime)
            && day.AddDays(1) <= TimeZoneInfo.ConvertTime(to, days).DateTime;
    }

    // What came with a feed's backlog belongs to the time when its outlet published it: on the first day everything was found just now,
    // and is not new.
    private static DateTimeOffset TimeOf(StatementView view) =>
        view.Statement.Backlog && view.Carriers.Count > 0 ? view.Carriers[0].Published : view.Statement.Found;

    private string? Nearest(string speaker)
    {
        if (desk.Index.Find(speaker).Count > 0)
            return null;
        speaker = SpeakerIndex.WithoutArticle(speaker);
        if (NamesInWords.Together(speaker, desk).Count > 1)
            return null;
        var names = desk.Speakers.SelectMany(s => s.Aliases.Prepend(s.Name).Append(s.Name.Split(' ')[^1]).Select(n => (Name: n, Speaker: s))).ToList();
        return Spelling.Nearest(speaker, names.Select(n => n.Name)) is { } near
            ? names.First(n => n.Name == near).Speaker.Name
            : null;
    }

    /// <summary>"visas OR trade deal": the word in capitals, outside quotation marks.</summary>
    private static List<string> Alternatives(string words)
    {
        var parts = new List<List<string>> { new() };
        foreach (var token in Tokens.Of(words))
        {
            if (token is { Kind: TokenKind.Word, Text: "OR" })
                parts.Add([]);
            else
                parts[^1].Add(token.Kind == TokenKind.Phrase ? QuoteMarks.Phrase(token.Text) : token.Text);
        }

        var alternatives = parts.Where(p => p.Count > 0).Select(p => string.Join(' ', p)).Take(MostAlternatives).ToList();
        return alternatives.Count > 0 ? alternatives : [words];
    }

    private static string InWords(DateTimeOffset? from, DateTimeOffset? to, DateTimeOffset now, string zone)
    {
        var time = new LocalTime(zone);
        var end = to is { } until && until < now ? time.WithWeekday(until) : $"now ({time.WithWeekday(now)})";
        if (from is { } since)
            return $"from {time.WithWeekday(since)} to {end}";
        return to is null ? "of all that is kept" : $"up to {end}";
    }
}
