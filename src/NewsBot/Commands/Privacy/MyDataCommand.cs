using System.Text.Encodings.Web;
using System.Text.Json;
using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Conversations;

namespace NewsBot.Commands.Privacy;

/// <summary><c>my data</c>: everything that is kept about the person who asks, as JSON; in the person's own chat with the bot alone.</summary>
public sealed record MyDataCommand : Command
{
    internal static Reading Read(Arguments arguments)
    {
        arguments.TakeLeading("about", "of", "on", "me");
        return Verb.Alone(arguments, new MyDataCommand());
    }

    public override string Write() => "my data";
}

/// <summary>Answers <see cref="MyDataCommand"/>.</summary>
public sealed class MyDataHandler(PersonTable people) : Handler<MyDataCommand>
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public override async Task<Answer> AnswerAsync(MyDataCommand command, Request request, CancellationToken cancellationToken)
    {
        // It names what the person follows and said elsewhere; everybody in the place would read it.
        if (request.Conversation.Kind != ConversationKind.Personal)
            return new Answer(new CardMessage("Say that in our own chat, where nobody else reads it: what is kept about you is shown to you alone."));
        var data = await people.ReadAsync(request, cancellationToken);
        var conversation = request.Conversation;
        var export = JsonSerializer.Serialize(
            new
            {
                channel = conversation.Channel,
                id = request.PersonId,
                name = request.PersonName,
                conversation = new { conversation.Name, conversation.Zone, conversation.Joined },
                data.Subscriptions,
                data.LastLines,
                data.Places,
                data.Marks,
                data.Named,
                data.OwnChat,
                data.Chat,
            },
            Json);
        return new Answer(new CardMessage($"What is kept about you here; forget me removes it.\n\n{export}"));
    }
}
