using System.Text.RegularExpressions;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Lines.Hints;
using NewsBot.Desk;
using NewsBot.Feeds.Listings;
using NewsBot.Stories;

namespace NewsBot.Commands.Lists;

/// <summary>What a follow-up makes of a list.</summary>
/// <param name="List">The list that is meant; null when it is not clear.</param>
/// <param name="Unclear">What to say instead; null when nothing better is known.</param>
internal sealed record Narrowed(ListingCommand? List, Reading? Unclear = null);

/// <summary>Finds out what a follow-up names, and asks the question of the list before it with that.</summary>
public sealed partial class ListNarrowing(Newsdesk desk, SourceBook book, StatementFinder finder, StatementViews views)
{
    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <summary>In words: a longer text is no word that was meant to be looked for.</summary>
    private const int LongestWords = 4;

    private static readonly string[] Leading = ["by", "from", "of", "with", "in", "for", "to", "via", "those", "ones", "the"];
    private static readonly string[] About = ["about", "on", "regarding", "mentioning"];

    // Kinds of statements, and languages, as people call them.
    private static readonly (Regex Said, string Key, string Value)[] Kinds =
    [
        (Official(), "type", "official"),
        (Quoted(), "type", "quote"),
        (Direct(), "type", "direct"),
        (Indirect(), "type", "indirect"),
        (Corrected(), "type", "correction"),
        (Unnamed(), "onrecord", "no"),
        (Named(), "onrecord", "yes"),
        (English(), "lang", "en"),
        (Urdu(), "lang", "ur"),
        (Pashto(), "lang", "ps"),
        (Persian(), "lang", "fa"),
    ];

    internal async Task<Narrowed> OfAsync(ListingCommand list, FollowUp said, CancellationToken cancellationToken)
    {
        var lifted = Lifted(list);
        if (FollowUp.Ordered(said.What) is not null && Scope.SortOf(said.What) is { } sort)
            return new Narrowed(ListEdit.Sorted(lifted, sort));
        var arguments = Arguments.Of(said.What);
        arguments.TakeAside();
        var scope = Scope.Read(arguments, out var trouble);
        if (trouble is not null)
            return new Narrowed(null, trouble);
        // "on the record" is about no record.
        var isKind = KindOf(arguments.Rest()) is not null;
        var about = !isKind && arguments.TakeLeading(About);
        if (!isKind)
            arguments.TakeLeading(Leading);
        var text = arguments.TakeText(phrases: true);
        // There is no list of what is not on a topic, or was not found in a time.
        if (!arguments.Empty || (said.Way == FollowUpWay.Without && (scope.Window is not null || scope.Topic is not null)))
            return new Narrowed(null);
        var changed = ListEdit.With(lifted, scope, said.Way);
        if (text.Length == 0)
            return new Narrowed(scope == Scope.None ? null : changed);
        return Any().Match(text) is { Success: true } any
            ? new Narrowed(ListEdit.Any(changed, any.Groups["what"].Value.ToLowerInvariant()))
            : await NamedAsync(changed, text, about, said, cancellationToken);
    }

    private async Task<Narrowed> NamedAsync(
        ListingCommand list, string text, bool about, FollowUp said, CancellationToken cancellationToken)
    {
        var name = QuoteMarks.Without(text);
        // "quotes by Jalbani on pak-us": both, where the first is clear.
        if (!about && Of().Match(name) is { Success: true } pair && await MeantAsync(pair.Groups["who"].Value, cancellationToken) is [var first])
            return await NamedAsync(ListEdit.Set(list, first, said.Way), pair.Groups["what"].Value, about: true, said, cancellationToken);
        var meant = about ? OfTopic(name) : await MeantAsync(name, cancellationToken);
        if (meant is [var one])
            return new Narrowed(ListEdit.Set(list, one, said.Way));
        if (meant.Count > 1)
        {
            var lead = said.Way switch { FollowUpWay.Only => "only", FollowUpWay.Without => "without", _ => "what about" };
            var lines = meant.Select(m => $"{lead} {string.Join(' ', m.Select(c => $"{c.Key}:{QuoteMarks.Write(c.Value)}"))}");
            return new Narrowed(null, new Undecided($"“{LineParser.Echo(name)}” is more than one thing here.", [.. lines]));
        }

        var words = said.TakesWords && name.Any(char.IsLetterOrDigit) && text.Split(' ').Length <= LongestWords;
        return new Narrowed(words ? ListEdit.Worded(list, text, said.Way) : null);
    }

    /// <summary>The readings of a name, each with its conditions: none, one, or several to ask about.</summary>
    private async Task<List<List<Condition>>> MeantAsync(string name, CancellationToken cancellationToken)
    {
        var meant = await OneAsync(name, cancellationToken);
        if (meant.Count > 0 || And().Split(name) is not { Length: > 1 } parts)
            return meant;
        // "Dar and Rubio": values of one key.
        var both = new List<Condition>();
        foreach (var part in parts)
        {
            if (await OneAsync(part.Trim(), cancellationToken) is not [[var condition]])
                return [];
            both.Add(condition);
        }

        return both.TrueForAll(c => c.Key == both[0].Key && c.Key != "topic") ? [both] : [];
    }

