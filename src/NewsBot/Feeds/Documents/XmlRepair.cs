using System.Buffers;
using System.Globalization;
using System.Text;

namespace NewsBot.Feeds.Documents;

/// <summary>
/// Rewrites a document that is not well-formed so that an XML reader accepts it: characters that XML forbids go, named
/// entities become characters, a bare <c>&amp;</c> or <c>&lt;</c> is escaped, CDATA sections and elements left open
/// are closed, stray end tags go, attributes get quotes, prefixes are declared, comments, instructions and the
/// document type go. One pass, linear in the length.
/// </summary>
public sealed class XmlRepair
{
    /// <summary>What the bytes 0x80 to 0x9F mean in windows-1252.</summary>
    internal const string Windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

    /// <summary>All replacements of a document's own entities together; more is an entity bomb.</summary>
    private const int MaxExpansion = 64 * 1024;

    /// <summary>What cannot simply be copied: markup, and what XML forbids. Surrogates are looked at in
    /// pairs.</summary>
    private static readonly SearchValues<char> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x10000).Select(c => (char)c).Where(c => c is '<' or '>' or '&' || !IsLegal(c))]);

    private readonly string text;
    private readonly StringBuilder output;
    private readonly List<string> open = [];
    private readonly Dictionary<string, int> openNames = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> used = [];
    private readonly HashSet<string> declared = ["xml", "xmlns"];
    private readonly Dictionary<string, string> entities = [];
    private int at;
    private int expanded;
    private bool commentsEnd = true;
    private bool instructionsEnd = true;
    private bool typeRead;
    private int rootNameEnd = -1;

    private XmlRepair(string text)
    {
        this.text = text;
        output = new StringBuilder(text.Length + 256);
    }

    public static string Repair(string text) => new XmlRepair(text).Run();

    private string Run()
    {
        at = Math.Max(0, text.IndexOf('<'));
        while (at < text.Length)
        {
            var c = text[at];
            if (c == '<')
                Markup();
            else if (c == '&')
                Reference();
            else
                Characters();
        }

        for (var i = open.Count - 1; i >= 0; i--)
            output.Append("</").Append(open[i]).Append('>');
        DeclarePrefixes();
        return output.ToString();
    }

    private bool Starts(string what) => string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    private bool AfterRoot => rootNameEnd >= 0 && open.Count == 0;

    private void Characters()
    {
        var run = text.AsSpan(at).IndexOfAny(Special);
        run = run < 0 ? text.Length - at : run;
        if (run > 0)
        {
            if (open.Count > 0)
                output.Append(text, at, run);
            at += run;
            return;
        }

        var c = text[at++];
        if (open.Count == 0)
            return;
        if (char.IsHighSurrogate(c) && at < text.Length && char.IsLowSurrogate(text[at]))
            output.Append(c).Append(text[at++]);
        else if (c == '>')
            output.Append("&gt;");
    }

    private static bool IsLegal(char c) => c is '\t' or '\n' or '\r' or (>= ' ' and < '\uD800') or (>= '\uE000' and <= '\uFFFD');

    private void Markup()
    {
        if (Starts("<!--"))
            at = EndOf("-->", 4, ref commentsEnd);
        else if (Starts("<![CDATA["))
            CharacterData();
        else if (Starts("<!DOCTYPE") || Starts("<!doctype"))
            DocumentType();
        else if (Starts("<?"))
            at = EndOf("?>", 2, ref instructionsEnd);
        else if (!AfterRoot && StartsName(at + (Starts("</") ? 2 : 1)))
            Tag();
        else
            Literal();
    }

    private bool StartsName(int index) => index < text.Length && IsNameStart(text[index]);

    private void Literal()
    {
        at++;
        if (open.Count > 0)
            output.Append("&lt;");
    }

    /// <summary>Past the end of a comment or an instruction; past the next "&gt;" when none ends any more, which is
    /// searched for only once.</summary>
    private int EndOf(string end, int skip, ref bool anyMore)
    {
        var found = anyMore ? text.IndexOf(end, Math.Min(text.Length, at + skip), StringComparison.Ordinal) : -1;
        anyMore = found >= 0;
        if (anyMore)
            return found + end.Length;
        var close = text.IndexOf('>', at);
        return close >= 0 ? close + 1 : text.Length;
    }

    private void CharacterData()
    {
        var start = at + "<![CDATA[".Length;
        var end = text.IndexOf("]]>", start, StringComparison.Ordinal);
        var stop = end >= 0 ? end : text.Length;
        for (var i = start; i < stop && open.Count > 0; i++)
        {
            var run = text.AsSpan(i, stop - i).IndexOfAny(Special);
            run = run < 0 ? stop - i : run;
            output.Append(text, i, run);
            i += run;
            if (i >= stop)
                break;
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < stop && char.IsLowSurrogate(text[i + 1]))
                output.Append(c).Append(text[++i]);
            else if (c is '<' or '>' or '&')
                output.Append(c switch { '<' => "&lt;", '>' => "&gt;", _ => "&amp;" });
        }

        at = end >= 0 ? end + 3 : text.Length;
    }

    private void DocumentType()
    {
        var close = text.IndexOf('>', at);
        var subset = typeRead ? -1 : text.IndexOf('[', at);
        typeRead = true;
        if (subset < 0 || (close >= 0 && close < subset))
        {
            at = close < 0 ? text.Length : close + 1;
            return;
        }

        var end = text.IndexOf(']', subset);
        end = end < 0 ? text.Length : end;
        foreach (var declaration in text[subset..end].Split("<!ENTITY", StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            // Only plain internal entities: no parameters, no external addresses, nothing that refers to another.
            var parts = declaration.Split(['"', '\''], 3);
            var name = parts[0].Trim();
            if (parts.Length == 3 && parts[1].Length <= 1024 && !parts[1].AsSpan().ContainsAny('&', '<', '%')
                && name.Length > 0 && name.All(IsNameChar))
                entities.TryAdd(name, parts[1]);
        }

        close = text.IndexOf('>', Math.Min(end, text.Length - 1));
        at = close < 0 ? text.Length : close + 1;
    }

    private void Reference()
    {
        var (value, next) = Resolve(at);
        at = next;
        if (open.Count > 0)
            output.Append(value);
    }

    /// <summary>What stands for the reference at an index, escaped for XML, and where the text goes on.</summary>
    private (string Value, int Next) Resolve(int index)
    {
        var semicolon = text.IndexOf(';', index, Math.Min(40, text.Length - index));
        var name = semicolon > index + 1 ? text[(index + 1)..semicolon] : "";
        if (name.StartsWith('#'))
            return (Numeric(name[1..]), semicolon + 1);
        if (name.Length == 0 || !name.All(IsNameChar))
            return ("&amp;", index + 1);
        if (name is "amp" or "lt" or "gt" or "quot" or "apos")
            return ($"&{name};", semicolon + 1);
        if (entities.TryGetValue(name, out var own))
            return ((expanded += own.Length) <= MaxExpansion ? Escape(own) : "", semicolon + 1);
        return NamedCharacters.Find(name) is { } found ? (Escape(found), semicolon + 1) : ("&amp;", index + 1);
    }

    private static string Numeric(string digits)
    {
        var hex = digits.StartsWith('x') || digits.StartsWith('X');
        var style = hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!int.TryParse(hex ? digits[1..] : digits, style, CultureInfo.InvariantCulture, out var code))
            return "&amp;#" + Escape(digits) + ";";
        if (code is >= 0x80 and <= 0x9F)
            return Windows1252[code - 0x80].ToString();
        if (code is 0 or > 0x10FFFF or (>= 0xD800 and <= 0xDFFF) || (code <= 0xFFFF && !IsLegal((char)code)))
            return "";
        return Escape(char.ConvertFromUtf32(code));
    }

    private static string Escape(string value) =>
        value.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;");

    private void Tag()
    {
        if (text[at + 1] == '/')
        {
            EndTag();
            return;
        }

        var nameEnd = NameEnd(at + 1);
        var name = CleanName(text[(at + 1)..nameEnd]);
        var attributes = new XmlRepairAttributes(text, nameEnd, i => Resolve(i), IsLegal);
        if (!attributes.Read())
        {
            // The document is cut inside this tag.
            at = attributes.Next;
            return;
        }

        at = attributes.Next;
        if (open.Count >= FeedParser.MaxDepth)
            return;
        output.Append('<').Append(name);
        if (rootNameEnd < 0)
            rootNameEnd = output.Length;
        Note(name, isAttribute: false);
        foreach (var (key, value) in attributes.Pairs)
        {
            output.Append(' ').Append(key).Append("=\"").Append(value).Append('"');
            Note(key, isAttribute: true);
        }

        output.Append(attributes.SelfClosed ? "/>" : ">");
        if (!attributes.SelfClosed)
        {
            open.Add(name);
            openNames[name] = openNames.GetValueOrDefault(name) + 1;
        }
    }

    private void EndTag()
    {
        var nameEnd = NameEnd(at + 2);
        var name = CleanName(text[(at + 2)..nameEnd]);
        var close = text.AsSpan(nameEnd).IndexOfAny('<', '>');
        at = close < 0 ? text.Length : text[nameEnd + close] == '<' ? nameEnd + close : nameEnd + close + 1;
        if (openNames.GetValueOrDefault(name) == 0)
            return;
        for (var closed = ""; !closed.Equals(name, StringComparison.OrdinalIgnoreCase);)
        {
            closed = open[^1];
            open.RemoveAt(open.Count - 1);
            openNames[closed]--;
            output.Append("</").Append(closed).Append('>');
        }
    }

    private void Note(string name, bool isAttribute)
    {
        var colon = name.IndexOf(':');
        if (colon < 0)
            return;
        if (isAttribute && name.StartsWith("xmlns:", StringComparison.Ordinal))
        {
            // A declaration deeper down may not reach every use; those get one at the root as well.
            if (open.Count == 0)
                declared.Add(name["xmlns:".Length..]);
            return;
        }

        used.Add(name[..colon]);
    }

    private void DeclarePrefixes()
    {
        if (rootNameEnd < 0)
            return;
        used.ExceptWith(declared);
        output.Insert(rootNameEnd, string.Concat(used.Select(p => $" xmlns:{p}=\"{AddressOf(p)}\"")));

        static string AddressOf(string prefix) =>
            FeedNames.Prefixes.TryGetValue(prefix, out var known) ? known : $"urn:undeclared:{prefix}";
    }

    private int NameEnd(int index)
    {
        while (index < text.Length && IsNameChar(text[index]))
            index++;
        return index;
    }

    // A name with two colons, or with nothing before or after the one, is not a name with a prefix.
    internal static string CleanName(string name)
    {
        var colon = name.IndexOf(':');
        if (colon < 0)
            return name;
        if (colon == 0)
            return CleanName(name.TrimStart(':'));
        var local = name[(colon + 1)..].Replace(":", "");
        return local.Length > 0 && IsNameStart(local[0]) ? $"{name[..colon]}:{local}" : name[..colon];
    }

    internal static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_' || (c >= '\u00C0' && char.IsLetter(c));

    internal static bool IsNameChar(char c) => IsNameStart(c) || char.IsAsciiDigit(c) || c is '-' or '.' or ':';
}
