using System.Text;
using System.Text.Json.Nodes;
using NewsBot.Desk;
using NewsBot.TestSupport;
using Xunit;

namespace NewsBot.Tests.Desk;

/// <summary>The schemas that an editor's editor reads take what the program takes, name by name.</summary>
public sealed class DeskSchemaTests
{
    public static TheoryData<string, string, string?> Entries => new()
    {
        { "sources", "source", null },
        { "sources", "listing", "listings" },
        { "topics", "topic", null },
        { "people", "speaker", null },
        { "people", "office", "offices" },
        { "style", "form", null },
    };

    [Theory]
    [MemberData(nameof(Entries))]
    public void A_schema_names_what_the_program_knows_and_requires_what_it_needs(string file, string entry, string? within)
    {
        var schema = Schema(file);
        var properties = schema["$defs"]![entry]!["properties"]!.AsObject();
        var required = schema["$defs"]![entry]!["required"]!.AsArray().Select(r => (string)r!).ToList();
        JsonObject Of(IEnumerable<string> names) => new(names.Select(n => KeyValuePair.Create<string, JsonNode?>(n, properties[n]!["examples"]![0]!.DeepClone())));

        Assert.Null(Refusal(file, within, Of(required)));
        Assert.Null(Refusal(file, within, Of(properties.Select(p => p.Key))));
        foreach (var name in required)
            Assert.Contains($"\"{name}\" is missing", Refusal(file, within, Of(required.Where(r => r != name))), StringComparison.Ordinal);
        var odd = Of(required);
        odd["odd"] = "x";
        Assert.Contains(
            $"the known names are {string.Join(", ", properties.Select(p => p.Key))}.", Refusal(file, within, odd), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sources", "source", "class")]
    [InlineData("people", "speaker", "kind")]
    public void A_schema_names_the_kinds_that_the_program_knows(string file, string entry, string property)
    {
        var known = Schema(file)["$defs"]![entry]!["properties"]![property]!["enum"]!.AsArray().Select(k => $"\"{k}\"");
        var refusal = Refusal(file, null, new JsonObject { ["key"] = "a", ["name"] = "A", [property] = "odd" });
        Assert.EndsWith($"use one of {string.Join(", ", known)}.", refusal, StringComparison.Ordinal);
    }

    private static JsonNode Schema(string file) => JsonNode.Parse(
        File.ReadAllText(Path.Combine(SharedData.Root, "src", "NewsBot", "Desk", "Schemas", file + ".schema.json")))!;

    private static string? Refusal(string file, string? within, JsonObject entry)
    {
        if (within is not null)
        {
            var (name, kind) = file == "sources" ? ("class", "official") : ("kind", "person");
            entry = new JsonObject { ["key"] = "a", ["name"] = "A", [name] = kind, [within] = new JsonArray(entry) };
        }

        var bytes = Encoding.UTF8.GetBytes(new JsonArray(entry).ToJsonString());
        try
        {
            _ = file switch
            {
                "sources" => DeskFile.Sources(file, bytes).Count,
                "topics" => DeskFile.Topics(file, bytes).Count,
                "style" => DeskFile.Style(file, bytes).Count,
                _ => DeskFile.Speakers(file, bytes).Count,
            };
            return null;
        }
        catch (DeskFileException e)
        {
            return e.Message;
        }
    }
}
