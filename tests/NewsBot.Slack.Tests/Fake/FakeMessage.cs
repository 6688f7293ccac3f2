using System.Text.Json.Nodes;

namespace NewsBot.Slack.Tests.Fake;

/// <summary>A message as the fake Slack keeps it.</summary>
internal sealed class FakeMessage
{
    public required string Channel { get; init; }

    public required string Ts { get; init; }

    public required string Text { get; set; }

    public JsonArray? Blocks { get; set; }

    public string? Thread { get; init; }

    public JsonNode? Metadata { get; init; }

    /// <summary>The only person who sees it.</summary>
    public string? OnlyFor { get; init; }

    /// <summary>Whether Slack would show what its links lead to.</summary>
    public bool OpensPreviews { get; init; }

    /// <summary>Whether Slack would make links and mentions out of what looks like some.</summary>
    public bool IsParsed { get; init; }

    public int Edits { get; set; }

    public bool Deleted { get; set; }

    /// <summary>All that a reader sees of it.</summary>
    public string Shown => Blocks is null ? Text : string.Join("\n", FakeSlack.Texts(Blocks));

    /// <summary>What its buttons say, by title.</summary>
    public IReadOnlyList<(string Title, JsonObject Element, string Block)> Buttons => FakeSlack.Buttons(Blocks);
}
