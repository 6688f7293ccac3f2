using System.Globalization;
using AdaptiveCards.Expressions;
using AdaptiveCards.Functions.Documents;

namespace AdaptiveCards.Functions;

/// <summary>From one kind of value to another.</summary>
internal static class ConversionFunctions
{
    public static IEnumerable<(string Name, Function Function)> All =>
    [
        FunctionTable.Of("int", 1, (v, _) => Whole(v[0])),
        FunctionTable.Of("float", 1, (v, _) => Value.AsDouble(Value.AsNumber(v[0])) ?? Value.Failed),
        FunctionTable.Of("number", 1, (v, _) => Value.AsNumber(v[0]) ?? Value.Failed),
        FunctionTable.Of("bool", 1, (v, _) => v[0] switch
        {
            string s when bool.TryParse(s, out var b) => b,
            long or double => Value.AsDouble(v[0]) != 0,
            _ => Value.IsTrue(v[0]),
        }),
        FunctionTable.Of("string", 1, 2, Text),
        FunctionTable.Of("jsonStringify", 1, (v, b) => b.Text(Json.Write(v[0]))),
        ("stringOrValue", new(1, 1, StringOrValue)),
        FunctionTable.Of("json", 1, (v, _) => v[0] is string s ? Read(s) : Value.Failed),
        FunctionTable.Of("createArray", 0, int.MaxValue, (v, _) => v.ToList()),
        FunctionTable.Of("array", 1, (v, _) => new List<object?> { v[0] }),
        FunctionTable.Of("uriComponent", 1, (v, b) => v[0] is string s ? b.Text(Uri.EscapeDataString(s)) : Value.Failed),
        FunctionTable.Of("uriComponentToString", 1, (v, _) => v[0] is string s ? Uri.UnescapeDataString(s) : Value.Failed),
        FunctionTable.Of("formatNumber", 2, 3, FormatNumber),
    ];

    private static object? Read(string text) => Json.Read(text) is var json && Value.IsFailed(json) ? XmlDocuments.ToJson(text) : json;

    private static object? Text(object?[] values, Budget budget)
    {
        if (!Cultures.TryFind(FunctionTable.Optional(values, 1), CultureInfo.InvariantCulture, out var culture))
            return Value.Failed;
        return budget.Text(values[0] switch
        {
            long whole => whole.ToString(culture),
            double real => real.ToString("R", culture),
            _ => Value.AsText(values[0]),
        });
    }

    // A text that is one expression keeps its value's type, as in a template.
    private static object? StringOrValue(Arguments arguments)
    {
        if (arguments[0] is not string text)
            return Value.Failed;
        arguments.Budget.Length(text.Length, 0);
        try
        {
            var parts = Pieces.Split(text).ConvertAll(p => p.IsExpression ? ExpressionParser.Parse(p.Text, arguments.Budget.Functions) : new Constant(p.Text));
            var scope = arguments.Scope;
            return arguments.Budget.Nest(() => parts is [var only] ? only.Evaluate(scope) : new Interpolation(parts).Evaluate(scope));
        }
        catch (FormatException)
        {
            return Value.Failed;
        }
    }

    private static object? Whole(object? value) => Value.AsNumber(value) switch
    {
        long whole => whole,
        double real when Math.Abs(real) < long.MaxValue => (long)Math.Truncate(real),
        _ => Value.Failed,
    };

    // Halves are rounded away from zero, as both official engines do; the runtime's own formatting rounds them to even. What is a half is
    // asked of the double: 1.005 is less than one as a double, and more as a decimal.
    private static object? FormatNumber(object?[] values, Budget budget)
    {
        if (values[0] is not (long or double) || Value.AsCount(values[1]) is not (>= 0 and <= 99 and var digits))
            return Value.Failed;
        if (!Cultures.TryFind(FunctionTable.Optional(values, 2), budget.Culture, out var culture))
            return Value.Failed;
        var format = string.Create(CultureInfo.InvariantCulture, $"N{digits}");
        return values[0] switch
        {
            long whole => whole.ToString(format, culture),
            double real and > -1e15 and < 1e15 => ((decimal)Math.Round(real, Math.Min(digits, 15), MidpointRounding.AwayFromZero)).ToString(format, culture),
            _ => ((double)values[0]!).ToString(format, culture),
        };
    }
}
