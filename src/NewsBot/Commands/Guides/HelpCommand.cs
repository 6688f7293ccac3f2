using NewsBot.Commands.Lines;

namespace NewsBot.Commands.Guides;

/// <summary><c>help</c>, or <c>help subscribe</c>.</summary>
/// <param name="About">The name of a verb; null for all of them.</param>
public sealed record HelpCommand(string? About) : Command
{
    internal static Reading Read(Arguments arguments)
    {
        var about = arguments.TakeText(phrases: false);
        return new Understood(new HelpCommand(Verbs.Named(about)?.Name));
    }

    public override string Write() => About is null ? "help" : $"help {About}";
}
