using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace NewsBot.Channels.Teams;

/// <summary>What an invoke is answered with when its turn fails or takes too long: the client that sent it shows the sentence, each kind in
/// its own form.</summary>
internal static class InvokeFailure
{
    private const string Busy = "Working on it…";

    /// <summary>The answer to one whose turn goes on. A card that a client refreshes by itself stays as it is, without a word.</summary>
    public static InvokeResponse Late(Activity invoke) =>
        invoke is { Name: "adaptiveCard/action", Value: JObject value } && (string?)value["trigger"] != "automatic"
            ? Answer(new JObject
            {
                ["statusCode"] = StatusCodes.Status200OK,
                ["type"] = "application/vnd.microsoft.activity.message",
                ["value"] = Busy,
            })
            : (InvokeResponse)Of(invoke, Busy).Value;

    public static Activity Of(Activity invoke, string sentence) => new(ActivityTypesEx.InvokeResponse)
    {
        Value = invoke.Name switch
        {
            "adaptiveCard/action" => Answer(new JObject
            {
                ["statusCode"] = StatusCodes.Status500InternalServerError,
                ["type"] = "application/vnd.microsoft.error",
                ["value"] = new JObject { ["code"] = "InternalError", ["message"] = sentence },
            }),
            "composeExtension/fetchTask" or "task/fetch" or "task/submit" => Answer(new JObject
            {
                ["task"] = new JObject { ["type"] = "message", ["value"] = sentence },
            }),
            { } name when name.StartsWith("composeExtension/", StringComparison.Ordinal) => Answer(new JObject
            {
                ["composeExtension"] = new JObject { ["type"] = "message", ["text"] = sentence },
            }),
            _ => new InvokeResponse { Status = StatusCodes.Status500InternalServerError },
        },
    };

    private static InvokeResponse Answer(JObject body) => new() { Status = StatusCodes.Status200OK, Body = body };
}
