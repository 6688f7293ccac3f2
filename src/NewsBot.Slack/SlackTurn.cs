using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Bot.Schema;
using NewsBot.Slack.Web;
using Newtonsoft.Json.Linq;

namespace NewsBot.Slack;

/// <summary>What a turn has said and waited so far. Whoever has spoken waits for the answer, so that in a turn of theirs what passes within
/// seconds is waited out, and what takes longer is kept; what the bot posts of its own accord waits in the outbox instead.</summary>
internal sealed class SlackTurn(bool ofOwnAccord, TimeProvider clock)
{
    /// <summary>All that a turn waits. Slack's usual pause is no longer, and the inbox takes a turn for dead after two minutes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    private readonly List<Activity> _unsaid = [];
    private SlackException? _refusal;
    private int _said;
    private TimeSpan _waited;

    public bool OfOwnAccord => ofOwnAccord;

    /// <summary>Posts to the response address.</summary>
    public int Responses { get; set; }

    /// <summary>Something of the message that is being said stands there.</summary>
    public bool HasSaid { get; set; }

    /// <summary>The message that is being said, or that is kept first, may stand there from an earlier try.</summary>
    public bool MayStand { get; set; }

    /// <summary>Gives a message of an answer its own metadata, by which it is found where it may stand already; one that has some keeps
    /// them.</summary>
    /// <param name="message">The message.</param>
    /// <param name="asked">The channel's id of what is answered.</param>
    public void Key(Activity message, string? asked)
    {
        if (ofOwnAccord || string.IsNullOrEmpty(asked) || message.ChannelData is not (null or JObject) || (message.ChannelData as JObject)?["metadata"] is not null)
            return;
        var text = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message.Text ?? message.Summary ?? "")))[..16];
        var data = (message.ChannelData as JObject)?.DeepClone() as JObject ?? new JObject();
        data["metadata"] = new JObject
        {
            ["event_type"] = "answer",
            ["event_payload"] = new JObject { ["key"] = string.Create(CultureInfo.InvariantCulture, $"{asked}:{_said++}:{text}") },
        };
        message.ChannelData = data;
    }

    /// <summary>Says a message. In a person's turn one that Slack does not take for now is kept, and so is all that follows it: their order
    /// is theirs.</summary>
    /// <returns>What <paramref name="say"/> gives; empty for what is kept.</returns>
    /// <exception cref="SlackException">It was not said, and will not be.</exception>
    public async Task<string> SayAsync(Activity message, Func<Task<string>> say)
    {
        if (_refusal is null)
        {
            HasSaid = false;
            try
            {
                var id = await say();
                MayStand = false;
                return id;
            }
            catch (SlackException e) when (IsForNow(e))
            {
                _refusal = e;
                MayStand |= e.Remedy == SlackRemedy.Unknown;
            }
            catch (OperationCanceledException e) when (!ofOwnAccord && !HasSaid)
            {
                // Given up while it waited: a call that was under way is a lost answer.
                _refusal = new SlackException("chat.postMessage", "given_up", SlackRemedy.Retry, e);
            }
        }

        _unsaid.Add(message);
        return "";
    }

    /// <summary>What is kept; null when all was said.</summary>
    /// <param name="asked">What the turn answers.</param>
    public UnsaidAnswer? UnsaidTo(Activity asked) =>
        _refusal is null ? null : new UnsaidAnswer(asked, _unsaid, _refusal.Error, _refusal.RetryAfter) { MayStand = MayStand };

    /// <summary>Calls Slack, in a person's turn once more where it was refused for a moment.</summary>
    public async Task<T> PatientlyAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        for (var tried = 0; ; tried++)
        {
            try
            {
                return await call();
            }
            catch (SlackException e) when (PauseAfter(e, tried) is { } pause)
            {
                _waited += pause;
                await Task.Delay(pause, clock, cancellationToken);
            }
        }
    }

    private bool IsForNow(SlackException failure) => !ofOwnAccord && !HasSaid && failure.IsPassing;

    private TimeSpan? PauseAfter(SlackException failure, int tried)
    {
        var tries = failure.Remedy switch
        {
            SlackRemedy.Pause or SlackRemedy.Retry => Pauses.Length,
            // A gateway has refused, and may have let it through: once more, as each further try may stand there too.
            SlackRemedy.Unknown when failure.Error != SlackError.LostAnswer => 1,
            _ => 0,
        };
        if (ofOwnAccord || tried >= tries)
            return null;
        var pause = failure.RetryAfter is { } asked && asked > Pauses[tried] ? asked : Pauses[tried];
        return _waited + pause <= Patience ? pause : null;
    }
}
