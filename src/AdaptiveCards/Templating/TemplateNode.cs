using System.Text.Json;
using AdaptiveCards.Expressions;

namespace AdaptiveCards.Templating;

/// <summary>Where a part stands: in an array, or as the value of a property or of the whole card.</summary>
internal readonly record struct Place(bool InArray, string? Property)
{
    public static Place Root { get; }

    public static Place Item { get; } = new(true, null);

    public static Place Of(string property) => new(false, property);
}

/// <summary>A part of a template, ready to be filled. Parts hold no state.</summary>
internal abstract class TemplateNode
{
    /// <summary>Writes the part: in an array nothing, one or many values, for a property nothing or its name and one value.</summary>
    public abstract void Write(Output output, Scope scope, Place place);
}

/// <summary>A part without expressions.</summary>
internal sealed class LiteralNode(JsonElement json) : TemplateNode
{
    public override void Write(Output output, Scope scope, Place place)
    {
        output.Property(place.Property);
        output.Literal(json);
    }
}

/// <summary>A string with expressions.</summary>
internal sealed class TextNode(TemplateText text) : TemplateNode
{
    public override void Write(Output output, Scope scope, Place place)
    {
        var value = text.Evaluate(scope);
        output.Property(place.Property);
        try
        {
            output.Value(value);
        }
        catch (AdaptiveTemplateException e) when (e.Path is null)
        {
            throw e.At(text.Path);
        }
    }
}

internal sealed class ArrayNode(IReadOnlyList<TemplateNode> items) : TemplateNode
{
    public override void Write(Output output, Scope scope, Place place)
    {
        output.Property(place.Property);
        output.StartArray();
        foreach (var item in items)
            item.Write(output, scope, Place.Item);
        output.EndArray();
    }
}

/// <summary>An object, with the data it is repeated for or moved to (<c>$data</c>) and its condition (<c>$when</c>).</summary>
internal sealed class ObjectNode(
    IReadOnlyList<(string Name, TemplateNode Node)> properties, DataSource? data, TemplateText? when, string path) : TemplateNode
{
    public override void Write(Output output, Scope scope, Place place)
    {
        try
        {
            Repeat(output, scope, place);
        }
        catch (AdaptiveTemplateException e) when (e.Path is null)
        {
            throw e.At(path);
        }
    }

    private void Repeat(Output output, Scope scope, Place place)
    {
        var source = data is null ? null : data.Evaluate(scope);
        if (Value.AsList(source) is not { } list)
        {
            var inner = source is null || Value.IsFailed(source) ? scope : scope.Over(source);
            if (!Holds(inner))
                return;
            output.Property(place.Property);
            WriteOne(output, inner);
            return;
        }

        scope.Budget.Repeat(list.Count);
        var kept = list.Select((item, i) => scope.Over(item, i)).Where(Holds);
        if (place.InArray)
        {
            foreach (var inner in kept)
                WriteOne(output, inner);
        }
        else
        {
            WriteAtOnePlace(output, [.. kept], place);
        }
    }

    // Only an array has room for many values: elsewhere they become an array, one stands there alone, and none leaves the place out, as in
    // the official engine.
    private void WriteAtOnePlace(Output output, List<Scope> scopes, Place place)
    {
        if (scopes.Count == 0)
            return;
        output.Property(place.Property);
        if (scopes.Count > 1)
            output.StartArray();
        foreach (var inner in scopes)
            WriteOne(output, inner);
        if (scopes.Count > 1)
            output.EndArray();
    }

    private bool Holds(Scope scope) => when is null || when.Evaluate(scope.Bare) switch
    {
        bool b => b,
        string s => s.Equals("true", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private void WriteOne(Output output, Scope scope)
    {
        output.StartObject();
        foreach (var (name, node) in properties)
            node.Write(output, scope, Place.Of(name));
        output.EndObject();
    }
}
