using System.Globalization;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Questions;

namespace NewsBot.Commands.Guides;

/// <summary><c>show #3</c>: one subscription.</summary>
public sealed record ShowCommand(int Number) : Command
{
    internal static Reading Read(Arguments arguments)
    {
        if (arguments.Take(TokenKind.StatementNumber) is { } statement)
            return new Understood(new MoreCommand(statement.Number));
        if (arguments.Take(TokenKind.SubscriptionNumber) is { } number)
            return new Understood(new ShowCommand((int)number.Number));
        return int.TryParse(arguments.TakeText(phrases: false), NumberStyles.None, CultureInfo.InvariantCulture, out var bare)
            ? new Understood(new ShowCommand(bare))
            : Verb.Unclear("Show what? A subscription by its number, or a statement: show #3, show #S12.", "list", "latest");
    }

    public override string Write() => string.Create(CultureInfo.InvariantCulture, $"show #{Number}");
}
