using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdaptiveCards.Expressions;

namespace AdaptiveCards.Templating;

/// <summary>
/// A card with <c>${…}</c> in it, read once and filled with data as often as wanted, by any number of threads at once.
/// The language is that of https://learn.microsoft.com/adaptive-cards/templating/language.
/// </summary>
public sealed class AdaptiveCardTemplate
{
    private readonly TemplateSettings _settings;
    private readonly TemplateNode _root;

    /// <param name="jsonTemplate">The template as JSON.</param>
    /// <param name="settings">Culture, zone and limits.</param>
    /// <exception cref="AdaptiveTemplateException">It is no JSON, nested too deep, or, when strict, has an expression that does not parse.</exception>
    public AdaptiveCardTemplate(string jsonTemplate, TemplateSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(jsonTemplate);
        _settings = settings ?? TemplateSettings.Default;
        JsonElement template;
        try
        {
            using var document = JsonDocument.Parse(jsonTemplate, new JsonDocumentOptions { MaxDepth = _settings.MaxDepth });
            template = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new AdaptiveTemplateException("The template is not readable JSON: " + e.Message, e);
        }

        var compiler = new TemplateCompiler();
        _root = compiler.Compile(template, "$");
        Errors = compiler.Errors;
        if (_settings.Strict && Errors.Count > 0)
            throw new AdaptiveTemplateException($"{Errors[0].Path}: {Errors[0].Message}");
    }

    /// <param name="jsonTemplate">The template as a string of JSON, a <c>JsonNode</c>, a <c>JsonElement</c>, or an object that System.Text.Json can write.</param>
    /// <inheritdoc cref="AdaptiveCardTemplate(string, TemplateSettings)"/>
    public AdaptiveCardTemplate(object jsonTemplate)
        : this(jsonTemplate as string ?? JsonSerializer.Serialize(jsonTemplate))
    {
    }

    /// <summary>The expressions that did not parse; they stay in the text as they are.</summary>
    public IReadOnlyList<TemplateError> Errors { get; }

    /// <summary>Fills the template.</summary>
    /// <returns>The card as JSON; <c>null</c> as JSON when its own <c>$when</c> does not hold.</returns>
    /// <exception cref="AdaptiveTemplateException">A limit of the settings is passed, or the data is no JSON.</exception>
    public string Expand(EvaluationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Encoding.UTF8.GetString(Write(context).WrittenSpan);
    }

    /// <inheritdoc cref="Expand(EvaluationContext)"/>
    /// <param name="rootData">The data, see <see cref="EvaluationContext.Root"/>.</param>
    public string Expand(object? rootData) => Expand(rootData as EvaluationContext ?? new EvaluationContext(rootData));

    /// <summary>Fills the template, for callers that go on working with the card.</summary>
    /// <inheritdoc cref="Expand(EvaluationContext)"/>
    public JsonNode? ExpandToNode(EvaluationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return JsonNode.Parse(Write(context).WrittenSpan);
    }

    private ArrayBufferWriter<byte> Write(EvaluationContext context)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Json.Options))
        {
            var scope = new Scope(Read(context.Root), Read(context.Host), new Budget(_settings));
            var output = new Output(writer, _settings.MaxOutput);
            _root.Write(output, scope, Place.Root);
            if (output.IsEmpty)
                writer.WriteNullValue();
        }

        return buffer;
    }

    private static object? Read(object? data)
    {
        try
        {
            return Value.FromJson(data switch
            {
                null => default,
                JsonElement element => element,
                string json => JsonElement.Parse(json),
                _ => JsonSerializer.SerializeToElement(data),
            });
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new AdaptiveTemplateException("The data is not readable JSON: " + e.Message, e);
        }
    }
}
