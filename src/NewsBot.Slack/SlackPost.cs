using System.Text.Json;
using System.Text.Json.Nodes;
using NewsBot.Slack.Blocks;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Web;

namespace NewsBot.Slack;

/// <summary>Posts messages: to a channel, or as the answer to an interaction.</summary>
internal sealed class SlackPost(SlackClient client, TimeProvider clock)
{
    // Scopes with which the bot may look whether a post that it lost sight of is there.
    private static readonly Dictionary<char, string> HistoryScopes = new() { ['C'] = "channels:history", ['G'] = "groups:history", ['D'] = "im:history" };

    /// <summary>Posts the first page to the channel or thread, and further ones as replies to it.</summary>
    /// <returns><c>ts</c> of the first page.</returns>
    /// <exception cref="SlackException">It was not posted: when a later page fails, the earlier ones are taken back, so that a second
    /// try doubles nothing.</exception>
    public async Task<string> PostAsync(string? enterprise, SlackPlace place, SlackMessage message, CancellationToken cancellationToken)
    {
        var posted = new List<string>();
        var channel = place.Channel;
        try
        {
            foreach (var page in message.Pages)
            {
                var arguments = Arguments(page, channel, place.Thread ?? posted.FirstOrDefault());
                if (posted.Count == 0 && message.Metadata is { } metadata)
                    arguments["metadata"] = metadata.DeepClone();
                var answer = await OnceAsync(enterprise, place with { Channel = channel }, arguments, cancellationToken);
                // A post to a person goes to the conversation that Slack opens for it.
                channel = answer.Channel ?? channel;
                posted.Add(answer.Ts);
            }
        }
        catch (SlackException) when (posted.Count > 0)
        {
            await TakeBackAsync(enterprise, place with { Channel = channel }, posted, cancellationToken);
            throw;
        }

        return posted[0];
    }

    /// <summary>Answers an interaction: by its response address, else only to the person, else in direct messages.</summary>
    /// <returns>Empty: such an answer has no id.</returns>
    /// <exception cref="SlackException">None of the ways is open.</exception>
    public async Task<string> ReplyAsync(
        string? enterprise, SlackPlace place, SlackMessage message, SlackReply reply, Uses uses, CancellationToken cancellationToken)
    {
        foreach (var page in message.Pages)
        {
            if (!await RespondAsync(place, page, reply, uses, cancellationToken))
                await FallBackAsync(enterprise, place, page, reply, cancellationToken);
        }

        return "";
    }

    /// <summary>Takes a post away; one that is not there is as good as taken.</summary>
    public async Task<bool> DeleteAsync(string? enterprise, SlackPlace place, string ts, CancellationToken cancellationToken)
    {
        try
        {
            var arguments = new JsonObject { ["channel"] = place.Channel, ["ts"] = ts };
            await client.CallAsync(enterprise, place.Team, "chat.delete", arguments, cancellationToken);
            return true;
        }
        catch (SlackException e) when (e.Error == "message_not_found")
        {
            return false;
        }
    }

    // Text of strangers opens no previews and makes no mentions.
    private static JsonObject Arguments(MessagePage page, string channel, string? thread)
    {
        var arguments = SlackMessage.Arguments(page);
        arguments["channel"] = channel;
        arguments["thread_ts"] = thread;
        arguments["unfurl_links"] = false;
        arguments["unfurl_media"] = false;
        arguments["parse"] = "none";
        return arguments;
    }

