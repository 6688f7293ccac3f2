using NewsBot.Commands.Lines;
using NewsBot.Commands.Lists;
using NewsBot.Commands.Times;

namespace NewsBot.Commands.Questions;

/// <summary><c>since yesterday</c>, <c>what's new</c>: what was found in a window of what is followed, unless it is asked about something else or
/// about everything (<c>topic:any</c>).</summary>
public sealed record SinceCommand(string? Of, Scope Scope) : ListingCommand(Scope)
{
    public override string? About => Of;

    public override string Title => $"What is new{(Of is null ? "" : " on " + Of)}{Scoped()}";

    public override bool AsksWhatIsNew => true;

    public override bool AsksWhatIsFollowed => Of is null && Scope is { Speaker: null, Topic: null, Filter: "" };

    public override ListingCommand WithWords(string words) => this with { Of = words.Length == 0 ? null : words };

    public override Window? DefaultWindow => new(new Point(PointKind.Hours, 24), null);

    internal static Reading Read(Arguments arguments)
    {
        var bare = LeadingWindow(arguments);
        var scope = Scope.Read(arguments, out var trouble);
        var window = bare ?? scope.Window;
        // "since yesterday 6" is not about a six.
        var hour = arguments.Left is [{ Kind: TokenKind.Word } first, ..] && (first.Is("at") || DayParts.IsSaid(first.Text));
        var named = arguments.TakeLeading("on", "about", "in", "with", "from", "for");
        var of = arguments.TakeText(phrases: false);
        if (trouble is not null)
            return trouble;
        if (!arguments.Empty || (of.Length > 0 && !named && (hour || window is null)))
            return UnknownWindow.Answer(of.Length > 0 ? of : arguments.Rest());
        if (bare is not null && scope.Window is not null)
            return UnknownWindow.Answer($"{bare.Write()} {scope.Window.Write()}");
        if (scope.Topic is null && Scope.IsAnyTopic(of))
            (of, scope) = ("", scope with { Topic = Scope.AnyTopic });
        return new Understood(new SinceCommand(of.Any(char.IsLetterOrDigit) ? of : null, scope with { Window = window }));
    }

    public override Command Under(Above above) => Of is null ? this with { Scope = Scope.Under(above) } : this;

    public override string Write()
    {
        var topic = (Scope with { Window = null }).Write();
        var of = Of is null ? "" : $" on {QuoteMarks.Phrase(Of)}";
        return Scope.Window is { To: null, From: { } from }
            ? $"since {from.Write()}{of}{topic}"
            : $"what's new{of}{topic} {Scope.Window?.Write()}".TrimEnd();
    }

    // The verb "since" is taken already: what follows it is the start of the window.
    private static Window? LeadingWindow(Arguments arguments)
    {
        var words = arguments.Left
            .TakeWhile(t => t is { Kind: TokenKind.Word, Excludes: false })
            .Take(Arguments.LongestWindow)
            .ToList();
        for (var length = words.Count; length > 0; length--)
        {
            var text = string.Join(' ', words.Take(length).Select(w => w.Text));
            if (!Window.TryParse(
                text.StartsWith("since ", StringComparison.OrdinalIgnoreCase) ? text : $"since {text}", out var window))
                continue;
            arguments.Remove(words.Take(length));
            return window;
        }

        return null;
    }
}

/// <summary>Answers <see cref="SinceCommand"/>.</summary>
public sealed class SinceHandler(StatementLists lists) : Handler<SinceCommand>
{
    public override Task<Answer> AnswerAsync(SinceCommand command, Request request, CancellationToken cancellationToken) =>
        lists.AnswerAsync(command, request, cancellationToken);
}
