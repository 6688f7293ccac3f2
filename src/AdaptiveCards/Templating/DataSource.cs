using System.Text.Json;
using AdaptiveCards.Expressions;

namespace AdaptiveCards.Templating;

/// <summary>What <c>$data</c> says: an expression, or the data itself.</summary>
internal sealed class DataSource
{
    private readonly TemplateText? _text;
    private readonly object? _literal;

    public DataSource(TemplateText text) => _text = text;

    public DataSource(JsonElement literal) => _literal = Value.FromJson(literal);

    public object? Evaluate(Scope scope) => _text is null ? _literal : _text.EvaluateBare(scope);
}
