using System.Text.Json;
using System.Text.Json.Nodes;
using NewsBot.Slack.Blocks;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Web;

namespace NewsBot.Slack;

/// <summary>Posts messages: to a channel, or as the answer to an interaction.</summary>
internal sealed class SlackPost(SlackClient client, SlackHistory history, TimeProvider clock, SlackCount? count = null)
{
    /// <summary>Posts a message; as an answer in plain text where Slack does not take its blocks. What the bot posts of its own accord is
    /// refused instead, as whoever posts it knows a better text.</summary>
    /// <returns><c>ts</c> of the first page.</returns>
    /// <exception cref="SlackException">It was not posted.</exception>
    public async Task<string> PostAsync(
        string? enterprise, SlackPlace place, SlackMessage message, SlackTurn turn, CancellationToken cancellationToken)
    {
        try
        {
            return await PagesAsync(enterprise, place, message, turn, cancellationToken);
        }
        catch (SlackException e) when (!turn.OfOwnAccord && SlackError.IsOfBlocks(e.Error) && message.Pages.Any(p => p.Blocks is not null))
        {
            return await PagesAsync(enterprise, place, message.AsText(), turn, cancellationToken);
        }
    }

    /// <summary>Posts the first page to the channel or thread, and further ones as replies to it. What a thread does not take is posted
    /// outside of it.</summary>
    /// <returns><c>ts</c> of the first page.</returns>
    /// <exception cref="SlackException">It was not posted: when a later page fails, the earlier ones are taken back, so that a second
    /// try doubles nothing.</exception>
    private async Task<string> PagesAsync(
        string? enterprise, SlackPlace place, SlackMessage message, SlackTurn turn, CancellationToken cancellationToken)
    {
        var posted = new List<string>();
        var (channel, thread) = (place.Channel, place.Thread);
        try
        {
            foreach (var page in message.Pages)
            {
                var metadata = posted.Count == 0 ? message.Metadata : null;
                var under = thread ?? posted.FirstOrDefault();
                (string Ts, string? Channel) answer;
                try
                {
                    answer = await OnceAsync(enterprise, new SlackPlace(place.Team, channel, under), page, metadata, turn, cancellationToken);
                }
                catch (SlackException e) when (under is not null && SlackError.IsOfThread(e.Error))
                {
                    thread = null;
                    answer = await OnceAsync(enterprise, new SlackPlace(place.Team, channel), page, metadata, turn, cancellationToken);
                }

                // A post to a person goes to the conversation that Slack opens for it.
                channel = answer.Channel ?? channel;
                posted.Add(answer.Ts);
            }
        }
        catch (Exception e) when (posted.Count > 0 && e is SlackException or OperationCanceledException)
        {
            var stop = cancellationToken.IsCancellationRequested ? CancellationToken.None : cancellationToken;
            await TakeBackAsync(enterprise, place with { Channel = channel }, posted, stop);
            throw;
        }

        turn.HasSaid = true;
        return posted[0];
    }