    private async Task TakeBackAsync(string? enterprise, SlackPlace place, List<string> posted, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var ts in posted.AsEnumerable().Reverse())
                await DeleteAsync(enterprise, place, ts, cancellationToken);
        }
        catch (SlackException e)
        {
            // A part of it stands there: a second try is marked as a possible repeat.
            throw new SlackException("chat.postMessage", SlackError.LostAnswer, SlackRemedy.Unknown, e);
        }
    }

    private async Task<bool> RespondAsync(SlackPlace place, MessagePage page, SlackReply reply, Uses uses, CancellationToken cancellationToken)
    {
        if (reply.ResponseUrl is not { } url || uses.Count >= SlackReply.MostUses || clock.GetUtcNow() >= reply.Until)
            return false;
        uses.Count++;
        var body = SlackMessage.Arguments(page);
        body["response_type"] = reply.IsPublic ? "in_channel" : "ephemeral";
        body["replace_original"] = false;
        body["unfurl_links"] = false;
        body["unfurl_media"] = false;
        if (place.Thread is { } thread)
            body["thread_ts"] = thread;
        try
        {
            await client.Api.RespondAsync(url, body, cancellationToken);
            return true;
        }
        catch (SlackException e) when (e.Remedy is SlackRemedy.Late or SlackRemedy.Forget or SlackRemedy.Alarm or SlackRemedy.Retry or SlackRemedy.Pause)
        {
            return false;
        }
    }

    private async Task FallBackAsync(
        string? enterprise, SlackPlace place, MessagePage page, SlackReply reply, CancellationToken cancellationToken)
    {
        var arguments = Arguments(page, place.Channel, place.Thread);
        try
        {
            if (!reply.IsPublic)
                arguments["user"] = reply.User;
            var method = reply.IsPublic ? "chat.postMessage" : "chat.postEphemeral";
            await client.CallAsync(enterprise, place.Team, method, arguments, cancellationToken);
        }
        catch (SlackException e) when (e.Remedy is SlackRemedy.Forget or SlackRemedy.Alarm)
        {
            // Not a member of the channel, most likely: the person is still there.
            await PostAsync(
                enterprise, new SlackPlace(place.Team, reply.User), new SlackMessage([page], Metadata: null), cancellationToken);
        }
    }

    // Slack has no key that makes a second post the same as the first. After a lost answer the post is looked for by its metadata,
    // where the installation may read the conversation; otherwise nobody knows.
    private async Task<(string Ts, string? Channel)> OnceAsync(
        string? enterprise, SlackPlace place, JsonObject arguments, CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow();
        try
        {
            return Posted(await client.CallAsync(enterprise, place.Team, "chat.postMessage", arguments, cancellationToken));
        }
        catch (SlackException e) when (e.Remedy == SlackRemedy.Unknown
            && arguments["metadata"] is JsonObject metadata && place.Thread is null && !cancellationToken.IsCancellationRequested)
        {
            if (await MayReadAsync(enterprise, place, cancellationToken) is false)
                throw;
            var found = await FindAsync(enterprise, place, metadata, before, cancellationToken);
            return found is { } ts
                ? (ts, place.Channel)
                : throw new SlackException(e.Method, e.Error, SlackRemedy.Retry, e);
        }
    }

    private async Task<bool> MayReadAsync(string? enterprise, SlackPlace place, CancellationToken cancellationToken) =>
        HistoryScopes.TryGetValue(place.Channel[0], out var scope)
        && await client.FindAsync(enterprise, place.Team, cancellationToken) is { } installation
        && installation.Scopes.Contains(scope);

    private async Task<string?> FindAsync(
        string? enterprise, SlackPlace place, JsonObject metadata, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var arguments = new JsonObject
        {
            ["channel"] = place.Channel,
            // Slack's clock and ours may differ.
            ["oldest"] = since.AddMinutes(-5).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["include_all_metadata"] = true,
            ["limit"] = 100,
        };
        try
        {
            var history = await client.CallAsync(enterprise, place.Team, "conversations.history", arguments, cancellationToken);
            return history.Items("messages").Where(m => IsSame(m.At("metadata"), metadata)).Select(m => m.Text("ts")).FirstOrDefault();
        }
        catch (SlackException e)
        {
            // Nobody knows, then.
            throw new SlackException("chat.postMessage", SlackError.LostAnswer, SlackRemedy.Unknown, e);
        }
    }

    private static bool IsSame(JsonElement? found, JsonObject metadata) =>
        found is { } there && JsonNode.DeepEquals(JsonNode.Parse(there.GetRawText()), metadata);

    private static (string Ts, string? Channel) Posted(JsonElement answer) => (answer.Text("ts") ?? "", answer.Text("channel"));
}
