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

/// <summary>Something in the data, by its path. Where it is missing a larger expression gets what the host puts in its place.</summary>
internal abstract class Reference : Expression
{
    public sealed override object? Evaluate(Scope scope) =>
        Look(scope, out var found) is var value && (found || !scope.Substitutes) ? value : scope.Budget.Substitute(Path(scope));

    /// <summary>The value as it is; null when it is missing.</summary>
    public abstract object? Look(Scope scope, out bool found);

    /// <summary>Where it should be: <c>people[0].name</c>. Empty for what is computed.</summary>
    public abstract string Path(Scope scope);

    /// <summary>Puts a value there, in a changed copy of what holds it; false where none can be put.</summary>
    public abstract bool Set(Scope scope, object? value);

    // A path through an item that is not there leads nowhere, as one through a missing property does.
    protected static object? Look(Expression owner, Scope scope) => owner switch
    {
        Item item => item.Look(scope, orElse: item.Owner is Reference ? null : Value.Failed),
        Reference reference => reference.Look(scope, out _),
        _ => owner.Evaluate(scope),
    };

    protected static string PathOf(Expression owner, Scope scope) => owner is Reference reference ? reference.Path(scope) : "";

    protected static bool SetProperty(Expression owner, string name, Scope scope, object? value)
    {
        if (owner is Name { Text: "$data" })
            return scope.Set(name, value);
        if (owner is not Reference reference)
            return false;
        var map = reference.Look(scope, out _) is { } held ? Value.AsMap(held) : new Dictionary<string, object?>();
        if (map is null)
            return false;
        scope.Budget.Look(map.Count);
        return reference.Set(scope, new Dictionary<string, object?>(map, StringComparer.Ordinal) { [name] = value });
    }
}

/// <summary>A name: a lambda's parameter, <c>$data</c>, <c>$root</c>, <c>$host</c>, <c>$index</c>, or a property looked up in the data, then in the root.</summary>
internal sealed class Name(string text) : Reference
{
    public string Text => text;

    public override object? Look(Scope scope, out bool found) => scope.Find(text, out found);

    public override string Path(Scope scope) => text;

    public override bool Set(Scope scope, object? value) => scope.Set(text, value);
}

internal sealed class Member(Expression owner, string name) : Reference
{
    public override object? Look(Scope scope, out bool found)
    {
        var value = Look(owner, scope);
        found = Value.IsFailed(value);
        if (found)
            return value;
        found = Value.TryGetProperty(value, name, out var property);
        return property;
    }

    public override string Path(Scope scope) => PathOf(owner, scope) is { Length: > 0 } path ? $"{path}.{name}" : name;

    public override bool Set(Scope scope, object? value) => SetProperty(owner, name, scope, value);
}

/// <summary>An item of a list, or a property by a computed name. It is never substituted itself: only what is asked of it.</summary>
internal sealed class Item(Expression owner, Expression key) : Reference
{
    public Expression Owner => owner;

    public override object? Look(Scope scope, out bool found)
    {
        found = true;
        return Look(scope, orElse: Value.Failed);
    }

    /// <param name="scope">Where the list and the position are looked up.</param>
    /// <param name="orElse">The value of a list's item that is not there.</param>
    public object? Look(Scope scope, object? orElse)
    {
        var value = Look(owner, scope);
        var at = key.Evaluate(scope);
        if (Value.IsFailed(value) || Value.IsFailed(at))
            return Value.Failed;
        if (at is string name)
            return Value.TryGetProperty(value, name, out var property) ? property : null;
        return Value.AsCount(at) is not { } index ? Value.Failed : Value.TryGetItem(value, index, out var item) ? item : orElse;
    }

    public override string Path(Scope scope)
    {
        var at = key.Evaluate(scope);
        return PathOf(owner, scope) + (at is string name ? $"['{name}']" : $"[{Value.AsText(at)}]");
    }

    // An item just behind the last one makes the list longer.
    public override bool Set(Scope scope, object? value)
    {
        var at = key.Evaluate(scope);
        if (at is string name)
            return SetProperty(owner, name, scope, value);
        if (owner is not Reference reference || Value.AsCount(at) is not { } index)
            return false;
        var list = reference.Look(scope, out _) is { } held ? Value.AsList(held) : [];
        if (list is null || index < 0 || index > list.Count)
            return false;
        scope.Budget.Look(list.Count);
        return reference.Set(scope, list.Take(index).Append(value).Concat(list.Skip(index + 1)).ToList());
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
