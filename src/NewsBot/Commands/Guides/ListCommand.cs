using NewsBot.Commands.Lines;

namespace NewsBot.Commands.Guides;

/// <summary><c>list</c>: the subscriptions of a conversation.</summary>
public sealed record ListCommand : Command
{
    internal static Reading Read(Arguments arguments) => new Understood(new ListCommand());

    public override string Write() => "list";
}
