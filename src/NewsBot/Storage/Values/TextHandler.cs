using System.Data;
using Dapper;

namespace NewsBot.Storage.Values;

/// <summary>Text as both engines can keep it: PostgreSQL takes neither NUL nor half a surrogate pair. Offsets stay as they are.</summary>
internal sealed class TextHandler : SqlMapper.ITypeHandler
{
    private const char Replacement = '\uFFFD';

    public object Parse(Type destinationType, object value) => value is string text ? text : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;

    public void SetValue(IDbDataParameter parameter, object value)
    {
        parameter.DbType = DbType.String;
        parameter.Value = value is string text ? Clean(text) : DBNull.Value;
    }

    internal static string Clean(string text)
    {
        if (text.AsSpan().IndexOf('\0') < 0 && text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
            return text;
        return string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < from.Length; i++)
            {
                var pair = i + 1 < from.Length && char.IsSurrogatePair(from[i], from[i + 1]);
                to[i] = from[i] == '\0' || (char.IsSurrogate(from[i]) && !pair) ? Replacement : from[i];
                if (pair)
                    to[++i] = from[i];
            }
        });
    }
}
