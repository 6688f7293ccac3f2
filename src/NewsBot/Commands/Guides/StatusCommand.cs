using NewsBot.Commands.Lines;

namespace NewsBot.Commands.Guides;

/// <summary><c>status</c>: how the sources are, and what was posted here.</summary>
public sealed record StatusCommand : Command
{
    internal static Reading Read(Arguments arguments) => new Understood(new StatusCommand());

    public override string Write() => "status";
}
