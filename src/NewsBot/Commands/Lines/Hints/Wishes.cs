using System.Text.RegularExpressions;
using NewsBot.Commands.Questions;

namespace NewsBot.Commands.Lines.Hints;

/// <summary>
/// What people ask for in sentences that begin with no verb: a time by itself, a kind of statement, an alert, an hour, a yes; and the
/// lines that come nearest. Nothing is executed. Pure; time grows with the line.
/// </summary>
internal static partial class Wishes
{
    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    // What is said to anybody who talks, and asks for no statement.
    private static readonly (Regex Said, string Heading, string Answer, string[] Lines)[] Talks =
    [
        (
            Yes(),
            "Yes to what?",
            "A “yes” by itself changes nothing: press the button, or say its line, for example “unsubscribe all yes”.",
            ["list", "help"]),
        (No(), "Nothing was changed", "What was changed before can be taken back: help undo.", ["list", "help undo"]),
        (Fine(), "All right", "Say “latest” for what is new.", ["latest", "help"]),
        (
            Identity(),
            "NewsBot",
            "I am a program. I follow what officials say and quote it word for word, with its source.",
            ["help", "topics"]),
        (
            Away(),
            "Too much?",
            "“mute” holds everything back for a while, “unsubscribe” and a number of the list ends one.",
            ["help mute", "list"]),
        (
            Anger(),
            "Sorry",
            "Say “why” and the number on a card for how an answer came about; “help” shows what I understand.",
            ["help", "status"]),
        (
            Summary(),
            "I write no summaries",
            "Words stand here as they were said. An edition lists what is new, a timeline goes day by day.",
            ["digest now", "since yesterday", "timeline"]),
        (
            Numbers(),
            "Numbers",
            "“status” and “audit” count what was found and posted, “topics” what was said on each in a week.",
            ["status", "audit", "topics"]),
    ];

    /// <param name="clean">The line, cleaned.</param>
    /// <returns>Null for a line that is none of them.</returns>
    public static Misunderstood? Answer(string clean) =>
        Talk(clean) ?? Link(clean) ?? Said(clean) ?? OfStatement(clean) ?? Time(clean) ?? Listed(clean) ?? Alert(clean) ?? Hour(clean) ?? Anybody(clean);

    /// <summary>"direct quotes by Dar": the value of <c>type:</c> that is meant, empty for any, and whose they are.</summary>
    internal static (string Type, string? Who)? Kind(string text)
    {
        var match = KindOf().Match(text);
        if (!match.Success)
            return null;
        var who = QuoteMarks.Without(match.Groups["who"].Value).Trim();
        return (TypeOf(match.Groups["kind"].Value.ToLowerInvariant()), who.Length == 0 ? null : who);
    }

    /// <summary>"quotes by Dar on visas": a kind as in <see cref="Kind"/>, and what it is about; empty for anything.</summary>
    internal static (string Type, string? Who, string About)? KindAbout(string text)
    {
        if (Kind(text) is var (whole, by))
            return (whole, by, "");
        var match = About().Match(text);
        return match.Success && Kind(match.Groups["kind"].Value) is var (type, who) ? (type, who, match.Groups["about"].Value) : null;
    }

    /// <summary>What a pasted link asks, whatever stands around it; null where there is none.</summary>
    internal static Misunderstood? Link(string text) => Tokens.Of(text).FirstOrDefault(t => t.Kind == TokenKind.Link) is { } link
        ? Told("An article", "“why” and its link say what was found in it, and what became of that.", $"why {link.Text}", "help why")
        : null;

    /// <summary>"give me everything Dar said about visas": a question about one speaker; null for anything else.</summary>
    internal static Misunderstood? Said(string clean)
    {
        var match = Everything().Match(clean);
        return match.Success
            ? Told(
                "What somebody said",
                "I read that as a question about one speaker.",
                $"what did {QuoteMarks.Write(Given(match, "who"))} say {match.Groups["rest"].Value}".TrimEnd(),
                "help questions")
            : null;
    }

    /// <summary>A time without what people put before it: "only from Monday".</summary>
    internal static string WithoutLead(string time) => BeforeTime().Replace(time, string.Empty);

