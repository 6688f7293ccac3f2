using NewsBot.Commands.Lines;
using NewsBot.Commands.Lists;

namespace NewsBot.Commands.Questions;

/// <summary><c>changed</c>, <c>changed speaker:Dar since mon</c>: statements whose words an outlet changed or withdrew; a window asks when
/// it did.</summary>
/// <param name="Of">A topic, a speaker or words, as typed; null for all.</param>
/// <param name="Scope">Speaker, topic, further qualifiers and window.</param>
public sealed record ChangedCommand(string? Of, Scope Scope) : ListingCommand(Scope)
{
    public override string? About => Of;

    public override string Title => $"Corrected or withdrawn{(Of is null ? "" : ": " + Of)}{Scoped()}";

    public override bool AsksWhatChanged => true;

    public override ListingCommand WithWords(string words) => this with { Of = words.Length == 0 ? null : words };

    internal static Reading Read(Arguments arguments)
    {
        var scope = Scope.Read(arguments, out var trouble);
        arguments.TakeLeading("on", "about", "by", "of", "from", "in", "for", "to");
        var of = arguments.TakeText(phrases: false);
        if (trouble is not null)
            return trouble;
        return arguments.Empty
            ? new Understood(new ChangedCommand(of.Any(char.IsLetterOrDigit) ? of : null, scope))
            : Verb.Unclear($"“{LineParser.Echo(arguments.Rest())}” does not belong here.", "changed", "changed speaker:Dar since mon");
    }

    public override Command Under(Above above) => Of is null ? this with { Scope = Scope.Under(above) } : this;

    public override string Write() => $"changed{(Of is null ? "" : " " + QuoteMarks.Phrase(Of))}{Scope.Write()}";
}

/// <summary>Answers <see cref="ChangedCommand"/>.</summary>
public sealed class ChangedHandler(StatementLists lists) : Handler<ChangedCommand>
{
    public override Task<Answer> AnswerAsync(ChangedCommand command, Request request, CancellationToken cancellationToken) =>
        lists.AnswerAsync(command, request, cancellationToken);
}
