using AdaptiveCards.Functions;
namespace AdaptiveCards.Expressions;

/// <summary>A parsed expression. It holds no state: many threads may evaluate it at once.</summary>
internal abstract class Expression
{
    /// <summary>The value in a scope; <see cref="Value.Failed"/> when it has none.</summary>
    public abstract object? Evaluate(Scope scope);
}

internal sealed class Constant(object? value) : Expression
{
    public override object? Evaluate(Scope scope) => value;
}

/// <summary>A name: a lambda's parameter, <c>$data</c>, <c>$root</c>, <c>$host</c>, <c>$index</c>, or a property looked up in the data, then in the root.</summary>
internal sealed class Name(string text) : Expression
{
    public string Text => text;

    public override object? Evaluate(Scope scope) => scope.Find(text);
}

internal sealed class Member(Expression owner, string name) : Expression
{
    public override object? Evaluate(Scope scope)
    {
        var value = owner.Evaluate(scope);
        return Value.IsFailed(value) ? value : Value.TryGetProperty(value, name, out var found) ? found : null;
    }
}

internal sealed class Item(Expression owner, Expression key) : Expression
{
    public override object? Evaluate(Scope scope)
    {
        var value = owner.Evaluate(scope);
        var at = key.Evaluate(scope);
        if (Value.IsFailed(value) || Value.IsFailed(at))
            return Value.Failed;
        if (at is string name)
            return Value.TryGetProperty(value, name, out var found) ? found : null;
        return Value.AsCount(at) is { } index && Value.AsList(value) is { } list && index >= 0 && index < list.Count ? list[index] : Value.Failed;
    }
}

internal sealed class ListLiteral(IReadOnlyList<Expression> items) : Expression
{
    public override object? Evaluate(Scope scope)
    {
        var values = items.Select(i => i.Evaluate(scope)).ToList();
        return values.Exists(Value.IsFailed) ? Value.Failed : values;
    }
}

internal sealed class MapLiteral(IReadOnlyList<(string Name, Expression Value)> properties) : Expression
{
    public override object? Evaluate(Scope scope)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, expression) in properties)
        {
            var value = expression.Evaluate(scope);
            if (Value.IsFailed(value))
                return value;
            map[name] = value;
        }

        return map;
    }
}

/// <summary>Text with expressions in it, between backticks.</summary>
internal sealed class Interpolation(IReadOnlyList<Expression> parts) : Expression
{
    public override object? Evaluate(Scope scope)
    {
        var texts = new string[parts.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            var value = parts[i].Evaluate(scope);
            if (Value.IsFailed(value))
                return value;
            texts[i] = Value.AsText(value);
        }

        return scope.Budget.Text(string.Concat(texts));
    }
}

/// <summary>A call of a function, or of an operator under its function's name.</summary>
internal sealed class Call(Function function, IReadOnlyList<Expression> arguments) : Expression
{
    public override object? Evaluate(Scope scope)
    {
        scope.Budget.Step();
        return function.Body(new Arguments(arguments, scope));
    }
}