    private static Misunderstood? Talk(string clean) =>
        Talks.FirstOrDefault(t => t.Said.IsMatch(clean)) is { Said: not null } talk ? Told(talk.Heading, talk.Answer, talk.Lines) : null;

    // "is #S12 true?", "translate that", "who is that?": of the statement that is named, or was shown last.
    private static Misunderstood? OfStatement(string clean)
    {
        var number = Tokens.Of(clean).FirstOrDefault(t => t.Kind == TokenKind.StatementNumber);
        var source = number is null ? "source" : $"source #S{number.Number}";
        if (Truth().IsMatch(clean))
        {
            return Told(
                "I do not judge whether it is true",
                "I show who said it, where it was reported, and whether an office published it itself.",
                source,
                source.Replace("source", "why", StringComparison.Ordinal));
        }

        if (Translation().IsMatch(clean))
        {
            return Told(
                "I do not translate",
                "Words stand in the language in which they were published; lang:en or lang:ur finds those in one language.",
                source,
                "help type");
        }

        if (Origin().IsMatch(clean))
        {
            return Told(
                "Where it comes from",
                "“source” names every outlet that carries the statement that was shown last, and what is stored of them.",
                source,
                source.Replace("source", "why", StringComparison.Ordinal));
        }

        if (Proof().IsMatch(clean))
        {
            return Told(
                "How I know",
                "“why” tells each stage that a statement went through, “source” the stored text that its words were checked against.",
                source.Replace("source", "why", StringComparison.Ordinal),
                source);
        }

        return Pointing().IsMatch(clean)
            ? Told(
                "Who?",
                "“source” tells who said the statement that was shown last, and where. For another one, name the speaker.",
                "source",
                "latest")
            : null;
    }

    private static Misunderstood? Time(string clean)
    {
        var time = WithoutLead(clean);
        return LineParser.Parse($"what's new {time}") is Understood(SinceCommand { Of: null, Scope: { Window: not null } scope })
            && scope with { Window = null } == Scope.None
            ? Told(
                "What about that time?",
                $"“{LineParser.Echo(clean)}” is a time. Put a question before it, or ask what is new since.",
                $"what's new {time}",
                "help since")
            : null;
    }

    private static Misunderstood? Listed(string clean)
    {
        var arguments = Arguments.Of(clean);
        var time = arguments.TakeWindow()?.Write();
        return Kind(arguments.Rest()) is var (type, who) && (type.Length > 0 || who is not null)
            ? Told(
                "Which statements?",
                "I read that as a list of them. For alerts that bring nothing else: help type.",
                $"latest{Narrowed(type, who)} {time}".TrimEnd(),
                "help type")
            : null;
    }

    private static Misunderstood? Alert(string clean)
    {
        var match = When().Match(clean);
        if (match.Success)
        {
            var (who, what) = (Given(match, "who"), Given(match, "what"));
            var line = (IsAnybody(who) ? "" : $" speaker:{QuoteMarks.Write(who)}")
                + (IsAnything(what) ? "" : $" term:{QuoteMarks.Write(what)}");
            return line.Length == 0 ? null : Subscription($"subscribe{line}");
        }

        match = AlertsOf().Match(clean);
        if (!match.Success)
            return null;
        var wanted = Given(match, "what");
        return Kind(wanted) is var (type, speaker) && (type.Length > 0 || speaker is not null)
            ? Subscription($"subscribe{Narrowed(type, speaker)}")
            : Told(
                "A subscription",
                "Nothing was subscribed yet. The first line follows the topic of that name, if there is one; the other all statements that hold the words.",
                $"subscribe {wanted}",
                $"subscribe term:{QuoteMarks.Write(wanted)}",
                "help subscribe");
    }

    private static Misunderstood? Subscription(string line) =>
        Told("A subscription", "Nothing was subscribed yet. This is the line that brings such alerts.", line, "help subscribe");

    private static Misunderstood? Hour(string clean)
    {
        var match = Sent().Match(clean);
        return match.Success
            ? Told(
                "A digest",
                "Nothing was changed yet. A digest comes at an hour, with what is new on all that is followed here.",
                $"digest {match.Groups["when"].Value}",
                "help digest")
            : null;
    }

