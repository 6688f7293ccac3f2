using NewsBot.Cards;

namespace NewsBot.Commands;

/// <summary>Answers one kind of command.</summary>
public abstract class Handler
{
    /// <summary>The kind.</summary>
    public abstract Type Answers { get; }

    public abstract Task<Answer> AnswerAsync(Command command, Request request, CancellationToken cancellationToken);
}

/// <inheritdoc cref="Handler"/>
public abstract class Handler<TCommand> : Handler
    where TCommand : Command
{
    public sealed override Type Answers => typeof(TCommand);

    public sealed override Task<Answer> AnswerAsync(Command command, Request request, CancellationToken cancellationToken) =>
        AnswerAsync((TCommand)command, request, cancellationToken);

    public abstract Task<Answer> AnswerAsync(TCommand command, Request request, CancellationToken cancellationToken);
}

/// <summary>Buttons that say what stands on them.</summary>
internal static class Buttons
{
    public static SayButton Of(string line) => new(line, line);

    public static IReadOnlyList<SayButton> Of(IEnumerable<string> lines) => [.. lines.Select(Of)];

    /// <summary>One button for each topic that says what follows it.</summary>
    public static IReadOnlyList<SayButton> Follow(IEnumerable<Desk.Topic> topics) =>
        [.. topics.Take(4).Select(t => new SayButton("Follow " + t.Name, "subscribe " + t.Key))];
}
