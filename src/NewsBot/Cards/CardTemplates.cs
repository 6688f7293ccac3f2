using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AdaptiveCards.Templating;

namespace NewsBot.Cards;

/// <summary>The templates of <c>cards/</c>, as the program carries them.</summary>
internal static class CardTemplates
{
    private static readonly TemplateSettings Settings = new() { Strict = true, RequireNames = true, MaxOutput = 1 << 18, MaxRepeats = 1000 };

    private static readonly ConcurrentDictionary<string, AdaptiveCardTemplate> Loaded = new(StringComparer.Ordinal);

    /// <summary>Fills a template. Everything in <paramref name="data"/> has been through <see cref="CardText"/>.</summary>
    public static JsonNode Fill(string name, JsonNode data) =>
        Loaded.GetOrAdd(name, Load).ExpandToNode(new EvaluationContext(data))
        ?? throw new InvalidOperationException($"The card {name} came out empty");

    private static AdaptiveCardTemplate Load(string name)
    {
        using var stream = typeof(CardTemplates).Assembly.GetManifestResourceStream($"cards/{name}.json")
            ?? throw new FileNotFoundException($"The program carries no card {name}");
        using var reader = new StreamReader(stream);
        return new(reader.ReadToEnd(), Settings);
    }
}
