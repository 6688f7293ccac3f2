using NewsBot.Cards;
using NewsBot.Conversations;

namespace NewsBot.Commands;

/// <summary>Something that a person said to the bot, typed or by a button.</summary>
/// <param name="Conversation">Where.</param>
/// <param name="PersonId">The channel's id of the person.</param>
/// <param name="PersonName">The person's name, if the channel gives it.</param>
/// <param name="Line">What was said, with the bot's mention already taken off; a button's line is the typed one.</param>
public sealed record Request(Conversation Conversation, string PersonId, string? PersonName, string Line)
{
    /// <summary>The person as an answer names who changed something.</summary>
    internal string Who => string.IsNullOrWhiteSpace(PersonName) ? "Somebody" : PersonName.Trim();
}

/// <summary>What the bot answers.</summary>
/// <param name="Messages">In the order in which they are to be sent.</param>
public sealed record Answer(IReadOnlyList<CardMessage> Messages)
{
    public Answer(CardMessage message)
        : this([message])
    {
    }
}
