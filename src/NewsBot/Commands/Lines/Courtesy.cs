using System.Text.RegularExpressions;

namespace NewsBot.Commands.Lines;

/// <summary>Takes off a line what people say to be polite or to go on: "ok, and could you please … please". Pure.</summary>
internal static partial class Courtesy
{
    public static string Without(string line)
    {
        for (var before = string.Empty; before != line;)
        {
            before = line;
            line = Before().Replace(line, string.Empty);
            line = GoingOn().Replace(line, string.Empty);
            line = After().Replace(line, string.Empty);
        }

        return line;
    }

    [GeneratedRegex(
        "^(?:please|pls|plz|kindly|(?:can|could|would|will) you)(?:[ ,:]+|$)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Before();

    // Only before something else: "ok" and "I want to" by themselves are no commands.
    [GeneratedRegex(
        "^(?:and|but|so|also|then|ok|okay|well|(?:can|could|may) (?:i|we)(?: (?:see|get|have))?|let me see|(?:i|we)(?: would|['’]d)? like to|(?:i|we) (?:want|need)(?: to)?)[ ,:]+",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex GoingOn();

    [GeneratedRegex(
        "(?:[ ,]+(?:please|pls|plz)|, ?(?:thanks|thank you|thx))$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex After();
}
