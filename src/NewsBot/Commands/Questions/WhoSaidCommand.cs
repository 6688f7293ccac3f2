using NewsBot.Commands.Lines;
using NewsBot.Commands.Lines.Hints;
using NewsBot.Commands.Lists;
using NewsBot.Text;

namespace NewsBot.Commands.Questions;

/// <summary><c>who said "inclusive government" since 7d</c>, and <c>who denied …</c>, which needs no words.</summary>
public sealed record WhoSaidCommand(string Said, Scope Scope) : ListingCommand(Scope)
{
    /// <summary>What was done by saying it; <see cref="SpeechAct.Other"/> for anything.</summary>
    public SpeechAct Act { get; init; }

    public override string? Words => Said.Length == 0 ? null : Said;

    public override string? Type => Act == SpeechAct.Other ? null : Act.ToString().ToLowerInvariant();

    public override string Title =>
        $"Who {Done} {(Act == SpeechAct.Agreement ? "to " : "")}{(Said.Length == 0 ? "anything" : Said)}{Scoped()}";

    public override ListingCommand WithWords(string words) => this with { Said = words };

    // In "who denied" the verb says what is asked for; "who said" asks for words, or for anything.
    private string Done => Act switch
    {
        SpeechAct.Denial => "denied",
        SpeechAct.Threat => "threatened",
        SpeechAct.Demand => "demanded",
        SpeechAct.Agreement => "agreed",
        _ => "said",
    };

    /// <summary>Reads what follows "who said", or the verb of an act.</summary>
    internal static Func<Arguments, Reading> ReadAs(SpeechAct act) => arguments => Read(arguments, act);

    public override string Write() =>
        $"who {Done}{(Said.Length > 0 ? " " + Said : Act == SpeechAct.Other ? " anything" : "")}{Scope.Write()}";

    private static Reading Read(Arguments arguments, SpeechAct act)
    {
        var scope = Scope.Read(arguments, out var trouble);
        var anything = arguments.Left is [var first, ..] && (first.Is("anything") || first.Is("something") || first.Is("what"));
        if (act == SpeechAct.Other)
            arguments.TakeLeading("anything", "something", "what", "about", "on", "that");
        else
            arguments.TakeLeading("anything", "something", "about", "on", "that", "to", "with");
        var said = arguments.TakeText(phrases: true);
        if (trouble is not null)
            return trouble;
        if (Objections.IsPointing(said))
        {
            if (act == SpeechAct.Other)
                return Verb.Unclear("“source” tells who said the statement that was shown last, and where. For others put words after “who said”.", "source", "latest");
            said = "";
        }

        var command = new WhoSaidCommand(said, scope) { Act = act };
        if (arguments.Empty && (said.Any(char.IsLetterOrDigit) || (said.Length == 0 && (anything || act != SpeechAct.Other))))
            return new Understood(command);
        return act == SpeechAct.Other
            ? Verb.Unclear(
                "Who said what? Put the words after it.", "who said \"ceasefire\"", "who said \"inclusive government\" since 7d")
            : Verb.Unclear(
                $"Who {command.Done} what? Put words after it, or none.", $"who {command.Done} since 7d", $"who {command.Done} talks");
    }
}

/// <summary>Answers <see cref="WhoSaidCommand"/>.</summary>
public sealed class WhoSaidHandler(StatementLists lists) : Handler<WhoSaidCommand>
{
    public override Task<Answer> AnswerAsync(WhoSaidCommand command, Request request, CancellationToken cancellationToken) =>
        lists.AnswerAsync(command, request, cancellationToken);
}
