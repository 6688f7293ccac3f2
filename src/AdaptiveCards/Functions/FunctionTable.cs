using System.Collections.Frozen;
using AdaptiveCards.Expressions;
using AdaptiveCards.Functions.Dates;
using AdaptiveCards.Functions.Documents;

namespace AdaptiveCards.Functions;

/// <summary>
/// Every function of the language, by its name in whatever case. What they do follows the published reference of adaptive expressions:
/// https://learn.microsoft.com/azure/bot-service/adaptive-expressions/adaptive-expressions-prebuilt-functions
/// </summary>
internal static class FunctionTable
{
    public static FrozenDictionary<string, Function> All { get; } =
        LogicFunctions.All
            .Concat(ConversionFunctions.All)
            .Concat(TextFunctions.All)
            .Concat(MathFunctions.All)
            .Concat(ListFunctions.All)
            .Concat(ObjectFunctions.All)
            .Concat(DateFunctions.All)
            .Concat(TimexFunctions.All)
            .Concat(DocumentFunctions.All)
            .Concat(BinaryFunctions.All)
            .Concat(UriFunctions.All)
            .ToFrozenDictionary(p => p.Name, p => p.Function, StringComparer.OrdinalIgnoreCase);

    /// <summary>A function of exactly so many arguments, all evaluated; it fails when one of them does.</summary>
    public static (string Name, Function Function) Of(string name, int count, Func<object?[], Budget, object?> body) => Of(name, count, count, body);

    public static (string Name, Function Function) Of(string name, int min, int max, Func<object?[], Budget, object?> body) =>
        (name, new(min, max, a => a.All() is { } values ? body(values, a.Budget) : Value.Failed));

    /// <summary>A condition or comparison: what is missing is null in its arguments, and it does not hold for what fails.</summary>
    public static (string Name, Function Function) Asking(string name, int count, Func<object?[], object?> body) =>
        (name, new(count, count, a => a.Bare.All() is { } values ? body(values) : false));

    /// <summary>A function of texts, null counting as the empty one; it fails for anything else.</summary>
    public static (string Name, Function Function) OfTexts(string name, int min, int max, Func<string[], Budget, object?> body) =>
        Of(name, min, max, (v, b) =>
        {
            var texts = Array.ConvertAll(v, Value.TextOf);
            return Array.TrueForAll(texts, t => t is not null) ? body(texts!, b) : Value.Failed;
        });

    public static (string Name, Function Function) OfTexts(string name, int count, Func<string[], Budget, object?> body) =>
        OfTexts(name, count, count, body);

    /// <summary>An argument that may be left out.</summary>
    public static object? Optional(object?[] values, int index) => index < values.Length ? values[index] : null;
}
