using NewsBot.Subscriptions;
using Xunit;

namespace NewsBot.Tests.Subscriptions;

public sealed class SubscriptionFilterTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  ", "")]
    [InlineData("outlet:dawn", "outlet:dawn")]
    [InlineData("-OUTLET:Dawn", "-outlet:dawn")]
    [InlineData("+type:Quote", "type:quote")]
    [InlineData("speaker:\"Ishaq Dar\" -outlet:dawn", "speaker:\"Ishaq Dar\" -outlet:dawn")]
    [InlineData("speaker:“Ishaq Dar”", "speaker:\"Ishaq Dar\"")]
    [InlineData("speaker:«Ishaq   Dar»", "speaker:\"Ishaq Dar\"")]
    [InlineData("speaker:Dar,\"Marco Rubio\" speaker:Rubio", "speaker:Dar,\"Marco Rubio\",Rubio")]
    [InlineData("outlet:dawn outlet:dawn", "outlet:dawn")]
    [InlineData("outlet:a -outlet:b outlet:c", "outlet:a,c -outlet:b")]
    [InlineData("term:آتش‌بس", "term:\"آتش‌بس\"")]
    [InlineData("lang:pt-BR onrecord:YES", "lang:pt-br onrecord:yes")]
    [InlineData("term:\"cease-fire, now\"", "term:\"cease-fire, now\"")]
    public void A_filter_is_kept_in_one_written_form(string typed, string kept)
    {
        Assert.True(SubscriptionFilter.TryParse(typed, out var filter, out var error), error);
        Assert.Equal(kept, filter.ToString());
        Assert.True(SubscriptionFilter.TryParse(filter.ToString(), out var again, out _));
        Assert.Equal(filter, again);
        Assert.Equal(filter.GetHashCode(), again.GetHashCode());
    }

    [Theory]
    [InlineData("dawn", "“dawn” is not a filter. For a word in the statement say term:dawn")]
    [InlineData("\"two words\"", "say term:\"two words\"")]
    [InlineData("source:dawn", "There is no filter “source:”. The filters are speaker:, outlet:, type:, term:, lang:, onrecord:.")]
    [InlineData("outlet:", "“outlet:” needs a value, for example outlet:dawn.")]
    [InlineData("outlet:,,", "“outlet:” needs a value")]
    [InlineData("type:rumour", "“type:rumour” is not understood. It can be direct, mixed, indirect, official, quote, denial, threat, demand, agreement, correction.")]
    [InlineData("onrecord:maybe", "It can be yes or no.")]
    [InlineData("lang:english", "a language code")]
    [InlineData("term:…", "“term:…” is not understood")]
    [InlineData(":", "is not a filter")]
    [InlineData("-", "is not a filter")]
    public void A_wrong_part_is_named_with_what_would_do(string typed, string says)
    {
        Assert.False(SubscriptionFilter.TryParse(typed, out var filter, out var error));
        Assert.Equal(SubscriptionFilter.None, filter);
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flood_of_conditions_is_refused()
    {
        Assert.False(SubscriptionFilter.TryParse("term:" + new string('x', 2000), out _, out var error));
        Assert.Contains("longer than 1000", error, StringComparison.Ordinal);
        Assert.False(SubscriptionFilter.TryParse("term:" + string.Join(',', Enumerable.Range(0, 60)), out _, out error));
        Assert.Contains("more than 50", error, StringComparison.Ordinal);
    }
}