    private async Task<List<List<Condition>>> OneAsync(string name, CancellationToken cancellationToken)
    {
        if (KindOf(name) is { } kind)
            return [[kind]];
        if (Wishes.Kind(name) is var (type, who) && (type.Length > 0 || who is not null))
        {
            List<Condition> conditions = type.Length > 0 ? [new Condition("type", type)] : [];
            if (who is not null)
                conditions.AddRange(await OneAsync(who, cancellationToken) is [[var named], ..] ? [named] : [new Condition("speaker", who)]);
            return [conditions];
        }

        if (OfTopic(name) is { Count: > 0 } topic)
            return topic;
        var meant = new List<List<Condition>>();
        if (desk.Index.Find(name).Count > 0 && (NamesInWords.IsName(name, desk) || Title().IsMatch(name)))
            meant.Add([new Condition("speaker", name)]);
        if (await OfOutletAsync(name, cancellationToken) is { } outlet)
            meant.Add([new Condition("outlet", outlet)]);
        // Statements have speakers whom no registry names.
        if (meant.Count == 0 && name.Split(' ').Length <= LongestWords
            && await views.FindAsync(new StatementQuery { Speaker = name }, 1, cancellationToken) is { Count: > 0 })
            meant.Add([new Condition("speaker", name)]);
        return meant;
    }

    private static Condition? KindOf(string name) =>
        Kinds.FirstOrDefault(k => k.Said.IsMatch(name)) is { Said: not null } kind ? new Condition(kind.Key, kind.Value) : null;

    private List<List<Condition>> OfTopic(string name) =>
        desk.FindTopic(name) is { } topic ? [[new Condition("topic", topic.Key)]] : [];

    private async Task<string?> OfOutletAsync(string name, CancellationToken cancellationToken)
    {
        if (desk.FindSource(name) is { } named)
            return named.Key;
        var known = desk.Sources.Concat(await book.AddedAsync(cancellationToken)).ToList();
        // Its article may have been left out, here or where the line was read.
        return (known.Find(s => s.IsNamed(name)) ?? known.Find(s => s.IsNamed("the " + name)) ?? (known.Where(s => Source.IsBegunBy(name, s.Key, s.Name)).ToList() is [var only] ? only : null))?.Key;
    }

    // "latest pak-us" and "who denied on pak-us" ask for a topic, and what is said next may be about words.
    private ListingCommand Lifted(ListingCommand list)
    {
        var (speaker, topic, words) = finder.Meant(list);
        if (list.About is null && words == list.Words)
            return list;
        return list.WithWords(words ?? "") with { Scope = list.Scope with { Speaker = speaker, Topic = topic } };
    }

    [GeneratedRegex("^(?:any ?)?(?<what>time|body|one|speaker|outlet|source|topic)$|^every ?(?<what>body|one)$", Plain)]
    private static partial Regex Any();

    // "Women's rights" stands in the title of an office, and is none.
    [GeneratedRegex(
        "(?:minister|secretary|president|premier|spokes|envoy|ambassador|chief|director|chair|advis|command|general|governor|leader|delegate"
        + "|negotiator|official|ministry|office|department|army|embassy|mission|council|government)",
        Plain)]
    private static partial Regex Title();

    [GeneratedRegex("^(?<who>.{2,60}) (?:on|about|regarding|concerning) (?<what>.{2,60})$", Plain)]
    private static partial Regex Of();

    [GeneratedRegex(" and | or | & |, ?", Plain)]
    private static partial Regex And();

    [GeneratedRegex("^(?:officials?|official (?:ones?|sources?|texts?|statements?)|(?:confirmed|published) by (?:an? |the )?(?:office|ministry))$", Plain)]
    private static partial Regex Official();

    [GeneratedRegex("^(?:quot(?:es?|ed|ations?)(?: ones?)?|with quotes|verbatim(?: ones?)?)$", Plain)]
    private static partial Regex Quoted();

    [GeneratedRegex("^direct(?: (?:ones?|quot(?:es?|ations?)|speech))?$", Plain)]
    private static partial Regex Direct();

    [GeneratedRegex("^(?:indirect(?: (?:ones?|quotes?|speech))?|reported speech|paraphrases?|paraphrased(?: ones?)?)$", Plain)]
    private static partial Regex Indirect();

    [GeneratedRegex("^(?:on (?:the )?record|on-record|named(?: (?:ones?|speakers?|sources?|officials?))?)$", Plain)]
    private static partial Regex Named();

    [GeneratedRegex(
        "^(?:off (?:the )?record|off-record|(?:un-?named|anonymous)(?: (?:ones?|speakers?|sources?|officials?))?)$", Plain)]
    private static partial Regex Unnamed();

    [GeneratedRegex("^(?:corrections?|corrected(?: ones?)?)$", Plain)]
    private static partial Regex Corrected();

    [GeneratedRegex("^english$", Plain)]
    private static partial Regex English();

    [GeneratedRegex("^urdu$", Plain)]
    private static partial Regex Urdu();

    [GeneratedRegex("^(?:pashto|pushto)$", Plain)]
    private static partial Regex Pashto();

    [GeneratedRegex("^(?:dari|farsi|persian)$", Plain)]
    private static partial Regex Persian();
}
