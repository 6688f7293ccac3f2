using System.Text.RegularExpressions;

namespace NewsBot.Commands.Lines;

/// <summary>Takes off a line what people say to be polite: "could you please … please". Pure.</summary>
internal static partial class Courtesy
{
    public static string Without(string line)
    {
        for (var before = string.Empty; before != line;)
        {
            before = line;
            line = Before().Replace(line, string.Empty);
            line = After().Replace(line, string.Empty);
        }

        return line;
    }

    [GeneratedRegex(
        "^(?:please|pls|plz|kindly|(?:can|could|would|will) you)(?:[ ,:]+|$)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Before();

    [GeneratedRegex(
        "[ ,]+(?:please|pls|plz)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex After();
}
