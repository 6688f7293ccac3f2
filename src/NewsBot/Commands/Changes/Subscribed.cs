using NewsBot.Cards;
using NewsBot.Commands.Times;
using NewsBot.Conversations;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Changes;

/// <summary>How answers name subscriptions and their hours. Pure.</summary>
internal static class Subscribed
{
    /// <summary>"#3 Pakistan–US talks speaker:Dar".</summary>
    public static string Name(Subscription subscription, TopicFinder topics) =>
        $"#{subscription.Number} {What(subscription, topics)}";

    public static string What(Subscription subscription, TopicFinder topics)
    {
        if (subscription.Topic.Length > 0)
            return $"{topics.Name(subscription.Topic)} {subscription.Filter}".TrimEnd();
        return subscription.Filter.Length > 0 ? subscription.Filter : "the digest of everything that is followed here";
    }

    /// <summary>"at 08:00 mon-fri, next Thu 26 Nov 2026, 08:00 PKT", and that the zone is only the default, where it is.</summary>
    public static string Hour(Subscription subscription, Conversation conversation)
    {
        var next = subscription.NextDue is { } due ? $", next {new LocalTime(conversation.Zone).WithWeekday(due)}" : "";
        return $"at {subscription.At} {Weekdays.Write(subscription.Days)} ({conversation.Zone}){next}";
    }

    /// <summary>A sentence with a space before it; empty when somebody or their client gave a zone.</summary>
    public static string DefaultZone(Conversation conversation) => conversation.ZoneSource == ZoneSource.Default
        ? $" Nobody set a time zone here, so it is {conversation.Zone}. Say, for example: timezone Asia/Karachi."
        : "";
}
