namespace NewsBot.Channels.Slack.Inbox;

/// <summary>What of a place may be worked through now, and when something next. Pure.</summary>
internal static class InboxOrder
{
    /// <param name="rows">What is unfinished of one place, in the order in which it came.</param>
    /// <param name="now">The time.</param>
    /// <returns>In order: none after the first that waits for another try. What has had its effect, and waits only for Slack to take its
    /// answer, holds up nothing: that may take an hour, and what comes after it need not use what Slack refuses.</returns>
    public static List<InboxRow> Due(IEnumerable<InboxRow> rows, DateTimeOffset now) =>
        [.. rows.Where(r => !r.Answered || r.NextTry <= now).TakeWhile(r => r.NextTry <= now)];

    /// <summary>When the first of them may be worked through.</summary>
    /// <param name="rows">What is unfinished of one place, one row at least.</param>
    public static DateTimeOffset Next(IEnumerable<InboxRow> rows)
    {
        var next = DateTimeOffset.MaxValue;
        foreach (var row in rows)
        {
            next = row.NextTry < next ? row.NextTry : next;
            if (!row.Answered)
                break;
        }

        return next;
    }
}