    // "did anyone deny it": a question about all speakers.
    private static Misunderstood? Anybody(string clean)
    {
        var match = DidAnybody().Match(clean);
        if (!match.Success)
            return null;
        var (verb, rest) = (match.Groups["verb"].Value.ToLowerInvariant(), match.Groups["rest"].Value);
        string[] forms = WhatDidCommand.IsSaying(verb) ? ["said"] : [verb, verb + "d", verb + "ed", verb[..^1] + "ied"];
        return forms.Select(f => $"who {f}{rest}").FirstOrDefault(l => LineParser.Parse(l) is Understood(WhoSaidCommand)) is { } asked
            ? Told("Did anybody?", "That is a question about all speakers.", asked, "help who said")
            : null;
    }

    // Only lines that are read go on buttons; without the first there is nothing to say.
    internal static Misunderstood? Told(string heading, string sentence, params string[] lines)
    {
        var read = lines.Select(LineParser.Parse).ToList();
        return read[0] is Understood
            ? new Misunderstood(sentence, [.. read.OfType<Understood>().Select(u => u.Command.Write()).Distinct()]) { Heading = heading }
            : null;
    }

    private static string Narrowed(string type, string? who) =>
        (who is null ? "" : $" speaker:{QuoteMarks.Write(who)}") + (type.Length == 0 ? "" : $" type:{type}");

    private static string Given(Match match, string group) => QuoteMarks.Without(match.Groups[group].Value).Trim();

    private static bool IsAnybody(string who) => Nobody().IsMatch(who);

    private static bool IsAnything(string what) =>
        what.ToLowerInvariant() is "" or "something" or "anything" or "a word" or "something new" or "anything new";

    private static string TypeOf(string kind) => kind[..2] switch
    {
        "di" => "direct",
        "qu" => "quote",
        "de" => kind.StartsWith("denial", StringComparison.Ordinal) ? "denial" : "demand",
        "th" => "threat",
        "ag" => "agreement",
        "of" => "official",
        _ => "",
    };

    [GeneratedRegex("^(?:yes|yep|yeah|yup|sure|confirm|confirmed|do it|go ahead)(?: please)?$", Plain)]
    private static partial Regex Yes();

    [GeneratedRegex("^(?:no|nope|nah|cancel|abort|never ?mind|nvm|forget it|forget that|nothing)$", Plain)]
    private static partial Regex No();

    [GeneratedRegex(
        "^(?:ok|okay|k|fine|great|good|nice|cool|perfect|got it|noted|understood|all right|alright|bye|goodbye|good night|see you)$",
        Plain)]
    private static partial Regex Fine();

    [GeneratedRegex(
        "^(?:(?:who|what) (?:are|r) (?:you|u)|are you (?:an? )?(?:real|bot|robot|human|person|machine|program|ai)(?: .*)?"
        + "|(?:what is|what's|whats) (?:this|newsbot|this bot)|version)$",
        Plain)]
    private static partial Regex Identity();

    [GeneratedRegex(
        "^(?:leave (?:me|us) alone|shut up|be quiet|go away|enough|too (?:many|much)(?: .*)?|(?:(?:send|post|tell|show) (?:me |us )?)?(?:less|fewer)(?: .*)?|(?:calm|slow) down|how (?:do|can) (?:i|we) (?:stop|end) (?:this|it|you))$",
        Plain)]
    private static partial Regex Away();

    [GeneratedRegex(
        @"^(?:\S+ ){0,5}(?:stupid|idiot|idiotic|useless|dumb|crap|bullshit|shit|fuck|fucking|damn)(?: \S+){0,2}$",
        Plain)]
    private static partial Regex Anger();

    [GeneratedRegex(
        "^(?:(?:give|send|show|get|make|write|do|need|want|i|me|us|an?|the|my|your|quick|short|brief|daily) )*"
        + "(?:summary|summaries|summari[sz]e|summing up|sum up|recap|round-?up|overview|tl;?dr)"
        + "(?: (?:of|for|on|about|please|today|it|this|that|everything)(?: .*)?)?$",
        Plain)]
    private static partial Regex Summary();

    [GeneratedRegex("^how (?:many|much|often)(?: .*)?$", Plain)]
    private static partial Regex Numbers();

