using NewsBot.Cards;
using NewsBot.Commands.Guides;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Lists;
using NewsBot.Commands.Questions;
using NewsBot.Commands.Times;
using NewsBot.Desk;
using NewsBot.Feeds.Listings;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Changes;

/// <summary><c>subscribe pak-us speaker:"Amir Khan Muttaqi" -outlet:dawn as:digest at:08:00 days:mon-fri</c>.</summary>
/// <param name="Topic">As typed; empty when only a filter was given, or nothing.</param>
/// <param name="Filter">The qualifiers as they are written in a filter; empty for none.</param>
/// <param name="Mode">As what it is delivered.</param>
/// <param name="At">The hour of a digest; null when none was typed.</param>
/// <param name="Days">The days of a digest: bit 0 is Monday; null when none were typed.</param>
public sealed record SubscribeCommand(
    string Topic, string Filter, SubscriptionMode Mode = SubscriptionMode.Alerts, TimeOnly? At = null, int? Days = null) : Command
{
    private const string Example = "subscribe pak-us speaker:\"Ishaq Dar\" as:digest at:08:00";

    /// <summary>The number of an ended subscription that is to be taken up again: <c>subscribe #3</c>.</summary>
    public int? Number { get; init; }

    /// <summary>It delivers under the post under which it is said: <c>in:thread</c>.</summary>
    public bool InThread { get; init; }

    internal static Reading Read(Arguments arguments)
    {
        if (arguments.Take(TokenKind.SubscriptionNumber) is { } again)
        {
            return arguments.Empty
                ? new Understood(new SubscribeCommand("", "") { Number = (int)again.Number })
                : Verb.Unclear(
                    "A number takes up an ended subscription as it was. Nothing can be added to it there.",
                    $"subscribe #{again.Number}");
        }

        if (arguments.Left is [{ Kind: TokenKind.Word }] && arguments.TakeNumber() is { } bare)
            return new Understood(new SubscribeCommand("", "") { Number = bare });

        var places = arguments.TakeValues("in");
        var mode = arguments.TakeValues("as");
        var schedule = Timetable.Read(arguments, out var trouble);
        var topics = arguments.TakeValues("topic");
        var filters = arguments.TakeFilters().Concat(Phrases(arguments, topics)).ToList();
        arguments.TakeLeading("to", "on", "about");
        arguments.TakeLeading("the", "topic");
        var digest = TakesDigest(arguments);
        var text = arguments.TakeText(phrases: false);
        if (trouble is not null)
            return trouble;
        if (places.Count > 0 && !places[^1].Equals("thread", StringComparison.OrdinalIgnoreCase))
            return Verb.Unclear("I post into the conversation itself, or into a thread of it.", "subscribe pak-us", "subscribe pak-us in:thread");
        if (Unknown(arguments, text) is { } unknown)
            return unknown;
        if (mode.Count > 0 && !IsMode(mode[^1]))
            return Verb.Unclear($"“as:{LineParser.Echo(mode[^1])}” is not understood. It can be alerts or digest.", Example);
        var asDigest = digest || (mode.Count > 0 && mode[^1].StartsWith("dig", StringComparison.OrdinalIgnoreCase)) || (mode.Count == 0 && schedule.At is not null);
        if (!asDigest && schedule is not { At: null, Days: null })
            return Verb.Unclear("Alerts come as statements are found; an hour or days belong to a digest.", Example);
        var topic = string.Join(' ', topics.Append(text).Where(t => t.Length > 0));
        return new Understood(new SubscribeCommand(
            topic,
            FilterText.Write(filters),
            asDigest ? SubscriptionMode.Digest : SubscriptionMode.Alerts,
            schedule.At,
            schedule.Days)
        { InThread = places.Count > 0 });
    }

    public override bool Changes => true;

    public override Command Under(Above above) =>
        Number is null && Topic.Length == 0 && Filter.Length == 0 ? this with { Topic = above.Topic } : this;

    public override string Write()
    {
        if (Number is { } number)
            return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"subscribe #{number}");
        var parts = new[]
        {
            "subscribe",
            Topic.Length == 0 ? "" : $"topic:{QuoteMarks.Write(Topic)}",
            Filter,
            Mode == SubscriptionMode.Digest ? "as:digest" : "",
            At is { } at ? $"at:{Hours.Write(at)}" : "",
            Days is { } days ? $"days:{Weekdays.Write(days)}" : "",
            InThread ? "in:thread" : "",
        };
        return string.Join(' ', parts.Where(p => p.Length > 0));
    }

    // Words between quotation marks are what the statement must hold; without another word they are the topic's name.
    private static List<Token> Phrases(Arguments arguments, IReadOnlyList<string> topics)
    {
        if (topics.Count == 0 && !arguments.Left.Any(t => t.Kind == TokenKind.Word))
            return [];
        var phrases = new List<Token>();
        while (arguments.Take(TokenKind.Phrase) is { } phrase)
            phrases.Add(phrase);
        return phrases;
    }

    private static bool TakesDigest(Arguments arguments)
    {
        if (arguments.Left is not [.., var first, var last] || !first.Is("as") || !last.Is("digest"))
            return false;
        arguments.Remove([first, last]);
        return true;
    }

    private static Misunderstood? Unknown(Arguments arguments, string text)
    {
        if (!arguments.Empty)
            return Verb.Unclear($"“{LineParser.Echo(arguments.Rest())}” does not belong in a subscription.", Example);
        var word = text.Split(' ').FirstOrDefault(w => w.Contains(':', StringComparison.Ordinal));
        if (word is null)
            return null;
        var key = word[..word.IndexOf(':', StringComparison.Ordinal)];
        var near = QualifierKeys.Nearest(key) is { } nearest ? $" Did you mean “{nearest}:”?" : "";
        return Verb.Unclear(
            $"There is no filter “{LineParser.Echo(key)}:”.{near} The filters are {string.Join(", ", QualifierKeys.OfFilters)}. Nothing was subscribed.", Example);
    }

    private static bool IsMode(string mode) => mode.ToLowerInvariant() is "digest" or "digests" or "alert" or "alerts";
}

