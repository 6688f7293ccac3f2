using NewsBot.Cards;
using NewsBot.Conversations;

namespace NewsBot.Commands;

/// <summary>Keeps changes to the organisation whose place it is, and to the owners of the place where its policy says so.</summary>
public sealed class ChangeGate(OwnerTable owners, CardDeck cards)
{
    /// <summary>What is said to somebody who may not; null when the command may be carried out.</summary>
    public async Task<CardMessage?> RefuseAsync(Command command, Request request, CancellationToken cancellationToken)
    {
        if (!command.Changes)
            return null;
        if (request.External)
        {
            return cards.Error(
                "Only people of this organisation change this",
                "This channel is shared with your organisation: you may ask me anything here, but what is followed is changed by those who share it with you.",
                Buttons.Of(["list", "help"]));
        }

        if (request.Conversation.Changes == ChangePolicy.Anyone)
            return null;
        var known = await owners.OfAsync(request.Conversation.Place, cancellationToken);
        if (known.Any(o => o.Person == request.PersonId))
            return null;
        return OwnersOnly(known);
    }

    /// <summary>What is said to somebody who is not an owner.</summary>
    public CardMessage OwnersOnly(IReadOnlyList<(string Person, string? Name)> known)
    {
        var names = string.Join(", ", known.Select(o => o.Name).OfType<string>());
        return cards.Error(
            "Only owners change this",
            $"What is followed here is changed by {(names.Length == 0 ? "those who put the bot here" : names)}. Nothing was changed.",
            Buttons.Of(["list", "settings"]));
    }
}
