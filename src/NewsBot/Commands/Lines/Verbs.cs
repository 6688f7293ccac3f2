using NewsBot.Commands.Changes;
using NewsBot.Commands.Comparisons;
using NewsBot.Commands.Copies;
using NewsBot.Commands.Guides;
using NewsBot.Commands.Marks;
using NewsBot.Commands.Privacy;
using NewsBot.Commands.Questions;
using NewsBot.Commands.Sources;
using NewsBot.Stories.Marks;
using NewsBot.Text;

namespace NewsBot.Commands.Lines;

/// <summary>Every verb, and the words that people say for it.</summary>
internal static class Verbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new(
            "help",
            "help",
            [
                "help",
                "hi",
                "hello",
                "hey",
                "start",
                "menu",
                "commands",
                "usage",
                "what can you do",
                "good morning",
                "good afternoon",
                "good evening",
                "salam",
                "assalam o alaikum",
                "سلام",
                "السلام علیکم",
                "مدد",
                "کمک",
                "مرسته",
            ],
            HelpCommand.Read),
        new(
            "thanks",
            "thanks",
            ["thanks", "thank you", "thank u", "many thanks", "thx", "ty", "cheers", "shukria", "شکریہ", "تشکر", "مننه"],
            ThanksCommand.Read),
        new(
            "topics",
            "topics",
            ["topics", "topic", "subjects", "what do you follow", "list topics", "show topics"],
            TopicsCommand.Read),
        new(
            "subscribe",
            "subscribe pak-us",
            ["subscribe", "subscribe to", "sub", "follow", "watch", "track", "alert me about", "notify me about"],
            SubscribeCommand.Read),
        new(
            "unsubscribe",
            "unsubscribe #1",
            ["unsubscribe", "unsubscribe from", "unsub", "unfollow", "stop following", "stop", "remove", "delete", "unwatch"],
            UnsubscribeCommand.Read),
        new(
            "list",
            "list",
            [
                "list",
                "ls",
                "subs",
                "subscriptions",
                "list subscriptions",
                "my subscriptions",
                "show subscriptions",
                "list all",
                "show all",
                "following",
                "show list",
            ],
            ListCommand.Read),
        new("edit", "edit #3 -outlet:dawn", ["edit", "change", "modify", "set"], EditCommand.Read),
        new("mute", "mute 2h", ["mute", "silence", "snooze", "pause", "mute for", "be quiet for"], MuteCommand.Read),
        new("unmute", "unmute", ["unmute", "unsnooze", "resume", "unpause", "mute off"], MuteCommand.ReadEnd),
        new("show", "show #3", ["show", "view", "subscription"], ShowCommand.Read),
        new(
            "digest",
            "digest at 07:30 mon-fri",
            [
                "digest",
                "digests",
                "the digest",
                "daily digest",
                "weekly digest",
                "briefing",
                "edition",
                "send digest",
                "stop digest",
                "stop the digest",
            ],
            DigestCommand.Read),
        new(
            "timezone",
            "timezone Asia/Karachi",
            ["timezone", "time zone", "time-zone", "tz", "zone", "set timezone", "set timezone to", "set time zone"],
            TimezoneCommand.Read),
        new(
            "settings",
            "settings changes:owners",
            ["settings", "setting", "preferences", "config", "configuration", "options"],
            SettingsCommand.Read),
        new(
            "quiet",
            "quiet 22:00-07:00",
            ["quiet", "quiet hours", "do not disturb", "dnd"],
            QuietCommand.Read),
        new(
            "layout",
            "layout compact",
            ["layout", "set layout", "card layout", "card size", "cards", "make cards", "make the cards"],
            LayoutCommand.Read),
        new(
            "who said",
            "who said \"ceasefire\" since 7d",
            [
                "who said",
                "who-said",
                "whosaid",
                "who says",
                "who has said",
                "who mentioned",
                "who has mentioned",
                "who talked about",
                "who spoke about",
                "who spoke of",
                "who is saying",
                "who's saying",
                "who is talking about",
                "who's talking about",
            ],
            WhoSaidCommand.ReadAs(SpeechAct.Other)),
        new(
            "who denied",
            "who denied since 7d",
            ["who denied", "who-denied", "who denies", "who has denied"],
            WhoSaidCommand.ReadAs(SpeechAct.Denial)),
        new(
            "who threatened",
            "who threatened since 7d",
            ["who threatened", "who-threatened", "who threatens", "who has threatened"],
            WhoSaidCommand.ReadAs(SpeechAct.Threat)),
        new(
            "who demanded",
            "who demanded since 7d",
            ["who demanded", "who-demanded", "who demands", "who has demanded"],
            WhoSaidCommand.ReadAs(SpeechAct.Demand)),
        new(
            "who agreed",
            "who agreed since 7d",
            ["who agreed", "who-agreed", "who agrees", "who has agreed", "who accepted"],
            WhoSaidCommand.ReadAs(SpeechAct.Agreement)),
        new(
            "what did",
            "what did Dar say about visas",
            ["what did", "what-did", "whatdid", "what has", "what have", "what does", "what do"],
            WhatDidCommand.Read),
        new(
            "search",
            "search ceasefire talks",
            ["search", "search for", "find", "look for", "look up", "lookup", "grep"],
            SearchCommand.Read),
        new(
            "latest",
            "latest pak-us",
            [
                "latest",
                "newest",
                "recent",
                "news",
                "latest news",
                "latest statements",
                "show latest",
                "the latest",
                "latest on",
                "what's the latest",
                "whats the latest",
                "what is the latest",
                "what are the latest",
                "give me the latest",
                "get me the latest",
                "news on",
                "news about",
            ],
            LatestCommand.Read),
        new("more", "more", ["more", "next", "show more", "next page", "continue", "go on", "m"], MoreCommand.Read),
        new("page", "page 2", ["page", "go to page", "show page"], MoreCommand.ReadPage),
        new("back", "back", ["back", "go back", "previous", "previous page", "page back", "prev"], MoreCommand.ReadBack),
        new(
            "since",
            "since yesterday",
            [
                "since",
                "new",
                "what's new",
                "whats new",
                "what is new",
                "whatsnew",
                "anything new",
                "any news",
                "updates",
                "any updates",
                "what changed",
                "what has changed",
                "what happened",
                "what did i miss",
                "catch me up",
            ],
            SinceCommand.Read),
        new(
            "timeline",
            "timeline pak-us 30d",
            ["timeline", "time line", "chronology", "history", "history of", "timeline of"],
            TimelineCommand.Read),
        new(
            "compare",
            "compare \"Ishaq Dar\" and \"Marco Rubio\"",
            ["compare", "comparison of", "side by side", "contrast"],
            CompareCommand.Read),
        new(
            "changed",
            "changed since yesterday",
            [
                "changed",
                "changes",
                "correction",
                "corrections",
                "corrected",
                "any corrections",
                "latest corrections",
                "the corrections",
                "what was corrected",
                "what was withdrawn",
                "withdrawn",
                "retracted",
                "retractions",
            ],
            ChangedCommand.Read),
        new("who is", "who is Ishaq Dar", ["who is", "who's", "whos", "who was"], WhoIsCommand.Read),
        new("cite", "cite #S12", ["cite", "citation", "cite this", "quote"], CiteCommand.Read),
        new("source", "source #S12", ["source", "src", "link", "links", "outlets", "show source"], SourceCommand.Read),
        new(
            "sources",
            "sources",
            ["sources", "list sources", "list all sources", "show sources", "show all sources", "feeds", "all sources"],
            SourcesCommand.Read),
        new("why", "why #S12", ["why", "explain", "trace", "why not", "why no"], WhyCommand.Read),
        new(
            "claim",
            "claim #S12",
            ["claim", "i claim", "i'm on", "im on", "i am on", "i'll take", "i will take"],
            ClaimCommand.Read),
        new("unclaim", "unclaim #S12", ["unclaim", "drop claim", "not mine", "i'm off", "i am off"], ClaimCommand.ReadBack),
        new("claims", "claims", ["claims", "who is on what", "who's on what", "who claimed what"], ClaimsCommand.Read),
        new(
            "wrong speaker",
            "wrong speaker #S12",
            ["wrong speaker", "wrong person", "wrong name", "misattributed", "wrong attribution"],
            WrongCommand.ReadAs(DoubtKind.Speaker)),
        new(
            "wrong topic",
            "wrong topic #S12",
            ["wrong topic", "wrong subject", "off topic", "off-topic"],
            WrongCommand.ReadAs(DoubtKind.Topic)),
        new("wrong", "wrong speaker #S12", ["wrong"], WrongCommand.ReadAny),
        new("not wrong", "not wrong #S12", ["not wrong", "undoubt", "no doubt about", "it is right"], WrongCommand.ReadBack),
        new("queue", "queue", ["queue", "desk queue", "the queue", "doubts"], QueueCommand.Read),
        new("settle", "settle #S12", ["settle", "settled"], QueueCommand.ReadSettle),
        new("hold", "hold #S12", ["hold", "embargo", "hold back"], HoldCommand.Read),
        new("release", "release #S12", ["release", "unhold", "lift embargo on"], HoldCommand.ReadRelease),
        new("held", "held", ["held", "what is held", "what's held", "list held"], HeldCommand.Read),
        new("my data", "my data", ["my data", "export my data", "what do you know about me", "what do you keep"], MyDataCommand.Read),
        new("forget me", "forget me", ["forget me", "delete my data", "remove my data", "erase my data"], ForgetCommand.Read),
        new("export", "export", ["export", "copy settings", "export settings", "export subscriptions"], ExportCommand.Read),
        new("import", "import; timezone Asia/Karachi; subscribe pak-us", ["import"], _ => Import.Missing),
        new("audit", "audit since yesterday", ["audit", "ledger", "account for", "what became of everything"], AuditCommand.Read),
        new("undo", "undo", ["undo", "revert", "take back"], UndoCommand.Read),
        new("status", "status", ["status", "health", "ping", "are you there", "debug"], StatusCommand.Read),
    ];

    /// <summary>What people say to the verb that it means, the longest first.</summary>
    public static IReadOnlyList<(string Said, Verb Verb)> BySaid { get; } =
        [.. All.SelectMany(v => v.Said.Select(s => (Said: s, Verb: v))).OrderByDescending(p => p.Said.Length)];

    public static Verb? Named(string name) =>
        All.FirstOrDefault(v => v.Name == name) ?? BySaid.FirstOrDefault(p => p.Said.Equals(name, StringComparison.OrdinalIgnoreCase)).Verb;
}
