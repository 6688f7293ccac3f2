using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace NewsBot.Commands.Privacy;

/// <summary>A line that a person wrote or pressed on our own chat page.</summary>
public sealed record SaidInChat(DateTimeOffset At, string Text);

/// <summary>What is kept of the person's own chat with us; nothing outside of our own chat page.</summary>
/// <param name="Messages">How many messages, of both sides.</param>
/// <param name="Said">What the person said, the oldest first.</param>
/// <param name="Older">How many of their lines are not listed, older than those that are.</param>
public sealed record ChatTexts(long Messages, IReadOnlyList<SaidInChat> Said, int Older)
{
    /// <summary>A post must stay readable; what is older stands in the chat itself.</summary>
    private const int Most = 500, MostCharacters = 100_000;

    public static readonly ChatTexts None = new(0, [], 0);

    internal static async Task<ChatTexts> ReadAsync(string chat, DbConnection connection, CancellationToken cancellationToken)
    {
        var kept = (await connection.QueryAsync<(DateTimeOffset At, string Activity)>(new CommandDefinition(
            "select at, activity from chat_activity where chat_id = @chat order by sequence desc", new { chat }, cancellationToken: cancellationToken))).AsList();
        var said = kept.Select(k => (k.At, Text: TextOf(k.Activity))).Where(k => k.Text is not null).ToList();
        var characters = 0;
        var listed = said.Take(Most).TakeWhile(s => (characters += s.Text!.Length) <= MostCharacters).Select(s => new SaidInChat(s.At, s.Text!)).Reverse().ToList();
        return new ChatTexts(kept.Count, listed, said.Count - listed.Count);
    }

    // A pressed button says its line without a text of its own.
    private static string? TextOf(string activity)
    {
        using var json = JsonDocument.Parse(activity);
        if (!json.RootElement.TryGetProperty("from", out var from) || !from.TryGetProperty("role", out var role) || role.GetString() != "user")
            return null;
        if (json.RootElement.TryGetProperty("text", out var text))
            return text.GetString();
        return json.RootElement.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Object && value.TryGetProperty("say", out var say)
            ? say.ToString()
            : null;
    }
}
