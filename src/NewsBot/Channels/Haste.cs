using Microsoft.Bot.Schema;
using NewsBot.Settings;
using NewsBot.Telemetry;

namespace NewsBot.Channels;

/// <summary>How many lines a minute one person may say, typed or by a button. What a channel has signed is limited nowhere else, and each line
/// costs a search and a post.</summary>
internal sealed class Haste(IConfiguration settings, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock turn = new();
    private readonly Dictionary<(string Channel, string Tenant, string Person), int> said = [];
    private readonly int most = Setting.Number(settings, "Limits:LinesAMinute", 10, 100_000, 120);
    private DateTimeOffset began = clock.GetUtcNow();

    /// <summary>Counts what somebody said, or searched for.</summary>
    /// <returns>How it is to be met.</returns>
    public Pace Of(Activity activity)
    {
        var person = (activity.ChannelId ?? "", activity.Conversation?.TenantId ?? "", activity.From?.Id ?? "");
        lock (turn)
        {
            var now = clock.GetUtcNow();
            // One window for everybody, so that nothing is kept of who said something a minute ago.
            if (now - began >= Window || now < began)
            {
                said.Clear();
                began = now;
            }

            var lines = said[person] = said.GetValueOrDefault(person) + 1;
            if (lines <= most)
                return Pace.Free;
            Instruments.Limited.Add(1, new KeyValuePair<string, object?>("door", "person"));
            return lines == most + 1 ? Pace.Told : Pace.Silent;
        }
    }
}

/// <summary>How a line is met.</summary>
internal enum Pace
{
    /// <summary>It is answered.</summary>
    Free,

    /// <summary>It is the first of too many: that is said.</summary>
    Told,

    /// <summary>It is not answered: that was said.</summary>
    Silent,
}
