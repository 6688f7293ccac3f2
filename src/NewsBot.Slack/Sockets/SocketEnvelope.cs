using System.Text.Json;
using System.Text.Json.Nodes;
using NewsBot.Slack.Incoming;

namespace NewsBot.Slack.Sockets;

/// <summary>What Slack sends over a socket.</summary>
/// <param name="Type"><c>hello</c>, <c>disconnect</c>, or what an envelope carries.</param>
/// <param name="Id">To acknowledge it by; null for what needs none.</param>
/// <param name="Reason">Why a connection ends.</param>
/// <param name="AcceptsAnswer">Whether an answer may go along with the acknowledgement.</param>
/// <param name="Payload">What HTTP would have carried.</param>
internal sealed record SocketEnvelope(string Type, string? Id, string? Reason, bool AcceptsAnswer, JsonElement? Payload)
{
    /// <returns>Null when it is not JSON.</returns>
    public static SocketEnvelope? Read(ReadOnlyMemory<byte> message) => SlackJson.Parse(message) is { } json
        ? new(json.Text("type") ?? "", json.Text("envelope_id"), json.Text("reason"), json.Flag("accepts_response_payload"), json.At("payload"))
        : null;

    /// <summary>The acknowledgement.</summary>
    public byte[] Acknowledge(JsonNode? answer)
    {
        var acknowledgement = new JsonObject { ["envelope_id"] = Id };
        if (AcceptsAnswer && answer is not null)
            acknowledgement["payload"] = answer.DeepClone();
        return JsonSerializer.SerializeToUtf8Bytes(acknowledgement);
    }
}