/// <summary>Answers <see cref="SubscribeCommand"/>.</summary>
public sealed class SubscribeHandler(
    SubscriptionTable subscriptions,
    SubscriptionPreview preview,
    StatementLists lists,
    HealthTable health,
    NewsOutlook outlook,
    Interest interest,
    SourceBook book,
    TopicFinder topics,
    Newsdesk desk,
    CardDeck cards,
    TimeProvider clock)
    : Handler<SubscribeCommand>
{
    /// <summary>The hour of a digest that nobody gave one.</summary>
    private static readonly TimeOnly Morning = new(8, 0);

    public override async Task<Answer> AnswerAsync(SubscribeCommand command, Request request, CancellationToken cancellationToken)
    {
        var here = await subscriptions.ListAsync(request.Conversation.Id, cancellationToken);
        if (command.Number is { } number)
            return await TakeUpAsync(number, request, cancellationToken);
        if (command.Topic.Length == 0 && command.Filter.Length == 0)
            return new Answer(cards.Notice(
                "Follow what?", "A topic, or a speaker: subscribe speaker:\"Ishaq Dar\".", Buttons.Follow(desk.Topics)));
        var topic = command.Topic.Length == 0 ? null : topics.Find(command.Topic);
        if (topic is null && SeveralTopics(command) is { Count: > 1 } several)
        {
            var each = several.Select(c => c.Write()).ToList();
            return new Answer(cards.Notice(
                "Each topic is a subscription of its own",
                "Nothing was subscribed yet. “Follow all” does it for all of them.",
                [new SayButton("Follow all", new Copies.ImportCommand(string.Join("; ", each)).Write()), .. Buttons.Of(each.Take(4))]));
        }

        if (topic is null && command.Topic.Length > 0)
            return new Answer(topics.Unknown(command.Topic, t => (command with { Topic = t.Key }).Write(), Instead(command)));
        if (!SubscriptionFilter.TryParse(command.Filter, out var filter, out var error))
            return new Answer(cards.Error(
                "That filter does not work", $"{error} Nothing was subscribed.", Buttons.Of("help subscribe")));
        if (Implausible(filter) is { } name)
        {
            return new Answer(cards.Error(
                "That is no name",
                $"“{LineParser.Echo(name)}” cannot be somebody's name. Nothing was subscribed.",
                Buttons.Of("help subscribe")));
        }

        var at = command.Mode == SubscriptionMode.Digest ? command.At ?? HourOf(here) ?? Morning : (TimeOnly?)null;
        var wanted = new NewSubscription(
            request.Conversation.Id,
            topic?.Key ?? "",
            filter.ToString(),
            command.Mode,
            at is { } hour ? Hours.Write(hour) : null,
            command.Days ?? Weekdays.All,
            request.PersonId,
            request.PersonName);
        if (command.InThread)
        {
            if (request.Thread is null)
                return new Answer(NoThread(command));
            wanted = wanted with { Thread = request.Thread };
        }

        var same = here.FirstOrDefault(s => s.Topic == wanted.Topic && s.Filter == wanted.Filter && s.Mode == wanted.Mode && s.Thread == wanted.Thread);
        if (same is null)
            return await AddAsync(wanted, filter, here, request, cancellationToken);
        // What was not typed stays as it is.
        wanted = wanted with { At = command.At is null ? same.At : wanted.At, Days = command.Days ?? same.Days };
        return await AgainAsync(same, wanted, request, cancellationToken);
    }

    private async Task<Answer> AddAsync(
        NewSubscription wanted, SubscriptionFilter filter, IReadOnlyList<Subscription> here, Request request, CancellationToken cancellationToken)
    {
        var added = await subscriptions.AddAsync(wanted, request.Conversation.Zone, cancellationToken);
        var volume = await preview.OfLastDayAsync(added, here, cancellationToken);
        var sentences = new List<string>
        {
            $"{request.Who} subscribed this conversation to {Subscribed.Name(added, topics)}.",
            $"{Stored(added)} {Does(added, request)}",
        };
        sentences.AddRange(Doubts(filter, await book.AddedAsync(cancellationToken)));
        sentences.Add(volume.Count == 0
            ? await health.IsReadingBacklogAsync(cancellationToken)
                ? "What the sources published in the last 24 hours is still being read."
                : "In the last 24 hours it would have brought nothing."
            : $"In the last 24 hours it would have brought {volume.Count} {(volume.Count == 1 ? "statement" : "statements")}{(volume.Count > volume.Samples.Count ? "; the newest:" : ":")}");
        if (outlook.Warning is { } warning)
            sentences.Add(warning);
        var notice = cards.Notice(
            $"Subscribed: #{added.Number}",
            string.Join('\n', sentences),
            [new SayButton("Undo", $"unsubscribe #{added.Number}"), new SayButton("List", "list")]);
        return volume.Count == 0
            ? Answer.OfChange(notice)
            : new Answer([notice, await SamplesAsync(added, volume, request, cancellationToken)]) { Changed = true };
    }

    // A list like any other: it can be gone on with, and what stands on it can be asked about.
    private async Task<CardMessage> SamplesAsync(Subscription added, Volume volume, Request request, CancellationToken cancellationToken)
    {
        var question = new LatestCommand(null, new Scope(null, added.Topic.Length > 0 ? added.Topic : null, added.Filter, null));
        var list = new ShownList(question.Write(), "From the last 24 hours", volume.Statements, 0, clock.GetUtcNow());
        return await lists.PageAsync(request, list, cancellationToken, volume.Samples.Count);
    }

    private async Task<Answer> AgainAsync(
        Subscription same, NewSubscription wanted, Request request, CancellationToken cancellationToken)
    {
        var name = Subscribed.Name(same, topics);
        IReadOnlyList<SayButton> buttons = [Buttons.Of($"unsubscribe #{same.Number}"), Buttons.Of("list")];
        if (same.Mode == SubscriptionMode.Digest && (same.At != wanted.At || same.Days != wanted.Days))
        {
            var changed = await subscriptions.ChangeAsync(
                same, request.Conversation.Zone, wanted.Filter, same.Mode, wanted.At, wanted.Days, cancellationToken);
            return Answer.OfChange(cards.Notice(
                $"Changed: #{same.Number}",
                $"{request.Who} changed the hour of {name}. {Does(changed, request)}",
                [new SayButton("Undo", HourBack(same)), .. buttons]));
        }

        if (same.State == SubscriptionState.Paused)
        {
            await subscriptions.SetStateAsync(same.Id, SubscriptionState.Active, null, cancellationToken);
            return Answer.OfChange(cards.Notice(
                $"Live again: #{same.Number}",
                $"{request.Who} took up {name}, which was paused.",
                [.. Silence(same), .. buttons]));
        }

        return new Answer(cards.Notice(
            "It is there already",
            $"{name} is followed here since {LocalTime.Day(new LocalTime(request.Conversation.Zone).DayOf(same.Created))}. {Does(same, request)}",
            buttons));
    }

    private async Task<Answer> TakeUpAsync(int number, Request request, CancellationToken cancellationToken)
    {
        if (await subscriptions.FindAsync(request.Conversation.Id, number, cancellationToken) is not { } found)
            return new Answer(cards.Error(
                "No such subscription", $"There was never a #{number} in this conversation.", Buttons.Of(["list", "topics"])));
        if (found.State == SubscriptionState.Active)
            return new Answer(cards.Notice(
                "It is there already", $"{Subscribed.Name(found, topics)} is followed here.", Buttons.Of("list")));
        await subscriptions.SetStateAsync(found.Id, SubscriptionState.Active, null, cancellationToken);
        var paused = found.State == SubscriptionState.Paused;
        var between = paused ? "What was found in between comes now." : "What was found in between is not announced.";
        IReadOnlyList<SayButton> buttons = paused
            ? [.. Silence(found), Buttons.Of($"unsubscribe #{number}"), Buttons.Of("list")]
            : [new SayButton("Undo", $"unsubscribe #{number}"), Buttons.Of("list")];
        return Answer.OfChange(cards.Notice(
            $"Live again: #{number}",
            $"{request.Who} took up {Subscribed.Name(found, topics)} again. {between}",
            buttons));
    }

    // "pak-us and intra-afghan", "pak-us, intra-afghan".
    private List<SubscribeCommand> SeveralTopics(SubscribeCommand command)
    {
        var found = new List<Topic?>();
        foreach (var part in command.Topic.Replace(" and ", "&", StringComparison.OrdinalIgnoreCase).Split(['&', '+'], StringSplitOptions.TrimEntries))
        {
            // A comma between is gone by now.
            var rest = part;
            while (topics.Find(rest) is null && desk.SplitTopic(rest) is var (first, words))
            {
                found.Add(first);
                rest = words;
            }

            found.Add(topics.Find(rest));
        }

        return found.Contains(null) || command.InThread ? [] : [.. found.Select(t => command with { Topic = t!.Key }).Distinct()];
    }

    // What is no topic is a speaker, words, or a topic and one of these; the rest of the line stays as it was typed.
    private IEnumerable<SayButton> Instead(SubscribeCommand command)
    {
        var (topic, word) = desk.SplitTopic(command.Topic) is var (first, rest) ? (first.Key, rest) : ("", command.Topic);
        if (topic.Length > 0 && Narrowing.Of(word, desk) is { } narrowed)
        {
            var line = (command with { Topic = topic, Filter = EditedFilter.Of(command.Filter, narrowed) }).Write();
            yield return new SayButton(line, line);
            yield break;
        }

        foreach (var speaker in topics.Speakers(word).Take(2))
            yield return Offer("Follow " + speaker.Name, "speaker", speaker.Name);
        yield return Offer($"Follow “{LineParser.Echo(word)}”", "term", word);

        SayButton Offer(string label, string key, string value)
        {
            var filter = EditedFilter.Of(command.Filter, $"{key}:{QuoteMarks.Write(value)}");
            return new SayButton(label, (command with { Topic = topic, Filter = filter }).Write());
        }
    }

    // The line that takes a change of the hour back.
    private static string HourBack(Subscription before) => new EditCommand(
        before.Number, "", At: Hours.Of(before.At), Days: before.Days).Write();

    // The button that mutes again what was muted.
    private IEnumerable<SayButton> Silence(Subscription before) =>
        MuteCommand.Again(before.Number, before.PausedUntil, clock.GetUtcNow()) is { } line ? [new SayButton("Undo", line)] : [];

    private CardMessage NoThread(SubscribeCommand command) => cards.Error(
        "This is no thread",
        "“in:thread” is said in the thread in which the posts shall come. Nothing was subscribed.",
        Buttons.Of((command with { InThread = false }).Write()));

    private static string Stored(Subscription added) => added.Filter.Length == 0 ? "Filter: none." : $"Filter: {added.Filter}.";

    private static string Does(Subscription subscription, Request request) => subscription.Mode == SubscriptionMode.Alerts
        ? $"Each statement is posted {Where(subscription, request)} as it is found."
        : $"An edition is posted {Where(subscription, request)} {Subscribed.Hour(subscription, request.Conversation)}.{Subscribed.DefaultZone(request.Conversation)}";

    private static string Where(Subscription subscription, Request request) =>
        subscription.Thread is null ? "here" : subscription.Thread == request.Thread ? "in this thread" : "in its thread";

    private IEnumerable<string> Doubts(SubscriptionFilter filter, IReadOnlyList<Source> added)
    {
        var names = desk.Speakers.SelectMany(s => s.Aliases.Prepend(s.Name)).ToList();
        var near = filter.Qualifiers.Where(q => q.Key == "speaker").SelectMany(q => q.Values).Where(v => desk.Index.Find(v).Count == 0)
            .Select(v => Spelling.Nearest(v, names)).OfType<string>();
        return interest.Doubts(filter, added).Concat(near.Select(n => $"Did you mean {n}?"));
    }

    private static TimeOnly? HourOf(IReadOnlyList<Subscription> here) =>
        Hours.Of(here.FirstOrDefault(s => s.Mode == SubscriptionMode.Digest && s.At is not null)?.At);

    /// <summary>Names have letters, are short, and are no addresses.</summary>
    private static string? Implausible(SubscriptionFilter filter) =>
        filter.Qualifiers.Where(q => q.Key == "speaker").SelectMany(q => q.Values)
        .FirstOrDefault(v => v.Length > 80 || v.Count(char.IsLetter) < 2 || v.Split(' ').Length > 8 || v.Any(c => c is '<' or '>' or '{' or '}' or '/' or '@'));
}
