using System.Text;

namespace NewsBot.Feeds.Documents;

/// <summary>Reads the attributes of a start tag, however they are written: unquoted, without a value, twice, with
/// stray characters.</summary>
internal sealed class XmlRepairAttributes(
    string text,
    int start,
    Func<int, (string Value, int Next)> resolve,
    Func<char, bool> isLegal)
{
    private const int MaxAttributes = 100;

    private int at = start;

    public List<(string Name, string Value)> Pairs { get; } = [];

    public bool SelfClosed { get; private set; }

    /// <summary>Where the text goes on after the tag.</summary>
    public int Next => at;

    /// <summary>False when the text ends inside the tag.</summary>
    public bool Read()
    {
        while (at < text.Length)
        {
            var c = text[at];
            if (c == '>')
            {
                at++;
                return true;
            }

            // Another tag begins: the ">" is missing.
            if (c == '<')
                return true;
            if (c == '/' && at + 1 < text.Length && text[at + 1] == '>')
            {
                (SelfClosed, at) = (true, at + 2);
                return true;
            }

            if (XmlRepair.IsNameStart(c))
                Pair();
            else
                at++;
        }

        return false;
    }

    private void Pair()
    {
        var begin = at;
        while (at < text.Length && XmlRepair.IsNameChar(text[at]))
            at++;
        var name = XmlRepair.CleanName(text[begin..at]);
        var after = SkipSpace(at);
        var value = name;
        if (after < text.Length && text[after] == '=')
        {
            at = SkipSpace(after + 1);
            value = Value();
        }

        var isEmptyDeclaration = name.StartsWith("xmlns:", StringComparison.Ordinal) && value.Length == 0;
        if (!isEmptyDeclaration && Pairs.Count < MaxAttributes && !Pairs.Exists(p => p.Name == name))
            Pairs.Add((name, value));
    }

    private int SkipSpace(int index)
    {
        while (index < text.Length && char.IsWhiteSpace(text[index]))
            index++;
        return index;
    }

    private string Value()
    {
        var value = new StringBuilder();
        var quote = at < text.Length && text[at] is '"' or '\'' ? text[at++] : '\0';
        while (at < text.Length)
        {
            var c = text[at];
            if (quote == '\0' ? char.IsWhiteSpace(c) || c == '>' : c == quote)
                break;
            if (c == '&')
            {
                var (resolved, next) = resolve(at);
                value.Append(resolved);
                at = next;
                continue;
            }

            at++;
            if (c is '<' or '"')
                value.Append(c == '<' ? "&lt;" : "&quot;");
            else if (isLegal(c) || char.IsSurrogate(c))
                value.Append(c);
        }

        if (quote != '\0' && at < text.Length)
            at++;
        return value.ToString();
    }
}
