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
            return value is null || Value.IsFailed(value) ? Nothing(parts[0].Source, scope) : value;
        }

        return scope.Budget.Text(string.Concat(parts.Select(p => TextOf(p, scope))));
    }

    /// <summary>The value of a whole-string expression, without the way back to its source text, and with null for what is missing: for <c>$data</c>.</summary>
    public object? EvaluateBare(Scope scope) => parts is [{ Expression: { } whole }] ? whole.Evaluate(scope.Bare) : Evaluate(scope.Bare);

    private static string TextOf((string Source, Expression? Expression) part, Scope scope)
    {
        var value = part.Expression?.Evaluate(scope);
        if (value is not null && !Value.IsFailed(value))
            return Value.AsText(value);
        return part.Expression is null ? part.Source : Nothing(part.Source, scope);
    }

    private static string Nothing(string source, Scope scope)
    {
        scope.Budget.Warn($"{source} has no value");
        return source;
    }
}
