using AdaptiveCards.Expressions;

namespace AdaptiveCards.Functions;

/// <summary>A function of the expression language.</summary>
/// <param name="Min">Fewest arguments.</param>
/// <param name="Max">Most arguments.</param>
/// <param name="Body">Takes the arguments unevaluated, so that <c>if</c>, <c>and</c> and lambdas can choose what to evaluate.</param>
/// <param name="Lambda">The second argument is the parameter's name and the third is evaluated for each item.</param>
/// <param name="Target">The first argument is a path, to be written to.</param>
internal sealed record Function(int Min, int Max, Func<Arguments, object?> Body, bool Lambda = false, bool Target = false);

/// <summary>The arguments of one call.</summary>
internal readonly struct Arguments(IReadOnlyList<Expression> expressions, Scope scope)
{
    public int Count => expressions.Count;

    public Budget Budget => scope.Budget;

    public Scope Scope => scope;

    /// <summary>The same arguments with null for what is missing.</summary>
    public Arguments Bare => new(expressions, scope.Bare);

    /// <summary>Evaluates an argument; null when it is not given.</summary>
    public object? this[int index] => index < expressions.Count ? expressions[index].Evaluate(scope) : null;

    /// <summary>All arguments, evaluated; null when one of them fails.</summary>
    public object?[]? All()
    {
        var values = new object?[expressions.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = expressions[i].Evaluate(scope);
            if (Value.IsFailed(values[i]))
                return null;
            scope.Budget.Look(Value.SizeOf(values[i]));
        }

        return values;
    }

    /// <summary>Writes to the path that the first argument is; false where none can be written.</summary>
    public bool Set(object? value) => ((Reference)expressions[0]).Set(scope, value);

    /// <summary>The lambda (second and third argument) applied to an item.</summary>
    public object? Apply(object? item)
    {
        scope.Budget.Step();
        return expressions[2].Evaluate(scope.With(((Name)expressions[1]).Text, item));
    }
}
