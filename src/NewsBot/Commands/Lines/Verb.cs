namespace NewsBot.Commands.Lines;

/// <summary>A verb of the grammar.</summary>
/// <param name="Name">How it is written in suggestions.</param>
/// <param name="Example">A line that works.</param>
/// <param name="Said">What people say for it, in lower case; the name included.</param>
/// <param name="Read">Makes the command of what follows the verb.</param>
internal sealed record Verb(string Name, string Example, IReadOnlyList<string> Said, Func<Arguments, Reading> Read)
{
    /// <summary>What is said when the verb was clear and the rest was not.</summary>
    public static Misunderstood Unclear(string sentence, params string[] examples) => new(sentence, examples);

    /// <summary>The reading of a verb that nothing follows but a polite word; anything else is not dropped silently.</summary>
    public static Reading Alone(Arguments arguments, Command command)
    {
        arguments.TakeAside();
        return arguments.Empty
            ? new Understood(command)
            : Unclear(
                $"“{LineParser.Echo(arguments.Rest())}” does not belong to “{command.Write()}”. Nothing was done.",
                command.Write(),
                "help");
    }
}
