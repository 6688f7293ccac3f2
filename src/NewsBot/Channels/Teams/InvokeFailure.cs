using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace NewsBot.Channels.Teams;

/// <summary>What an invoke is answered with when its turn fails: the client that sent it shows the sentence, each kind in its own
/// form.</summary>
internal static class InvokeFailure
{
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
