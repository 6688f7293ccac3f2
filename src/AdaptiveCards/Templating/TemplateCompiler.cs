using System.Globalization;
using System.Text.Json;
using AdaptiveCards.Expressions;
using AdaptiveCards.Functions;

namespace AdaptiveCards.Templating;

/// <summary>Turns the JSON of a template into parts; every expression is parsed here, once.</summary>
internal sealed class TemplateCompiler(HostFunctions host)
{
    public List<TemplateError> Errors { get; } = [];

    /// <param name="json">The template or a part of it.</param>
    /// <param name="path">Its JSON path, for errors.</param>
    public TemplateNode Compile(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.Object => CompileObject(json, path),
        JsonValueKind.Array => CompileArray(json, path),
        JsonValueKind.String when CompileText(json.GetString()!, path) is { } text => new TextNode(text),
        _ => new LiteralNode(json),
    };

    private TemplateNode CompileArray(JsonElement json, string path)
    {
        var items = json.EnumerateArray()
            .Select((item, i) => Compile(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")))
            .ToList();
        return items.TrueForAll(i => i is LiteralNode) ? new LiteralNode(json) : new ArrayNode(items);
    }

    private TemplateNode CompileObject(JsonElement json, string path)
    {
        var properties = new List<(string, TemplateNode Node)>();
        DataSource? data = null;
        TemplateText? when = null;
        foreach (var property in json.EnumerateObject())
        {
            var at = path + "." + property.Name;
            if (property.NameEquals("$data"))
                data = CompileData(property.Value, at);
            else if (property.NameEquals("$when"))
                when = CompileWhen(property.Value, at);
            else
                properties.Add((property.Name, Compile(property.Value, at)));
        }

        return data is null && when is null && properties.TrueForAll(p => p.Node is LiteralNode)
            ? new LiteralNode(json)
            : new ObjectNode(properties, data, when, path);
    }

    private DataSource CompileData(JsonElement json, string path) =>
        json.ValueKind == JsonValueKind.String && CompileText(json.GetString()!, path) is { } text ? new(text) : new(json);

    private TemplateText CompileWhen(JsonElement json, string path) =>
        (json.ValueKind == JsonValueKind.String ? CompileText(json.GetString()!, path) : null)
        ?? new TemplateText([("", new Constant(Value.FromJson(json)))], path);

    /// <summary>Null when the text stands in the card as it is.</summary>
    private TemplateText? CompileText(string text, string path)
    {
        if (!text.Contains("${", StringComparison.Ordinal))
            return null;
        var parts = new List<(string Source, Expression? Expression)>();
        foreach (var piece in Pieces.Split(text))
            parts.Add(piece.IsExpression ? ("${" + piece.Text + "}", Parse(piece.Text, path)) : (piece.Text, null));
        return parts.Exists(p => p.Expression is not null) || string.Concat(parts.Select(p => p.Source)) != text ? new(parts, path) : null;
    }

    private Expression? Parse(string source, string path)
    {
        try
        {
            return ExpressionParser.Parse(source, host);
        }
        catch (FormatException e)
        {
            Errors.Add(new(path, $"{e.Message} in ${{{source}}}"));
            return null;
        }
    }
}