    /// <summary>Answers an interaction: by its response address, else only to the person, else in direct messages.</summary>
    /// <returns>Empty: such an answer has no id.</returns>
    /// <exception cref="SlackException">None of the ways is open.</exception>
    public async Task<string> ReplyAsync(
        string? enterprise, SlackPlace place, SlackMessage message, SlackReply reply, SlackTurn turn, CancellationToken cancellationToken)
    {
        foreach (var page in message.Pages)
        {
            try
            {
                await ReplyAsync(enterprise, place, page, reply, turn, cancellationToken);
            }
            catch (SlackException e) when (page.Blocks is not null && SlackError.IsOfBlocks(e.Error))
            {
                foreach (var plain in page.AsText())
                    await ReplyAsync(enterprise, place, plain, reply, turn, cancellationToken);
            }
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

    private async Task ReplyAsync(
        string? enterprise, SlackPlace place, MessagePage page, SlackReply reply, SlackTurn turn, CancellationToken cancellationToken)
    {
        if (!await RespondAsync(place, page, reply, turn, cancellationToken))
            await FallBackAsync(enterprise, place, page, reply, turn, cancellationToken);
        turn.HasSaid = true;
    }

    private async Task<bool> RespondAsync(SlackPlace place, MessagePage page, SlackReply reply, SlackTurn turn, CancellationToken cancellationToken)
    {
        if (reply.ResponseUrl is not { } url || turn.Responses >= SlackReply.MostUses || clock.GetUtcNow() >= reply.Until)
            return false;
        turn.Responses++;
        var body = SlackMessage.Arguments(page);
        body["response_type"] = reply.IsPublic ? "in_channel" : "ephemeral";
        body["replace_original"] = false;
        body["unfurl_links"] = false;
        body["unfurl_media"] = false;
        body["parse"] = "none";
        if (place.Thread is { } thread)
            body["thread_ts"] = thread;
        try
        {
            await client.Api.RespondAsync(url, body, cancellationToken);
            return true;
        }
        catch (SlackException e) when (e.Remedy is SlackRemedy.Late or SlackRemedy.Forget or SlackRemedy.Alarm or SlackRemedy.Retry or SlackRemedy.Pause
            || (e.Remedy == SlackRemedy.Unknown && e.Error != SlackError.LostAnswer))
        {
            return false;
        }
    }

    private async Task FallBackAsync(
        string? enterprise, SlackPlace place, MessagePage page, SlackReply reply, SlackTurn turn, CancellationToken cancellationToken)
    {
        var arguments = Arguments(page, place.Channel, place.Thread);
        try
        {
            if (reply.IsPublic)
                await TurnAsync(place, turn, cancellationToken);
            else
                arguments["user"] = reply.User;
            var method = reply.IsPublic ? "chat.postMessage" : "chat.postEphemeral";
            await turn.PatientlyAsync(() => client.CallAsync(enterprise, place.Team, method, arguments, cancellationToken), cancellationToken);
        }
        catch (SlackException e) when (e.Remedy is SlackRemedy.Forget or SlackRemedy.Alarm)
        {
            // Not a member of the channel, most likely: the person is still there.
            await PostAsync(
                enterprise, new SlackPlace(place.Team, reply.User), new SlackMessage([page], Metadata: null), turn, cancellationToken);
        }
    }

    // What the bot posts of its own accord has taken its turn among all nodes already.
    private async Task TurnAsync(SlackPlace place, SlackTurn turn, CancellationToken cancellationToken)
    {
        if (count is null || turn.OfOwnAccord || await count(place, cancellationToken) is not { Ticks: > 0 } wait)
            return;
        if (wait > SlackPace.Longest)
            throw new SlackException("chat.postMessage", "ratelimited", SlackRemedy.Pause) { RetryAfter = wait };
        await Task.Delay(wait, clock, cancellationToken);
    }

    private async Task<(string Ts, string? Channel)> OnceAsync(
        string? enterprise, SlackPlace place, MessagePage page, JsonObject? metadata, SlackTurn turn, CancellationToken cancellationToken)
    {
        var arguments = Arguments(page, place.Channel, place.Thread);
        if (metadata is not null)
            arguments["metadata"] = metadata.DeepClone();
        await TurnAsync(place, turn, cancellationToken);
        var before = clock.GetUtcNow();
        try
        {
            return Posted(await turn.PatientlyAsync(
                () => client.CallAsync(enterprise, place.Team, "chat.postMessage", arguments, cancellationToken), cancellationToken));
        }
        catch (SlackException e) when (e.Remedy == SlackRemedy.Unknown && metadata is not null && !cancellationToken.IsCancellationRequested)
        {
            // That it is not there proves nothing yet: it may be under way.
            if ((await SeenAsync(enterprise, place, metadata, before, cancellationToken)).Ts is { } ts)
                return (ts, place.Channel);
            throw;
        }
    }

    /// <summary>Looks for a post, as far as Slack tells.</summary>
    /// <returns>Whether it is there, and its <c>ts</c>; null when nobody knows.</returns>
    public async Task<(bool? There, string? Ts)> SeenAsync(
        string? enterprise, SlackPlace place, JsonObject metadata, DateTimeOffset since, CancellationToken cancellationToken)
    {
        try
        {
            return await history.MayReadAsync(enterprise, place, cancellationToken)
                ? await history.FindAsync(enterprise, place, metadata, since, cancellationToken)
                : (null, null);
        }
        catch (SlackException)
        {
            return (null, null);
        }
    }

    private static (string Ts, string? Channel) Posted(JsonElement answer) => (answer.Text("ts") ?? "", answer.Text("channel"));
}
