using NewsBot.Channels.BotFramework.Sending;
using Xunit;

namespace NewsBot.Tests.Channels.BotFramework;

public sealed class SendQuotaTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly SendQuota quota = new();

    [Fact]
    public void A_conversation_takes_seven_sends_a_second_and_eight_in_two()
    {
        for (var i = 0; i < 7; i++)
            Assert.Equal(TimeSpan.Zero, Take(0));
        Assert.Equal(TimeSpan.FromSeconds(1), Take(0));
        Assert.Equal(TimeSpan.Zero, Take(1));
        Assert.Equal(TimeSpan.FromSeconds(0.9), Take(1.1));
    }

    [Theory]
    [InlineData(30, 60)]
    [InlineData(3600, 1800)]
    public void As_fast_as_allowed_and_never_faster(int window, int most)
    {
        var sent = new List<double>();
        for (var at = 0d; sent.Count < most + 50;)
        {
            var wait = Take(at);
            if (wait == TimeSpan.Zero)
                sent.Add(at);
            at += wait.TotalSeconds;
        }

        Assert.True(sent[most - 1] < window);
        Assert.InRange(sent[most], window, window + 0.001);
        for (var i = most; i < sent.Count; i++)
            Assert.True(sent[i] - sent[i - most] >= window - 0.001);
    }

    [Fact]
    public void An_app_takes_fifty_sends_a_second_in_a_tenant_and_other_tenants_have_their_own()
    {
        for (var i = 0; i < 50; i++)
            Assert.Equal(TimeSpan.Zero, Take(0, $"c{i}"));
        Assert.Equal(TimeSpan.FromSeconds(1), Take(0, "c50"));
        Assert.Equal(TimeSpan.Zero, Take(0, "d0", "other"));
        Assert.Equal(TimeSpan.Zero, Take(1, "c50"));
    }

    [Fact]
    public void A_send_that_has_to_wait_uses_up_nothing()
    {
        for (var i = 0; i < 7; i++)
            Take(0);
        for (var i = 0; i < 100; i++)
            Take(0.5);
        Assert.Equal(TimeSpan.Zero, Take(1, "elsewhere"));
        Assert.Equal(TimeSpan.Zero, Take(1));
    }

    [Fact]
    public void Conversations_that_have_gone_quiet_are_forgotten()
    {
        for (var i = 0; i < 1000; i++)
            Take(i, $"c{i}");
        Assert.InRange(quota.Remembered, 1000, 1001);
        Take(2 * 3600 + 1000);
        Assert.Equal(2, quota.Remembered);
    }

    [Fact]
    public void A_wait_that_a_conversation_asks_for_is_its_own_until_three_of_its_tenant_have_asked()
    {
        Assert.False(Pause(0, 30, "c"));
        Assert.Equal(TimeSpan.FromSeconds(20), Take(10));
        Assert.Equal(TimeSpan.Zero, Take(10, "d"));
        Assert.False(Pause(10, 40, "c"));
        Assert.False(Pause(10, 40, "d"));
        Assert.False(Pause(10, 40, "e", "other"));
        Assert.True(Pause(10, 50, "e"));
        Assert.Equal(TimeSpan.Zero, Take(40));
        Assert.False(Pause(40, 70, "f"));
    }

    [Fact]
    public void Conversations_of_no_known_tenant_have_none_in_common() =>
        Assert.DoesNotContain(true, Enumerable.Range(0, 10).Select(i => Pause(0, 30, $"c{i}", "")));

    private bool Pause(double second, double until, string conversation, string tenant = "t") =>
        quota.Pause(conversation, tenant, Start.AddSeconds(until), Start.AddSeconds(second));

    private TimeSpan Take(double second, string conversation = "c", string tenant = "t") =>
        quota.Take(conversation, tenant, Start.AddSeconds(second));
}
