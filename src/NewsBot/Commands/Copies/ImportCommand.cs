using System.Buffers;
using NewsBot.Commands.Changes;
using NewsBot.Commands.Lines;

namespace NewsBot.Commands.Copies;

/// <summary><c>import; timezone Asia/Karachi; subscribe pak-us</c>: several lines that set a conversation up, all of them or none.</summary>
/// <param name="Lines">As typed, "; " between.</param>
public sealed record ImportCommand(string Lines) : Command
{
    public override bool Changes => true;

    public override string Write() => $"{Import.Word}; {Lines}";
}

/// <summary>Reads what begins with <c>import</c>. Pure.</summary>
internal static class Import
{
    public const string Word = "import";

    /// <summary>More lines than any conversation is set up with.</summary>
    public const int Most = 60;

    /// <summary>What is said to the word alone.</summary>
    public static Misunderstood Missing { get; } = new(
        "After “import” come the lines that “export” gave in another conversation, or lines of your own, “;” between.",
        ["export", "help import"])
    { Heading = "Import what?" };

    private static readonly SearchValues<char> Ends = SearchValues.Create(['\n', '\r', '\u2028', '\u2029', ';', '；', '؛']);

    /// <summary>What a line of an import does; null for one that has no place there.</summary>
    public static Command? CommandOf(string line) => LineParser.Parse(line) is Understood { Command: var command } && command switch
    {
        TimezoneCommand or QuietCommand or LayoutCommand or DigestCommand or SettingsCommand or EditCommand or MuteCommand => command.Changes,
        SubscribeCommand subscribe => !subscribe.InThread,
        UnsubscribeCommand unsubscribe => unsubscribe.Number is not null,
        _ => false,
    }
        ? command
        : null;

    /// <summary>The import that a text is; null when it begins with another word, or has nothing after it.</summary>
    public static ImportCommand? Of(string text)
    {
        // Most lines are none: no more of a line is looked at than its first piece.
        if (Pieces(text).FirstOrDefault() is not { } first || !first.StartsWith(Word, StringComparison.OrdinalIgnoreCase))
            return null;
        var rest = first[Word.Length..];
        // Where a client takes the line breaks away, the sign after the word stays.
        if (rest.Length > 0 && rest[0] is not (' ' or ':'))
            return null;
        var lines = Pieces(text).Skip(1).Prepend(rest.TrimStart(' ', ':')).Where(l => l.Length > 0).ToList();
        return lines.Count == 0 ? null : new ImportCommand(string.Join("; ", lines));
    }

    public static IReadOnlyList<string> LinesOf(ImportCommand command) => [.. Pieces(command.Lines)];

    /// <summary>Whether a text may be of several lines.</summary>
    public static bool IsSeveral(string text) => text.AsSpan().IndexOfAny(Ends) >= 0;

    /// <summary>The lines of a text, cleaned; what stands in quotation marks is in one piece.</summary>
    public static IEnumerable<string> Pieces(string text)
    {
        var (start, quoted) = (0, false);
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && QuoteMarks.IsDouble(text[at]))
                quoted = !quoted;
            // A mark that nobody closed ends with its line.
            var ends = at == text.Length || (Ends.Contains(text[at]) && (!quoted || text[at] is '\n' or '\r'));
            if (!ends)
                continue;
            if (LineText.Clean(text[start..at]) is { Length: > 0 } piece)
                yield return piece;
            (start, quoted) = (at + 1, false);
        }
    }
}
