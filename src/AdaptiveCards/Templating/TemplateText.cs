using AdaptiveCards.Expressions;

namespace AdaptiveCards.Templating;

/// <summary>A string of a template. One that is a single expression keeps its value's type; any other becomes text.</summary>
/// <param name="parts">Its pieces, in order.</param>
/// <param name="path">Its JSON path in the template.</param>
internal sealed class TemplateText(IReadOnlyList<(string Source, Expression? Expression)> parts, string path)
{
    /// <summary>Its JSON path in the template.</summary>
    public string Path => path;

    /// <exception cref="AdaptiveTemplateException">A limit is passed or a name is missing.</exception>
    public object? Evaluate(Scope scope)
    {
        try
        {
            return ValueOf(scope);
        }
        catch (AdaptiveTemplateException e) when (e.Path is null)
        {
            throw e.At(path);
        }
    }

    /// <summary>The value of a whole-string expression, without the way back to its source text, and with null for what is missing: for <c>$data</c>.</summary>
    /// <inheritdoc cref="Evaluate"/>
    public object? EvaluateBare(Scope scope)
    {
        if (parts is not [{ Expression: { } whole }])
            return Evaluate(scope.Bare);
        try
        {
            return whole.Evaluate(scope.Bare);
        }
        catch (AdaptiveTemplateException e) when (e.Path is null)
        {
            throw e.At(path);
        }
    }

    private object? ValueOf(Scope scope)
    {
        if (parts is [{ Expression: { } whole }])
        {
            var value = whole.Evaluate(scope);
            return IsNothing(whole, value) ? Nothing(parts[0].Source, scope) : value;
        }

        return scope.Budget.Text(string.Concat(parts.Select(p => TextOf(p, scope))));
    }

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
