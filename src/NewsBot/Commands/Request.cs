using NewsBot.Cards;
using NewsBot.Conversations;
using NewsBot.Subscriptions;

namespace NewsBot.Commands;

/// <summary>Something that a person said to the bot, typed or by a button.</summary>
/// <param name="Conversation">Where.</param>
/// <param name="PersonId">The channel's id of the person.</param>
/// <param name="PersonName">The person's name, if the channel gives it.</param>
/// <param name="Line">What was said, with the bot's mention already taken off; a button's line is the typed one.</param>
public sealed record Request(Conversation Conversation, string PersonId, string? PersonName, string Line)
{
    /// <summary>The post under which it was said; null when it was said under none of the newsroom's.</summary>
    public Above? Above { get; init; }

    /// <summary>The channel's id of the thread in which it was said; null outside of threads.</summary>
    public string? Thread { get; init; }

    /// <summary>The thread begins with what was said: a channel makes one of every mention.</summary>
    public bool StartsThread { get; init; }

    /// <summary>Whether the person belongs to another organisation, with which the place is shared: such a one may ask, and change
    /// nothing.</summary>
    public bool External { get; init; }

    /// <summary>The IANA time zone of the person, where the channel tells it.</summary>
    public string? Zone { get; init; }

    /// <summary>Whose place in a list is kept: each person has one in each thread, and one outside of them.</summary>
    internal string Reader => Thread is null || StartsThread ? PersonId : $"{PersonId} {Thread}";

    /// <summary>The person as an answer names who changed something.</summary>
    internal string Who => string.IsNullOrWhiteSpace(PersonName) ? "Somebody" : PersonName.Trim();

    /// <summary>The person, where the channel cannot be told from the place.</summary>
    internal (string Channel, string Id, string Name) By => (Conversation.Channel, PersonId, Who);

    /// <param name="what">What the person did to a subscription, as it follows the name.</param>
    internal PersonsAct Did(string what) => new(PersonId, Who, what);
}

/// <summary>What a post of the newsroom shows.</summary>
/// <param name="Statements">In the order of the post.</param>
/// <param name="Topic">The key of the topic that it was posted for; empty when it is not of one.</param>
public sealed record Above(IReadOnlyList<long> Statements, string Topic)
{
    /// <summary>The edition that the post is; null for another post.</summary>
    public long? Edition { get; init; }
}

/// <summary>What the bot answers.</summary>
/// <param name="Messages">In the order in which they are to be sent.</param>
public sealed record Answer(IReadOnlyList<CardMessage> Messages)
{
    public Answer(CardMessage message)
        : this([message])
    {
    }

    /// <summary>True where something is no longer as it was; a command that asked for that and was refused, or found it so already,
    /// changed nothing.</summary>
    public bool Changed { get; init; }

    /// <summary>The answer of a command that changed something.</summary>
    public static Answer OfChange(CardMessage message) => new(message) { Changed = true };
}
