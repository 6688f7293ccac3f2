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
    private volatile IReadOnlyList<string> _warnings = [];

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
            using var document = JsonDocument.Parse(jsonTemplate, Json.Reading with { MaxDepth = _settings.MaxDepth });
            template = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new AdaptiveTemplateException("The template is not readable JSON: " + e.Message, e);
        }

        var compiler = new TemplateCompiler(_settings.Functions);
        try
        {
            _root = compiler.Compile(template, "$");
        }
        catch (InvalidOperationException e)
        {
            throw new AdaptiveTemplateException("The template holds text that is no Unicode: " + e.Message, e);
        }

        Errors = compiler.Errors;
        if (_settings.Strict && Errors.Count > 0)
            throw new AdaptiveTemplateException(Errors[0].Message).At(Errors[0].Path);
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
    /// <param name="context">The data, and what the host adds.</param>
    /// <param name="nullSubstitution">What stands in a larger expression for a path that the data do not have: it is asked with the path,
    /// such as <c>people[0].name</c>. Without it the path itself stands there: <c>${people[0].name}</c>. Conditions and comparisons are
    /// not asked for: what is missing is null there.</param>
    /// <returns>The card as JSON; <c>null</c> as JSON when its own <c>$when</c> does not hold.</returns>
    /// <exception cref="AdaptiveTemplateException">A limit of the settings is passed, or the data is no JSON.</exception>
    public string Expand(EvaluationContext context, Func<string, object?>? nullSubstitution = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Encoding.UTF8.GetString(Write(context, nullSubstitution).WrittenSpan);
    }

    /// <inheritdoc cref="Expand(EvaluationContext, Func{string, object?}?)"/>
    /// <param name="rootData">The data, see <see cref="EvaluationContext.Root"/>.</param>
    /// <param name="nullSubstitution">See the other one.</param>
    public string Expand(object? rootData, Func<string, object?>? nullSubstitution = null) =>
        Expand(rootData as EvaluationContext ?? new EvaluationContext(rootData), nullSubstitution);

    /// <summary>Fills the template, for callers that go on working with the card.</summary>
    /// <inheritdoc cref="Expand(EvaluationContext, Func{string, object?}?)"/>
    public JsonNode? ExpandToNode(EvaluationContext context, Func<string, object?>? nullSubstitution = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        return JsonNode.Parse(Write(context, nullSubstitution).WrittenSpan);
    }

    /// <summary>What came to nothing in the expansion that ended last: the paths that the data do not have, and the expressions without a
    /// value; a hundred at most. Where many threads fill the template, that of any of them.</summary>
    public IReadOnlyList<string> GetLastTemplateExpansionWarnings() => _warnings;

    private ArrayBufferWriter<byte> Write(EvaluationContext context, Func<string, object?>? nullSubstitution)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        var budget = new Budget(_settings, nullSubstitution);
        try
        {
            using var writer = new Utf8JsonWriter(buffer, Json.Options);
            var output = new Output(writer, _settings.MaxOutput);
            _root.Write(output, new Scope(Value.Read(context.Root), Value.Read(context.Host), budget), Place.Root);
            if (output.IsEmpty)
                writer.WriteNullValue();
        }
        catch (InvalidOperationException e)
        {
            throw new AdaptiveTemplateException("The data holds text that is no Unicode: " + e.Message, e);
        }

        _warnings = budget.Warnings;
        return buffer;
    }
}