    [GeneratedRegex(
        "^(?:(?:is|was|are) (?:that|this|it|those|#?s[0-9]+)(?: really)? (?:true|real|right|correct|accurate|confirmed|verified|fake)"
        + "|(?:fact-? ?check|verify)(?: .*)?)$",
        Plain)]
    private static partial Regex Truth();

    [GeneratedRegex(
        "^(?:(?:show|give|tell|find|get|send) (?:me |us )?)?(?:everything|all|anything|whatever|what)(?: that)? (?!(?:was|were|is|has been|have been) )(?<who>.{2,80}?) (?:has |have |had )?(?:said|says|say)"
        + "(?: (?<rest>.{1,200}))?$",
        Plain)]
    private static partial Regex Everything();

    [GeneratedRegex("^translat(?:e|ion)(?: .*)?$", Plain)]
    private static partial Regex Translation();

    [GeneratedRegex("^who(?:'s| is| are| was| were) (?:that|this|it|he|she|they|those|these)$", Plain)]
    private static partial Regex Pointing();

    [GeneratedRegex(
        "^(?:(?:who|where|which outlets?|what outlets?|whose)(?: else)? (?:reported|carried|published|printed|carries|has|have|had|is|was|did|do|does)"
        + "(?: (?:it|that|this|#?s[0-9]+|come|came|you|get|got|from|reported|published|carried|it's))*|(?:where|who) (?:it|that|this) (?:is|was|came) from|who else (?:said|says) (?:it|that|this|so))$",
        Plain)]
    private static partial Regex Origin();

    [GeneratedRegex(
        "^(?:how do you know(?: .*)?|prove (?:it|that|this|#?s[0-9]+)|are you sure(?: .*)?|(?:show me |where is |what is )(?:the |your )?(?:proof|evidence)(?: .*)?"
        + "|why should (?:i|we) (?:believe|trust)(?: .*)?)$",
        Plain)]
    private static partial Regex Proof();

    [GeneratedRegex("^(?:(?:from|over|during|only|just|for) )+", Plain)]
    private static partial Regex BeforeTime();

    [GeneratedRegex(
        "^(?:(?:only|just|all|any|the|some) )*(?<kind>direct quot(?:es?|ations?)|quot(?:es|ations?)|denials?|threats?|demands?|agreements?"
        + "|official (?:statements?|texts?|words)|statements?|remarks|comments)(?: only)?(?: (?:from|by|of) (?<who>.{1,100}))?$",
        Plain)]
    private static partial Regex KindOf();

    [GeneratedRegex("^(?<kind>.{1,100}?) (?:on|about|regarding|concerning) (?<about>.{1,200})$", Plain)]
    private static partial Regex About();

    [GeneratedRegex(
        "^(?:alert|tell|notify|ping|inform|message|warn) (?:me|us) (?:when|whenever|if|once|every time|each time|as soon as) (?<who>.{1,100}?)"
        + " (?:says?|said|mentions?|mentioned|speaks?|talks?|comments?)(?: (?:about|of|on))?(?: (?<what>.{1,200}))?$",
        Plain)]
    private static partial Regex When();

    [GeneratedRegex("^(?:alerts?|notifications?|updates?)(?: only)? (?:for|on|about|of|from|when) (?<what>.{1,300})$", Plain)]
    private static partial Regex AlertsOf();

    [GeneratedRegex(
        "^(?:(?:(?:send|give|post|show|get|bring|mail|e-?mail) .*?)?(?<when>(?:every|each|daily|weekdays) .+)"
        + "|(?:send|give|post|bring|mail|e-?mail) .*?(?<when>at [0-9].*))$",
        Plain)]
    private static partial Regex Sent();

    [GeneratedRegex(@"^(?:did|does|do|has|have|is|are) (?:any|some) ?(?:one|body) (?:ever )?(?<verb>\w{2,20})(?<rest>(?: .*)?)$", Plain)]
    private static partial Regex DidAnybody();

    [GeneratedRegex("^(?:any ?one|any ?body|some ?one|some ?body|they|officials?|an official|people)$", Plain)]
    private static partial Regex Nobody();
}
