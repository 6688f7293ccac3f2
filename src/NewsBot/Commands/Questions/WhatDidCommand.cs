using NewsBot.Commands.Lines;
using NewsBot.Commands.Lists;
using NewsBot.Commands.Times;

namespace NewsBot.Commands.Questions;

/// <summary><c>what did Dar say about visas since yesterday</c>.</summary>
/// <param name="Person">As typed.</param>
/// <param name="Said">The words; empty for anything.</param>
/// <param name="Scope">Topic, further qualifiers and window.</param>
public sealed record WhatDidCommand(string Person, string Said, Scope Scope) : ListingCommand(Scope)
{
    private static readonly string[] Saying =
    [
        "say", "said", "says", "tell", "told", "announce", "announced", "mention", "mentioned", "comment", "commented",
    ];

    // The State Department says, too.
    private static readonly string[] Stating = ["state", "stated"];
    private static readonly string[] Everybody = ["anyone", "anybody", "someone", "somebody", "everyone", "everybody"];
    private static readonly string[] Pronouns = ["he", "she", "it", "they", "this", "that", "we", "you"];
    private static readonly string[] Before = ["to", "with", "the", "local", "foreign"];
    private static readonly string[] Audience = ["reporters", "journalists", "media", "press", "newsmen", "correspondents"];
    private static readonly string[] Connectives = ["about", "on", "regarding", "concerning", "of"];

    public override string? Words => Said.Length == 0 ? null : Said;

    public override string? Speaker => Person;

    public override string Title => $"What {Person} said{(Said.Length == 0 ? "" : " about " + Said)}{Scoped()}";

    public override ListingCommand WithSpeaker(string speaker) => this with { Person = speaker };

    public override ListingCommand WithWords(string words) => this with { Said = words };

    /// <summary>Whether a word is one with which somebody's words are asked for.</summary>
    internal static bool IsSaying(string word) => Saying.Contains(word, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a word stands for every speaker.</summary>
    internal static bool IsAnybody(string word) => Everybody.Contains(word, StringComparer.OrdinalIgnoreCase);

    internal static Reading Read(Arguments arguments)
    {
        var after = arguments.TakeWindowAfter([.. Saying, .. Stating]);
        var scope = Scope.Read(arguments, out var trouble);
        if (trouble is not null)
            return trouble;
        if (after is not null && scope.Window is not null)
            return UnknownWindow.Answer($"{after.Write()} {scope.Window.Write()}");
        scope = scope with { Window = after ?? scope.Window };
        var (speaker, said) = Split(arguments);
        if (scope.Speaker is not null && speaker.Length == 0)
            (speaker, scope) = (scope.Speaker, scope with { Speaker = null });
        if (IsAnybody(speaker) && said.Any(char.IsLetterOrDigit) && arguments.Empty)
            return new Understood(new WhoSaidCommand(said, scope));
        // "what has been said about visas"
        if (speaker.Equals("been", StringComparison.OrdinalIgnoreCase) && arguments.Empty)
            return new Understood(said.Any(char.IsLetterOrDigit) ? new SearchCommand(said, scope) : new LatestCommand(null, scope));
        if (Pronouns.Contains(speaker, StringComparer.OrdinalIgnoreCase))
            return Verb.Unclear(
                $"Who is “{speaker}”? Name the speaker; “source” tells who said the statement that was shown last.",
                "source",
                "what did Ishaq Dar say about visas");
        if (!speaker.Any(char.IsLetterOrDigit) || !arguments.Empty || scope.Speaker is not null)
            return Verb.Unclear(
                "Name one speaker, and what it was about.",
                "what did Ishaq Dar say about visas",
                "what did \"Foreign Office\" say since yesterday");
        return new Understood(new WhatDidCommand(speaker, said.Any(char.IsLetterOrDigit) ? said : "", scope));
    }

    public override string Write() =>
        $"what did {QuoteMarks.Write(Person)} say{(Said.Length == 0 ? "" : " about " + Said)}{Scope.Write()}";

    // "tell reporters", "say to the media about visas"; "say press freedom" is about that.
    private static void TakeAudience(Arguments after)
    {
        var told = after.Left.TakeWhile(t => t.Kind == TokenKind.Word && Before.Any(t.Is)).ToList();
        if (after.Left.Skip(told.Count).FirstOrDefault() is not { Kind: TokenKind.Word } audience || !Audience.Any(audience.Is))
            return;
        if (after.Left.Count == told.Count + 1 || Connectives.Append("that").Any(after.Left[told.Count + 1].Is))
            after.Remove([.. told, audience]);
    }

    private static (string Speaker, string Said) Split(Arguments arguments)
    {
        var pieces = arguments.Left.ToList();
        var verb = pieces.FindIndex(t => Saying.Any(t.Is));
        if (verb < 0)
            verb = pieces.FindLastIndex(t => Stating.Any(t.Is));
        var split = verb >= 0 ? verb : pieces.FindIndex(t => Connectives.Any(t.Is));
        if (split < 0)
            return (arguments.TakeText(phrases: false), "");
        var before = new Arguments(pieces.GetRange(0, split));
        var after = new Arguments(pieces.GetRange(verb >= 0 ? split + 1 : split, pieces.Count - split - (verb >= 0 ? 1 : 0)));
        before.TakeWord("ever");
        after.TakeLeading("anything", "something");
        TakeAudience(after);
        after.TakeLeading(Connectives);
        var texts = (before.TakeText(phrases: false), after.TakeText(phrases: true));
        var left = before.Left.Concat(after.Left).ToList();
        arguments.Remove(pieces.Where(p => !left.Exists(l => ReferenceEquals(l, p))));
        return texts;
    }
}

/// <summary>Answers <see cref="WhatDidCommand"/>.</summary>
public sealed class WhatDidHandler(StatementLists lists) : Handler<WhatDidCommand>
{
    public override Task<Answer> AnswerAsync(WhatDidCommand command, Request request, CancellationToken cancellationToken) =>
        lists.AnswerAsync(command, request, cancellationToken);
}
