using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using UtfUnknown;

namespace NewsBot.Web;

/// <summary>Turns the bytes of a feed or a page into text. Byte order mark, then the HTTP charset, then what the
/// document declares (XML declaration, <c>meta charset</c>), then UTF-8 if it is valid UTF-8, then UTF-8 with faults if it
/// was declared, then a guess from the letters' frequencies, then windows-1252. A candidate that the bytes contradict is
/// passed over.</summary>
public static partial class BodyText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Fewer whole letters for each fault, and what looks like UTF-8 may be another alphabet's accident.</summary>
    private const int LettersAFault = 3;

    /// <summary>Fewer bytes that are not ASCII tell nothing about a language.</summary>
    private const int LeastLetters = 4;

    // UTF-16 and UTF-32, whatever the label: their bytes tell before any label is read.
    private static readonly int[] WideCodePages = [1200, 1201, 12000, 12001];

    static BodyText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The text, and the name of the encoding that gave it.</summary>
    public static (string Text, string Name) Decode(ReadOnlySpan<byte> body, string? contentType)
    {
        if (ByMark(body) is { } marked)
            return marked;
        var declared = new[] { Charset(contentType), Declaration(body) };
        foreach (var label in declared)
        {
            if (label is not null && ByLabel(body, label) is { } text)
                return (text, label.Equals("gb2312", StringComparison.OrdinalIgnoreCase) ? "gb18030" : label.ToLowerInvariant());
        }

        if (declared.All(l => l is null) && ByEscape(body) is { } japanese)
            return (japanese, "iso-2022-jp");
        if (Strict(body, StrictUtf8) is { } utf8)
            return (utf8, "utf-8");
        return declared.Any(l => l is not null && Named(l)?.CodePage == Encoding.UTF8.CodePage) && IsDamagedUtf8(body)
            ? (Encoding.UTF8.GetString(body), "utf-8")
            : Guess(body);
    }

    private static (string, string)? ByMark(ReadOnlySpan<byte> body) => body switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8.GetString(body[3..]), "utf-8"),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32.GetString(body[4..]), "utf-32le"),
        [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: false).GetString(body[4..]), "utf-32be"),
        [0xFF, 0xFE, ..] => (Encoding.Unicode.GetString(body[2..]), "utf-16le"),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode.GetString(body[2..]), "utf-16be"),

        // Without a mark, the zero bytes around the first "<" tell.
        [(byte)'<', 0, 0, 0, ..] => (Encoding.UTF32.GetString(body), "utf-32le"),
        [0, 0, 0, (byte)'<', ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: false).GetString(body), "utf-32be"),
        [(byte)'<', 0, ..] => (Encoding.Unicode.GetString(body), "utf-16le"),
        [0, (byte)'<', ..] => (Encoding.BigEndianUnicode.GetString(body), "utf-16be"),
        _ => null,
    };

    // ISO-2022-JP is plain ASCII but for the escapes that turn its letters on (RFC 1468).
    private static string? ByEscape(ReadOnlySpan<byte> body) =>
        body.IndexOf("\u001B$B"u8) >= 0 || body.IndexOf("\u001B$@"u8) >= 0 ? Strict(body, Named("iso-2022-jp")!) : null;

    private static string? Charset(string? contentType)
    {
        var match = contentType is null ? Match.Empty : CharsetPattern().Match(contentType);
        return match.Success ? match.Groups[1].Value : null;
    }

    private static string? Declaration(ReadOnlySpan<byte> body)
    {
        var head = Encoding.Latin1.GetString(body[..Math.Min(body.Length, 2048)]);
        var match = DeclarationPattern().Match(head);
        return match.Success ? match.Groups[1].Value + match.Groups[2].Value : null;
    }

    private static string? ByLabel(ReadOnlySpan<byte> body, string label)
    {
        if (Named(label) is not { } encoding)
            return null;

        // Declared as a Latin alphabet but valid, non-ASCII UTF-8: a wrong declaration, for the opposite accident
        // hardly ever happens.
        if (encoding.CodePage == 1252 && body.IndexOfAnyInRange((byte)0x80, (byte)0xFF) >= 0 && Strict(body, StrictUtf8) is { } utf8)
            return utf8;
        return Strict(body, encoding);
    }

    // The web's reading of the labels: https://encoding.spec.whatwg.org/#names-and-labels
    private static Encoding? Named(string label)
    {
        var name = label.Trim().ToLowerInvariant() switch
        {
            "us-ascii" or "ascii" or "iso-8859-1" or "iso8859-1" or "latin1" or "latin-1" or "l1" or "iso_8859-1" => "windows-1252",
            "gb2312" or "gbk" or "x-gbk" or "gb_2312-80" => "gb18030",
            "utf8" or "utf_8" => "utf-8",
            "cp1251" or "win-1251" => "windows-1251",
            "cp1252" or "win-1252" => "windows-1252",
            "iso-8859-9" or "latin5" => "windows-1254",
            "shift-jis" or "sjis" or "x-sjis" or "ms_kanji" or "windows-31j" or "cp932" => "shift_jis",
            "cp949" or "windows-949" => "ks_c_5601-1987",
            "iso-8859-6-i" => "iso-8859-6",
            "mac-roman" => "macintosh",
            "mac-cyrillic" => "x-mac-cyrillic",
            "ks_c_5601-1987" or "euckr" => "euc-kr",
            var other => other,
        };
        try
        {
            var onError = name == "windows-1252" ? DecoderFallback.ReplacementFallback : DecoderFallback.ExceptionFallback;
            var encoding = Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, onError);
            return WideCodePages.Contains(encoding.CodePage) ? null : encoding;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // Unknown, or known and switched off (UTF-7).
            return null;
        }
    }

    private static string? Strict(ReadOnlySpan<byte> body, Encoding encoding)
    {
        try
        {
            return encoding.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>UTF-8 with a fault or two in it, as a text is that was cut within a letter or put together of several sources: most of what is
    /// not ASCII is whole letters of UTF-8, which other alphabets' bytes hardly ever are.</summary>
    private static bool IsDamagedUtf8(ReadOnlySpan<byte> body)
    {
        var (letters, faults, length) = (0, 0, body.Length);
        while (!body.IsEmpty)
        {
            var fault = Rune.DecodeFromUtf8(body, out _, out var used) != OperationStatus.Done;
            faults += fault ? used : 0;
            letters += !fault && used > 1 ? 1 : 0;
            body = body[used..];
        }

        return letters >= LettersAFault * faults && faults * 100L < length;
    }

    private static (string, string) Guess(ReadOnlySpan<byte> body)
    {
        var letters = 0;
        foreach (var value in body)
            letters += value >= 0x80 ? 1 : 0;
        var detected = letters < LeastLetters ? null : CharsetDetector.DetectFromBytes(body.ToArray()).Detected;
        if (detected is { Encoding: not null, Confidence: > 0.5f } && !detected.EncodingName.Equals("x-mac-ce", StringComparison.OrdinalIgnoreCase)
            && Named(detected.EncodingName) is { } encoding && Strict(body, encoding) is { } text)
            return (text, Guessed(detected.EncodingName.ToLowerInvariant()));
        return (Named("windows-1252")!.GetString(body), "windows-1252");
    }

    // As those who guess encodings write the names.
    private static string Guessed(string name) => name switch
    {
        "big5" => "Big5",
        "gb18030" => "GB2312",
        "x-mac-cyrillic" => "MacCyrillic",
        "euc-jp" or "euc-kr" or "shift_jis" or "koi8-r" or "tis-620" or "ibm866" or "ibm855" => name.ToUpperInvariant(),
        _ when name.StartsWith("iso-", StringComparison.Ordinal) => name.ToUpperInvariant(),
        _ => name,
    };

    // One class for all that may stand before the name: with two runs of white space side by side, time would grow with the square.
    [GeneratedRegex("""charset\s*=[\s"']*([A-Za-z0-9_.:\-]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex CharsetPattern();

    [GeneratedRegex("""^\s*<\?xml[^>]*?encoding\s*=\s*["']\s*([A-Za-z0-9_.:\-]+)|<meta\b[^>]*?charset\s*=\s*["']?\s*([A-Za-z0-9_.:\-]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex DeclarationPattern();
}
