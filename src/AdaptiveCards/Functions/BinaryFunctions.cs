using System.Text;
using AdaptiveCards.Expressions;

namespace AdaptiveCards.Functions;

/// <summary>Bytes and their base64. Text becomes bytes as UTF-8; bytes are shown as base64.</summary>
internal static class BinaryFunctions
{
    private const string Plain = "data:text/plain;charset=utf-8;base64,";

    public static IEnumerable<(string Name, Function Function)> All =>
    [
        FunctionTable.Of("base64", 1, (v, b) => Bytes(v[0]) is { } bytes ? b.Text(Convert.ToBase64String(bytes)) : Value.Failed),
        FunctionTable.Of("base64ToString", 1, (v, _) => Text(Decoded(v[0]))),
        FunctionTable.Of("base64ToBinary", 1, (v, _) => Decoded(v[0]) ?? Value.Failed),
        FunctionTable.Of("binary", 1, (v, _) => Bytes(v[0]) ?? Value.Failed),
        FunctionTable.Of("dataUri", 1, (v, b) => Bytes(v[0]) is { } bytes ? b.Text(Plain + Convert.ToBase64String(bytes)) : Value.Failed),
        FunctionTable.Of("dataUriToString", 1, (v, _) => Text(Carried(v[0]))),
        FunctionTable.Of("dataUriToBinary", 1, (v, _) => Bytes(v[0]) ?? Value.Failed),
    ];

    private static byte[]? Bytes(object? value) => value switch
    {
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        _ => null,
    };

    private static object Text(byte[]? bytes) => bytes is null ? Value.Failed : Encoding.UTF8.GetString(bytes);

    // What a data URI carries (RFC 2397), or base64 alone.
    private static byte[]? Carried(object? value)
    {
        if (value is not string text || !text.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return Decoded(value);
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0)
            return null;
        return text[..comma].EndsWith(";base64", StringComparison.OrdinalIgnoreCase)
            ? Decoded(text[(comma + 1)..])
            : Encoding.UTF8.GetBytes(Uri.UnescapeDataString(text[(comma + 1)..]));
    }

    private static byte[]? Decoded(object? value)
    {
        if (value is not string text)
            return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : null;
    }
}
