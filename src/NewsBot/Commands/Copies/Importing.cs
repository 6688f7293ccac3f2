using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Conversations;

namespace NewsBot.Commands.Copies;

/// <summary>Carries out an <see cref="ImportCommand"/>: nothing, if a line of it is none that sets something up.</summary>
public sealed class Importing(ConversationTable conversations, CardDeck cards)
{
    /// <param name="command">The lines.</param>
    /// <param name="request">Who says them, and where.</param>
    /// <param name="answer">Carries one of them out.</param>
    /// <param name="cancellationToken">Stops between two lines.</param>
    public async Task<Answer> RunAsync(
        ImportCommand command, Request request, Func<Command, Request, Task<Answer>> answer, CancellationToken cancellationToken)
    {
        var lines = Import.LinesOf(command);
        if (lines.Count > Import.Most)
        {
            return new Answer(cards.Error(
                "Too many lines", $"These are {lines.Count} lines; {Import.Most} are taken at once. Nothing was changed.", Buttons.Of("export")));
        }

        var commands = lines.Select(l => (Line: l, Command: Import.CommandOf(l))).ToList();
        if (commands.Find(c => c.Command is null) is { Line: { } wrong })
        {
            return new Answer(cards.Error(
                "Nothing was imported",
                $"“{LineParser.Echo(wrong)}” is no line that sets something up here, so none of the {CardText.Count(lines.Count, "line")} was carried out.",
                Buttons.Of(["help import", "export"])));
        }

        var (done, undo, changed) = (new List<(string, string)>(), new List<string>(), false);
        foreach (var (_, each) in commands)
        {
            // Each line sees what those before it changed.
            var here = await conversations.FindAsync(request.Conversation.Id, cancellationToken) ?? request.Conversation;
            var said = await answer(each!, request with { Conversation = here });
            changed |= said.Changed;
            done.Add((each!.Write(), said.Messages[0].Text.Split('\n')[0]));
            undo.AddRange(said.Messages.Select(m => m.Undo).OfType<string>().Where(u => Import.CommandOf(u) is not null));
        }

        undo.Reverse();
        var back = undo.Count == 0 ? null : new ImportCommand(string.Join("; ", undo)).Write();
        IReadOnlyList<SayButton> buttons = [.. back is null ? [] : new[] { new SayButton("Undo", back) }, .. Buttons.Of(["list", "settings"])];
        return new Answer(cards.Why($"{request.Who} imported {CardText.Count(done.Count, "line")}", done, buttons) with { Undo = back }) { Changed = changed };
    }
}
