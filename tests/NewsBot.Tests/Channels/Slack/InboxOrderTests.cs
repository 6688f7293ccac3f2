using NewsBot.Channels.Slack.Inbox;
using NewsBot.Slack.Incoming;
using Xunit;

namespace NewsBot.Tests.Channels.Slack;

public sealed class InboxOrderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <param name="rows">Seconds until each may be tried; with an a it waits for its answer only.</param>
    /// <param name="due">Which of them are worked through now.</param>
    /// <param name="next">Seconds until the first may be.</param>
    [Theory]
    [InlineData("0 0 0", "0 1 2", 0)]
    [InlineData("20 0 0", "", 20)]
    [InlineData("0 20 0", "0", 0)]
    [InlineData("3600a 0 0", "1 2", 0)]
    [InlineData("3600a 20 0", "", 20)]
    [InlineData("0a 20 0", "0", 0)]
    [InlineData("3600a", "", 3600)]
    [InlineData("3600a 60a 20 0", "", 20)]
    [InlineData("20 0a", "", 20)]
    public void A_row_that_waits_for_a_try_holds_up_the_later_ones_and_one_that_waits_for_its_answer_does_not(string rows, string due, int next)
    {
        List<InboxRow> all =
        [
            .. rows.Split(' ').Select((row, i) => new InboxRow
            {
                Id = i,
                Kind = SlackKind.Command,
                Place = "T1:C1",
                Received = Now,
                Attempts = 0,
                NextTry = Now.AddSeconds(int.Parse(row.TrimEnd('a'), System.Globalization.CultureInfo.InvariantCulture)),
                Answered = row.EndsWith('a'),
            }),
        ];
        Assert.Equal(due, string.Join(' ', InboxOrder.Due(all, Now).Select(r => r.Id)));
        Assert.Equal(Now.AddSeconds(next), InboxOrder.Next(all));
    }
}
