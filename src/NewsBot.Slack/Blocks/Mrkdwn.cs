using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NewsBot.Slack.Blocks;

/// <summary>Slack's own markup: writes text of strangers so that it stays text, and reads what people send.</summary>
/// <remarks>https://docs.slack.dev/messaging/formatting-message-text</remarks>
public static partial class Mrkdwn
{
    // There is no escape for these; where one of them could open or close a style, this keeps it from the letters beside it.
    private const char Apart = '\u200B';

    private const string Styles = "*_~`";

    /// <summary>Text that shows letter by letter: no link, no mention, no call of a channel, no style, no emoji, no quotation block.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    // At the start of a line even the escaped sign makes a block of quotation.
                    if (escaped.Length == 0 || escaped[^1] == '\n')
                        escaped.Append(Apart);
                    escaped.Append("&gt;");
                    break;
                case ':' when i > 0 && i < text.Length - 1 && IsEmojiLetter(text[i + 1]) && !char.IsDigit(text[i - 1]):
                    escaped.Append(':').Append(Apart);
                    break;
                case ':' when i == 0:
                    escaped.Append(':').Append(Apart);
                    break;
                case var c when Styles.Contains(c):
                    escaped.Append(Apart).Append(c).Append(Apart);
                    break;
                case var c:
                    escaped.Append(c);
                    break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>A link with text of its own; only the text when the address is none that a link may open.</summary>
    public static string Link(string? url, string label)
    {
        var shown = Escape(label.Replace('|', '¦').ReplaceLineEndings(" "));
        return Url(url) is { } address && shown.Length > 0 ? $"<{address}|{shown}>" : shown;
    }

    /// <summary>The address as it may stand in a link; null when it is not an http or https address.</summary>
    public static string? Url(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri.AbsoluteUri.Replace("&", "&amp;", StringComparison.Ordinal)
                .Replace("|", "%7C", StringComparison.Ordinal)
                .Replace("<", "%3C", StringComparison.Ordinal)
                .Replace(">", "%3E", StringComparison.Ordinal)
            : null;

    /// <summary>Cuts escaped text to at most <paramref name="max"/> UTF-16 units: never inside an entity, a link or a letter.</summary>
    public static string Cut(string escaped, int max)
    {
        if (escaped.Length <= max)
            return escaped;
        const string ending = " …";
        var room = Math.Max(max - ending.Length, 0);
        var end = 0;
        while (end < escaped.Length)
        {
            var step = Step(escaped, end);
            if (end + step > room)
                break;
            end += step;
        }

        return escaped[..end].TrimEnd() + ending;
    }

    /// <summary>Escaped text in pieces of at most <paramref name="max"/> UTF-16 units, none of it lost: cut after a space where there is one
    /// in the second half, and never inside an entity, a link or a letter.</summary>
    public static IEnumerable<string> Pieces(string escaped, int max)
    {
        var start = 0;
        while (escaped.Length - start > max)
        {
            var (end, space) = (start, start);
            for (var step = Step(escaped, end); end + step - start <= max; step = Step(escaped, end))
            {
                end += step;
                space = escaped[end - 1] == ' ' ? end : space;
            }

            // A single link that is too long is cut like any text.
            end = space - start > max / 2 ? space : end > start ? end : start + max;
            yield return escaped[start..end];
            start = end;
        }

        yield return escaped[start..];
    }

    /// <summary>What a person has sent, as plain text: links become their address, mentions a name with @ or #.</summary>
    /// <param name="text">As Slack sends it.</param>
    /// <param name="keep">Id of a person whose mention stays as <c>&lt;@id&gt;</c>.</param>
    public static string ToPlain(string text, string? keep = null) => Token().Replace(text, match =>
    {
        var (kind, id, label) = (match.Groups["kind"].Value, match.Groups["id"].Value, match.Groups["label"].Value);
        return kind switch
        {
            "@" when id == keep => $"<@{id}>",
            "@" => "@" + (label.Length > 0 ? label : id),
            "#" => "#" + (label.Length > 0 ? label : id),
            "!" => label.Length > 0 ? label : "@" + id.Split('^')[0],
            _ => id.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? id["mailto:".Length..] : id,
        };
    }).Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);

    private static bool IsEmojiLetter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '+' or '\'';

    // A link or an entity is one step, and so is a letter with all its marks.
    private static int Step(string text, int at)
    {
        if (text[at] == '<' && text.IndexOf('>', at) is var close and > 0)
            return close - at + 1;
        if (text[at] == '&' && text.IndexOf(';', at, Math.Min(6, text.Length - at)) is var semicolon and > 0)
            return semicolon - at + 1;
        return StringInfo.GetNextTextElementLength(text, at);
    }

    [GeneratedRegex(@"<(?<kind>[@#!]?)(?<id>[^<>|]+)(\|(?<label>[^<>]*))?>")]
    private static partial Regex Token();
}
