using System.Text;
using AdaptiveCards.Expressions;

namespace AdaptiveCards.Functions;

/// <summary>Bytes and their base64. Text becomes bytes as UTF-8; bytes are shown as base64.</summary>
internal static class BinaryFunctions
{
    private const string Plain = "data:text/plain;charset=utf-8;base64,";

    public static IEnumerable<(string Name, Function Function)> All =>
    [
        FunctionTable.Of("base64", 1, (v, b) => b.Text(Convert.ToBase64String(Bytes(v[0])))),
        FunctionTable.Of("base64ToString", 1, (v, _) => Decoded(v[0]) is { } bytes ? Encoding.UTF8.GetString(bytes) : Value.Failed),
        FunctionTable.Of("base64ToBinary", 1, (v, _) => Decoded(v[0]) ?? Value.Failed),
        FunctionTable.Of("binary", 1, (v, _) => Bytes(v[0])),
        FunctionTable.Of("dataUri", 1, (v, b) => b.Text(Plain + Convert.ToBase64String(Bytes(v[0])))),
        FunctionTable.Of("dataUriToString", 1, (v, _) => Carried(v[0]) is { } bytes ? Encoding.UTF8.GetString(bytes) : Value.Failed),
        FunctionTable.Of("dataUriToBinary", 1, (v, _) => Bytes(v[0])),
    ];

    private static byte[] Bytes(object? value) => value as byte[] ?? Encoding.UTF8.GetBytes(Value.AsText(value));

    private static byte[]? Carried(object? value) =>
        value is string text && text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && text.IndexOf(',', StringComparison.Ordinal) is > 0 and var comma
            ? Decoded(text[(comma + 1)..])
            : null;

    private static byte[]? Decoded(object? value)
    {
        if (value is not string text)
            return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : null;
    }
}
