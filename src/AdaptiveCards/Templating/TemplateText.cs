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
            return value is null || Value.IsFailed(value) ? parts[0].Source : value;
        }

        return scope.Budget.Text(string.Concat(parts.Select(p => TextOf(p, scope))));
    }

    /// <summary>The value of a whole-string expression, without the way back to its source text: for <c>$data</c>.</summary>
    public object? EvaluateBare(Scope scope) => parts is [{ Expression: { } whole }] ? whole.Evaluate(scope) : Evaluate(scope);

    private static string TextOf((string Source, Expression? Expression) part, Scope scope)
    {
        var value = part.Expression?.Evaluate(scope);
        return value is null || Value.IsFailed(value) ? part.Source : Value.AsText(value);
    }
}
