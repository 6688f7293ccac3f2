using System.Text;

namespace NewsBot.Feeds.Documents;

/// <summary>Undoes a common accident: UTF-8 that was taken for windows-1252 and encoded once more ("MÃ¼ller",
/// "â€™").</summary>
internal static class Mojibake
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text as it was meant; the same text when it is not such an accident from end to end.</summary>
    public static string Undone(string text)
    {
        if (!HasSign(text))
            return text;
        var bytes = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            var value = ByteOf(text[i]);
            if (value < 0)
                return text;
            bytes[i] = (byte)value;
        }

        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return text;
        }
    }

    // The first byte of a sequence followed by one that can only go on with it: no word of any language looks like
    // that.
    private static bool HasSign(string text)
    {
        for (var at = 0; at + 1 < text.Length; at++)
        {
            var next = text.AsSpan(at).IndexOfAnyInRange('\u00C2', '\u00F4');
            if (next < 0)
                return false;
            at += next;
            if (at + 1 < text.Length && ByteOf(text[at + 1]) is >= 0x80 and <= 0xBF)
                return true;
        }

        return false;
    }

    private static int ByteOf(char c)
    {
        if (c <= 0xFF)
            return c;
        var index = XmlRepair.Windows1252.IndexOf(c);
        return index < 0 ? -1 : 0x80 + index;
    }
}
