using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Conversations;

namespace NewsBot.Commands.Privacy;

/// <summary><c>forget me</c>: says what would be removed; <c>forget me now</c> removes it.</summary>
public sealed record ForgetCommand(bool Now) : Command
{
    internal static Reading Read(Arguments arguments) => Verb.Alone(arguments, new ForgetCommand(arguments.TakeWord("now")));

    public override string Write() => Now ? "forget me now" : "forget me";
}

/// <summary>Answers <see cref="ForgetCommand"/>.</summary>
public sealed class ForgetHandler(PersonTable people, CardDeck cards) : Handler<ForgetCommand>
{
    public override async Task<Answer> AnswerAsync(ForgetCommand command, Request request, CancellationToken cancellationToken)
    {
        var alone = request.Conversation.Kind == ConversationKind.Personal;
        if (!command.Now)
        {
            return new Answer(cards.Notice(
                "Forget you?",
                alone
                    ? "I would remove your name and id from everything, end every subscription of this chat and delete what was said in it. This cannot be taken back."
                    : "I would remove your name and id from everything that you did on this channel. "
                    + "The subscriptions here belong to the conversation and go on; our own chat ends when you say it there. "
                    + "This cannot be taken back.",
                Buttons.Of(["forget me now", "my data"])));
        }

        var opened = await people.ForgetAsync(request, cancellationToken);
        var places = opened.Count == 0
            ? ""
            : $"\nYou were the last owner of {string.Join(", ", opened.Take(10))}: anyone may change what is followed there now.";
        return new Answer(cards.Notice(
            "Forgotten",
            (alone ? "Nothing about you is kept any more. If you write to me again, we begin anew." : "Your name and id are gone from everything that you did on this channel.")
            + places));
    }
}
