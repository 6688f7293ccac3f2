using AdaptiveCards.Expressions;

namespace AdaptiveCards.Templating;

/// <summary>A string of a template. One that is a single expression keeps its value's type; any other becomes text.</summary>
internal sealed class TemplateText(IReadOnlyList<(string Source, Expression? Expression)> parts)
{
    public object? Evaluate(Scope scope)
    {
        if (parts is [{ Expression: { } whole }])
        {
            var value = whole.Evaluate(scope);
            return IsNothing(whole, value) ? Nothing(parts[0].Source, scope) : value;
        }

        return scope.Budget.Text(string.Concat(parts.Select(p => TextOf(p, scope))));
    }

    /// <summary>The value of a whole-string expression, without the way back to its source text, and with null for what is missing: for <c>$data</c>.</summary>
    public object? EvaluateBare(Scope scope) => parts is [{ Expression: { } whole }] ? whole.Evaluate(scope.Bare) : Evaluate(scope.Bare);

    private static string TextOf((string Source, Expression? Expression) part, Scope scope)
    {
        if (part.Expression is not { } expression)
            return part.Source;
        var value = expression.Evaluate(scope);
        return IsNothing(expression, value) ? Nothing(part.Source, scope) : Value.AsText(value);
    }

    // A path to null leads nowhere; a null that was computed is meant.
    private static bool IsNothing(Expression expression, object? value) => Value.IsFailed(value) || value is null && expression is Reference;

    private static string Nothing(string source, Scope scope)
    {
        scope.Budget.Warn($"{source} has no value");
        return source;
    }
}
