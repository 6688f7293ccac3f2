using AdaptiveCards.Expressions;
using AdaptiveCards.Functions.Dates;

namespace AdaptiveCards.Functions;

/// <summary>Conditions, comparisons and questions about a value's kind.</summary>
internal static class LogicFunctions
{
    public static IEnumerable<(string Name, Function Function)> All =>
    [
        ("if", new(3, 3, a => Value.IsTrue(a.Bare[0]) ? a[1] : a[2])),
        ("and", new(1, int.MaxValue, a => And(a.Bare))),
        ("&&", new(2, 2, a => And(a.Bare))),
        ("or", new(1, int.MaxValue, a => Or(a.Bare))),
        ("||", new(2, 2, a => Or(a.Bare))),
        ("not", new(1, 1, a => !Value.IsTrue(a.Bare[0]))),
        ("!", new(1, 1, a => !Value.IsTrue(a.Bare[0]))),
        ("exists", new(1, 1, a => a.Bare[0] is { } value && !Value.IsFailed(value))),
        ("coalesce", new(1, int.MaxValue, a => Coalesce(a.Bare))),
        ("??", new(2, 2, a => Coalesce(a.Bare))),
        Equal("equals", true), Equal("==", true), Equal("!=", false), Equal("<>", false),
        Order("less", c => c < 0), Order("<", c => c < 0),
        Order("lessOrEquals", c => c <= 0), Order("<=", c => c <= 0),
        Order("greater", c => c > 0), Order(">", c => c > 0),
        Order("greaterOrEquals", c => c >= 0), Order(">=", c => c >= 0),
        Is("isString", v => v is string),
        Is("isInteger", v => v is long || v is double real && Math.Floor(real) == real),
        Is("isFloat", v => v is double real && Math.Floor(real) != real),
        Is("isBoolean", v => v is bool),
        Is("isArray", v => Value.AsList(v) is not null),
        Is("isObject", v => Value.AsMap(v) is not null || Value.AsList(v) is not null),
        Is("isDateTime", Moments.IsIso),
    ];

    // A part that fails is an untrue part: "exists and is large" must not fail as a whole.
    private static bool And(Arguments arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!Value.IsTrue(arguments[i]))
                return false;
        }

        return true;
    }

    private static bool Or(Arguments arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (Value.IsTrue(arguments[i]))
                return true;
        }

        return false;
    }

    private static object? Coalesce(Arguments arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] is { } value && !Value.IsFailed(value))
                return value;
        }

        return null;
    }

    private static (string Name, Function Function) Equal(string name, bool wanted) =>
        FunctionTable.Asking(name, 2, v => Value.Equals(v[0], v[1]) == wanted);

    // Nothing is smaller or larger than null.
    private static (string Name, Function Function) Order(string name, Func<int, bool> holds) =>
        FunctionTable.Asking(name, 2, v => v[0] is null || v[1] is null ? false : Ordered(v[0], v[1], holds));

    private static object Ordered(object? left, object? right, Func<int, bool> holds) =>
        Value.Compare(left, right) is { } order ? holds(order) : Value.Failed;

    private static (string Name, Function Function) Is(string name, Func<object?, bool> test) =>
        FunctionTable.Of(name, 1, (v, _) => test(v[0]));
}
