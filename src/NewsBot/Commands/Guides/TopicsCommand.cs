using NewsBot.Commands.Lines;

namespace NewsBot.Commands.Guides;

/// <summary><c>topics</c>: what the desk follows.</summary>
public sealed record TopicsCommand : Command
{
    internal static Reading Read(Arguments arguments) => new Understood(new TopicsCommand());

    public override string Write() => "topics";
}
