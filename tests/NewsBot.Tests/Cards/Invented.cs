using NewsBot.Desk;
using NewsBot.Digests;
using NewsBot.Statements;
using NewsBot.Stories;
using NewsBot.Subscriptions;
using NewsBot.Text;

namespace NewsBot.Tests.Cards;

/// <summary>Invented statements, outlets and people for card tests.</summary>
internal static class Invented
{
    public static DateTimeOffset Noon { get; } = new(2021, 1, 4, 9, 2, 0, TimeSpan.Zero);

    public static Statement Statement(
        long id = 12, string words = "“We will meet again in May.”", ReportType type = ReportType.Direct, string speaker = "Mirza Example",
        string? office = "Foreign Minister", string? place = "Islamabad", DateTimeOffset? corrected = null, DateTimeOffset? withdrawn = null,
        Attribution attribution = Attribution.Named, SpeechAct act = SpeechAct.Other) => new()
        {
            Act = act,
            Id = id,
            SpeakerKey = "mirza-example",
            SpeakerName = speaker,
            Office = office,
            Type = type,
            Attribution = attribution,
            SaidOn = new DateOnly(2021, 1, 4),
            Place = place,
            Language = "en",
            Words = words,
            Found = Noon,
            Backlog = false,
            ReportId = 1,
            Revision = 0,
            Corrected = corrected,
            Withdrawn = withdrawn,
        };

    public static Carrier Carrier(string outlet = "Sample Herald", string url = "https://herald.example/talks", string title = "Minister speaks", bool sample = false) =>
        new(outlet, outlet.ToLowerInvariant(), SourceClass.Press, url, title, Noon, sample);

    public static StatementView View(Statement? statement = null, bool verbatim = true, string? context = null, params Carrier[] carriers)
    {
        var one = statement ?? Statement();
        return new StatementView
        {
            Statement = one,
            Words = one.Words,
            Verbatim = verbatim,
            Context = context ?? "The minister spoke to reporters. " + one.Words,
            Carriers = carriers.Length == 0 ? [Carrier()] : carriers,
            Topics = [new TopicTag("pak-us", "names both sides and talks")],
        };
    }

    public static Digest Alert(StatementView view, string zone = "Asia/Karachi", string? reason = "both sides and “talks” in one sentence") => new()
    {
        Kind = DigestKind.Alert,
        To = Noon,
        Zone = zone,
        Topics = [new TopicSection("pak-us", "Pakistan–US talks", [new StorySection(null, [view])])],
        SubscriptionNumber = 3,
        Reason = reason,
    };

    public static Digest Edition(IReadOnlyList<StatementView> views, int held = 0, bool late = false) => new()
    {
        Kind = DigestKind.Edition,
        From = Noon.AddDays(-1),
        To = Noon,
        Zone = "Asia/Karachi",
        Late = late,
        Held = held,
        Topics = views.Count == 0 ? [] : [new TopicSection("pak-us", "Pakistan–US talks", [new StorySection("Talks in spring", views)])],
        SubscriptionNumber = 4,
    };

    public static Subscription Subscription(int number = 3, SubscriptionMode mode = SubscriptionMode.Alerts, string filter = "", int days = 31) => new()
    {
        Id = number,
        ConversationId = 1,
        Number = number,
        Topic = "pak-us",
        Filter = filter,
        Mode = mode,
        At = mode == SubscriptionMode.Digest ? "07:30" : null,
        Days = days,
        Created = Noon,
        CreatedBy = "person-1",
        CreatedByName = "Ayesha",
        State = SubscriptionState.Active,
        AfterStatement = 0,
    };

    public static Topic Topic(string key, string name) => new() { Key = key, Name = name, Description = "What is said about it.", Actors = [] };
}
