using AdaptiveCards.Expressions;

namespace AdaptiveCards.Functions;

/// <summary>Arithmetic. Whole numbers stay whole (5 / 2 is 2), as in the official .NET engine; what overflows becomes real.</summary>
internal static class MathFunctions
{
    public static IEnumerable<(string Name, Function Function)> All =>
    [
        .. Both("add", "+", Add),
        .. Both("sub", "-", (a, b) => Compute(a, b, (x, y) => checked(x - y), (x, y) => x - y)),
        .. Both("mul", "*", (a, b) => Compute(a, b, (x, y) => checked(x * y), (x, y) => x * y)),
        .. Both("div", "/", Divide),
        .. Both("mod", "%", (a, b) => Compute(a, b, (x, y) => y == -1 ? 0 : x % y, (x, y) => x % y, zero: true), max: 2),
        .. Both("exp", "^", (a, b) => Power(a, b)),
        FunctionTable.Of("power", 2, (v, _) => Power(v[0], v[1])),
        FunctionTable.Of("min", 1, int.MaxValue, (v, _) => Extreme(v, -1)),
        FunctionTable.Of("max", 1, int.MaxValue, (v, _) => Extreme(v, 1)),
        FunctionTable.Of("sum", 1, (v, _) => Value.AsList(v[0]) is { } list ? list.Aggregate((object?)0L, Sum) : Value.Failed),
        FunctionTable.Of("average", 1, (v, _) => Value.AsList(v[0]) is { Count: > 0 } list
            && Value.AsDouble(list.Aggregate((object?)0L, Sum)) is { } total ? total / list.Count : Value.Failed),
        FunctionTable.Of("round", 1, 2, Round),
        FunctionTable.Of("floor", 1, (v, _) => Rounded(v[0], Math.Floor)),
        FunctionTable.Of("ceiling", 1, (v, _) => Rounded(v[0], Math.Ceiling)),
        FunctionTable.Of("rand", 2, (v, b) => Value.AsWhole(v[0]) is { } least && Value.AsWhole(v[1]) is { } end && least <= end
            ? b.Random.NextInt64(least, end)
            : Value.Failed),
        FunctionTable.Of("abs", 1, (v, _) => v[0] switch
        {
            long and not long.MinValue and var whole => Math.Abs(whole),
            double real => Math.Abs(real),
            _ => Value.Failed,
        }),
        FunctionTable.Of("sqrt", 1, (v, _) => Value.AsDouble(v[0]) is { } real ? Real(Math.Sqrt(real)) : Value.Failed),
        FunctionTable.Of("range", 2, Range),
    ];

    private static (string Name, Function Function)[] Both(string name, string symbol, Func<object?, object?, object?> body, int max = int.MaxValue)
    {
        // From the left, as a chain of the operator is.
        object? Chain(object?[] values, Budget budget) =>
            values.Skip(1).Aggregate(values[0], (left, right) => Value.IsFailed(left) ? left : Limited(body(left, right), budget));
        return [FunctionTable.Of(name, 2, max, Chain), FunctionTable.Of(symbol, 2, Chain)];
    }

    private static object? Limited(object? value, Budget budget) => value is string text ? budget.Text(text) : value;

    // Text on either side joins as text; only numbers are added.
    private static object? Add(object? left, object? right)
    {
        if (left is long or double && right is long or double)
            return Compute(left, right, (x, y) => checked(x + y), (x, y) => x + y);
        return left is string || right is string ? Value.AsText(left) + Value.AsText(right) : Value.Failed;
    }

    private static object? Sum(object? total, object? item) =>
        Value.IsFailed(total) ? total : Compute(total, item, (x, y) => checked(x + y), (x, y) => x + y);

    private static object? Divide(object? left, object? right) =>
        Compute(left, right, (x, y) => checked(x / y), (x, y) => x / y, zero: true);

    private static object? Compute(object? left, object? right, Func<long, long, long> whole, Func<double, double, double> real, bool zero = false)
    {
        if (Value.AsDouble(left) is not { } a || Value.AsDouble(right) is not { } b || zero && b == 0)
            return Value.Failed;
        try
        {
            if (left is long x && right is long y)
                return whole(x, y);
        }
        catch (OverflowException)
        {
            // Out of the range of whole numbers: the real result below stands.
        }

        return Real(real(a, b));
    }

    private static object? Power(object? left, object? right)
    {
        if (Value.AsDouble(left) is not { } a || Value.AsDouble(right) is not { } b)
            return Value.Failed;
        var result = Math.Pow(a, b);
        return left is long && right is long && Math.Abs(result) < (1L << 53) && Math.Floor(result) == result ? (long)result : Real(result);
    }

    private static object? Extreme(object?[] values, int sign)
    {
        var items = values.SelectMany(v => Value.AsList(v) ?? [v]).ToList();
        if (items.Count == 0 || items.Exists(i => i is not (long or double)))
            return Value.Failed;
        return items.Aggregate((best, next) => Math.Sign(Value.Compare(next, best) ?? 0) == sign ? next : best);
    }

    private static object? Round(object?[] values, Budget budget)
    {
        if (values[0] is not (long or double) || Value.AsCount(values.Length > 1 ? values[1] : 0L) is not (>= 0 and <= 15 and var digits))
            return Value.Failed;
        if (values[0] is not double number)
            return values[0];
        var rounded = Math.Round(number, digits, MidpointRounding.AwayFromZero);
        return digits == 0 ? Rounded(rounded, Math.Floor) : rounded;
    }

    private static object? Rounded(object? value, Func<double, double> how) => value switch
    {
        long whole => whole,
        double real when Math.Abs(real) < long.MaxValue => (long)how(real),
        _ => Value.Failed,
    };

    private static object? Range(object?[] values, Budget budget)
    {
        if (Value.AsCount(values[0]) is not { } start || Value.AsCount(values[1]) is not (>= 0 and var count))
            return Value.Failed;
        budget.Repeat(count);
        return Enumerable.Range(0, count).Select(i => (object?)((long)start + i)).ToList();
    }

    private static object Real(double value) => double.IsFinite(value) ? value : Value.Failed;
}
