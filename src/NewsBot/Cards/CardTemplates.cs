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
    /// <exception cref="AdaptiveTemplateException">It cannot be filled; the message names the file and the place in it.</exception>
    public static JsonNode Fill(string name, JsonNode data)
    {
        try
        {
            return Loaded.GetOrAdd(name, Load).ExpandToNode(new EvaluationContext(data))
                ?? throw new AdaptiveTemplateException("$: the card came out empty");
        }
        catch (AdaptiveTemplateException e)
        {
            throw new AdaptiveTemplateException($"cards/{name}.json: {e.Message}", e) { Path = e.Path };
        }
    }

    private static AdaptiveCardTemplate Load(string name)
    {
        using var stream = typeof(CardTemplates).Assembly.GetManifestResourceStream($"cards/{name}.json")
            ?? throw new FileNotFoundException($"The program carries no card {name}");
        using var reader = new StreamReader(stream);
        return new(reader.ReadToEnd(), Settings);
    }
}
