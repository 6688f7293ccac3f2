using NewsBot.Commands.Lines;

namespace NewsBot.Commands.Changes;

/// <summary><c>undo</c>: takes back the last unsubscription of the last ten minutes.</summary>
public sealed record UndoCommand : Command
{
    internal static Reading Read(Arguments arguments) => new Understood(new UndoCommand());

    public override string Write() => "undo";
}
