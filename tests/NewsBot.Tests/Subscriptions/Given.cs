using NewsBot.Desk;
using NewsBot.Statements;
using NewsBot.Stories;
using NewsBot.Subscriptions;
using NewsBot.Text;

namespace NewsBot.Tests.Subscriptions;

/// <summary>Values for the pure tests: an invented desk, and statements and subscriptions with everything but the point in question set.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    public static Newsdesk Desk { get; } = new()
    {
        Sources = [Source("herald", "The Herald"), Source("bulletin", "Evening Bulletin"), Source("ministry", "Ministry of Sums")],
        Topics = [Topic("north-south", "North–South talks"), Topic("river", "River talks")],
        Speakers =
        [
            new Speaker
            {
                Key = "ada-brook",
                Name = "Ada Brook",
                Kind = SpeakerKind.Person,
                Side = "North",
                Aliases = ["A. Brook", "Madam Brook"],
                Offices =
                [
                    new Office("Trade Minister", null, null, new DateOnly(2026, 6, 30)),
                    new Office("Foreign Minister", "Northern Republic", new DateOnly(2026, 7, 1), null),
                ],
            },
        ],
    };

    public static StatementView View(
        long id = 10,
        string topic = "north-south",
        ReportType type = ReportType.Direct,
        Attribution attribution = Attribution.Named,
        bool backlog = false,
        params (string Key, string Name, SourceClass Class)[] carriers) => new()
        {
            Statement = new Statement
            {
                Id = id,
                Position = id,
                SpeakerKey = "ada-brook",
                SpeakerName = "Ada Brook",
                Office = "Foreign Minister",
                Type = type,
                Attribution = attribution,
                SaidOn = new DateOnly(2026, 11, 25),
                Language = "en",
                Words = "“We want a lasting cease-fire by spring,”",
                Found = Noon,
                Backlog = backlog,
                ReportId = id,
                Revision = 1,
            },
            Words = "“We want a lasting cease-fire by spring,”",
            Verbatim = true,
            Context = "“We want a lasting cease-fire by spring,” she said.",
            Carriers = [.. (carriers.Length > 0 ? carriers : [("herald", "The Herald", SourceClass.Press)]).Select(Carrier)],
            Topics = topic.Length == 0 ? [] : [new TopicTag(topic, "North and South, with “talks”")],
        };

    public static StatementView With(this StatementView view, DateTimeOffset? corrected = null, DateTimeOffset? withdrawn = null, long? story = null, string? title = null, DateTimeOffset? found = null)
    {
        var s = view.Statement;
        return view with
        {
            StoryId = story ?? view.StoryId,
            StoryTitle = title ?? view.StoryTitle,
            Statement = new Statement
            {
                Id = s.Id,
                Position = s.Position,
                SpeakerKey = s.SpeakerKey,
                SpeakerName = s.SpeakerName,
                Office = s.Office,
                Type = s.Type,
                Attribution = s.Attribution,
                SaidOn = s.SaidOn,
                Language = s.Language,
                Words = s.Words,
                Found = found ?? s.Found,
                Backlog = s.Backlog,
                ReportId = s.ReportId,
                Revision = s.Revision,
                Corrected = corrected,
                Withdrawn = withdrawn,
            },
        };
    }

    public static Subscription Subscription(
        string topic = "north-south",
        string filter = "",
        SubscriptionMode mode = SubscriptionMode.Alerts,
        int number = 1,
        long after = 0,
        SubscriptionState state = SubscriptionState.Active) => new()
        {
            Id = number,
            ConversationId = 1,
            Number = number,
            Topic = topic,
            Filter = filter,
            Mode = mode,
            Days = 127,
            Created = Noon,
            CreatedBy = "u1",
            State = state,
            AfterStatement = after,
        };

    private static Source Source(string key, string name) => new() { Key = key, Name = name, Class = SourceClass.Press };

    private static Topic Topic(string key, string name) => new() { Key = key, Name = name, Description = name, Actors = [] };

    private static Carrier Carrier((string Key, string Name, SourceClass Class) of, int at) =>
        new(of.Name, of.Key, of.Class, $"https://{of.Key}.example/1", "A title", Noon.AddMinutes(at), Sample: true);
}
