using NewsBot.Desk;
using NewsBot.Stories;
using NewsBot.Subscriptions;
using NewsBot.Text;
using Xunit;

namespace NewsBot.Tests.Subscriptions;

public sealed class InterestTests
{
    private static readonly (string, string, SourceClass) _herald = ("herald", "The Herald", SourceClass.Press);
    private static readonly (string, string, SourceClass) _ministry = ("ministry", "Ministry of Sums", SourceClass.Official);

    private readonly Interest _interest = new(Given.Desk);

    [Theory]
    [InlineData("", "Matched: North and South, with “talks”")]
    [InlineData("speaker:\"Ada Brook\"", "Matched: North and South, with “talks”, speaker:Ada Brook")]
    [InlineData("speaker:brook", "Matched: North and South, with “talks”, speaker:Ada Brook")]
    [InlineData("speaker:\"Madam Brook\"", "Matched: North and South, with “talks”, speaker:Ada Brook")]
    [InlineData("speaker:\"foreign minister\"", "Matched: North and South, with “talks”, speaker:Ada Brook")]
    [InlineData("speaker:\"the foreign minister\"", "Matched: North and South, with “talks”, speaker:Ada Brook")]
    [InlineData("speaker:\"the North\"", "Matched: North and South, with “talks”, speaker:Ada Brook")]
    [InlineData("speaker:north", "Matched: North and South, with “talks”, speaker:Ada Brook")]
    [InlineData("speaker:nobody,brook", "Matched: North and South, with “talks”, speaker:Ada Brook")]
    [InlineData("outlet:herald type:quote", "Matched: North and South, with “talks”, outlet:The Herald, type:quote")]
    [InlineData("outlet:\"the herald\"", "Matched: North and South, with “talks”, outlet:The Herald")]
    [InlineData("term:\"cease fire\" lang:en onrecord:yes", "Matched: North and South, with “talks”, term:cease fire, lang:en, onrecord:yes")]
    [InlineData("-outlet:bulletin -type:indirect -speaker:smith", "Matched: North and South, with “talks”")]
    public void A_match_says_what_matched(string filter, string reason) =>
        Assert.Equal(new Verdict(Outcome.Matched, reason), _interest.Judge(Given.Subscription(filter: filter), Given.View()));

    [Theory]
    [InlineData("speaker:\"Trade Minister\"", Outcome.OtherSpeaker, "filter speaker:\"Trade Minister\" does not fit Ada Brook")]
    [InlineData("speaker:\"Brook Ada\"", Outcome.OtherSpeaker, "filter speaker:\"Brook Ada\" does not fit Ada Brook")]
    [InlineData("speaker:bro", Outcome.OtherSpeaker, "filter speaker:bro does not fit Ada Brook")]
    [InlineData("outlet:bulletin", Outcome.OtherOutlet, "filter outlet:bulletin does not fit The Herald")]
    [InlineData("type:indirect,mixed", Outcome.OtherType, "filter type:indirect,mixed does not fit a direct quote")]
    [InlineData("type:official", Outcome.OtherType, "filter type:official does not fit a direct quote")]
    [InlineData("term:ceasefire", Outcome.OtherTerm, "filter term:ceasefire does not fit its words")]
    [InlineData("lang:ur", Outcome.OtherLanguage, "filter lang:ur does not fit en")]
    [InlineData("onrecord:no", Outcome.OtherType, "filter onrecord:no does not fit a named speaker")]
    [InlineData("-outlet:herald", Outcome.Excluded, "filter -outlet:herald excludes The Herald")]
    [InlineData("-speaker:brook", Outcome.Excluded, "filter -speaker:brook excludes Ada Brook")]
    [InlineData("-term:spring", Outcome.Excluded, "filter -term:spring excludes spring")]
    public void A_refusal_says_which_part_refused(string filter, Outcome outcome, string because) =>
        Assert.Equal(
            new Verdict(outcome, "Not sent here: " + because), _interest.Judge(Given.Subscription(filter: filter), Given.View()));

    [Fact]
    public void An_office_counts_on_the_day_the_words_were_said()
    {
        var view = Given.View();
        Assert.Equal(Outcome.Matched, Judged("speaker:\"foreign minister\"", view));
        Assert.Equal(Outcome.OtherSpeaker, Judged("speaker:\"trade minister\"", view));
    }

    [Fact]
    public void An_excluded_outlet_keeps_out_only_what_nobody_else_carries()
    {
        Assert.Equal(Outcome.Excluded, Judged("-outlet:herald", Given.View(carriers: _herald)));
        Assert.Equal(Outcome.Matched, Judged("-outlet:herald", Given.View(carriers: [_herald, _ministry])));
        Assert.Equal(Outcome.Matched, Judged("type:official", Given.View(carriers: [_herald, _ministry])));
    }

    [Fact]
    public void Another_topic_is_named()
    {
        Assert.Equal(
            "Not sent here: it is about River talks, not about North–South talks",
            _interest.Judge(Given.Subscription(), Given.View(topic: "river")).Reason);
        Assert.Equal("Not sent here: it is not about North–South talks", _interest.Judge(Given.Subscription(), Given.View(topic: "")).Reason);
    }

    [Fact]
    public void A_speaker_can_be_followed_on_any_topic()
    {
        var subscription = Given.Subscription(topic: "", filter: "speaker:brook");
        Assert.Equal("Matched: speaker:Ada Brook", _interest.Judge(subscription, Given.View(topic: "")).Reason);
    }

    [Fact]
    public void A_digest_without_a_topic_takes_what_the_conversation_follows()
    {
        var digest = Given.Subscription(topic: "", mode: SubscriptionMode.Digest, number: 2);
        var river = Given.Subscription(topic: "river");
        Assert.Equal(Outcome.OtherTopic, _interest.Judge(digest, [river, digest], Given.View()).Outcome);
        Assert.Equal(
            new Verdict(Outcome.Matched, "Matched: North and South, with “talks”"),
            _interest.Judge(digest, [river, digest], Given.View(topic: "river")));
    }

    [Fact]
    public void A_digest_without_a_topic_goes_on_with_what_is_muted()
    {
        var digest = Given.Subscription(topic: "", mode: SubscriptionMode.Digest, number: 2);
        var river = Given.Subscription(topic: "river", state: SubscriptionState.Paused);
        Assert.Equal(Outcome.OtherTopic, _interest.Judge(digest, [river, digest], Given.View()).Outcome);
        Assert.Equal(Outcome.Matched, _interest.Judge(digest, [river, digest], Given.View(topic: "river")).Outcome);
    }

    [Fact]
    public void A_digest_without_a_topic_takes_every_topic_where_nothing_else_is_followed()
    {
        var digest = Given.Subscription(topic: "", mode: SubscriptionMode.Digest);
        Assert.Equal(Outcome.Matched, _interest.Judge(digest, [digest], Given.View(topic: "river")).Outcome);
        Assert.Equal(Outcome.OtherTopic, _interest.Judge(digest, [digest], Given.View(topic: "")).Outcome);
        Assert.Equal(Outcome.OtherTopic, _interest.Judge(digest, [digest], Given.View(topic: "retired")).Outcome);
    }

    [Fact]
    public void What_was_there_before_is_announced_to_nobody()
    {
        Assert.Equal(Outcome.Backlog, _interest.Judge(Given.Subscription(), Given.View(backlog: true)).Outcome);
        Assert.Equal(Outcome.BeforeSubscription, _interest.Judge(Given.Subscription(after: 10), Given.View(id: 10)).Outcome);
        Assert.Equal(Outcome.Matched, _interest.Judge(Given.Subscription(after: 9), Given.View(id: 10)).Outcome);
        Assert.Equal(Outcome.Withdrawn, _interest.Judge(Given.Subscription(), Given.View().With(withdrawn: Given.Noon)).Outcome);
        Assert.Equal(Outcome.Matched, _interest.Wants(Given.Subscription(after: 10), [], Given.View(id: 10, backlog: true)).Outcome);
    }

    [Fact]
    public void A_filter_that_cannot_be_read_sends_nothing_and_says_so() =>
        Assert.Contains("cannot be read", _interest.Judge(Given.Subscription(filter: "what"), Given.View()).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData(ReportType.Direct, "quote", true)]
    [InlineData(ReportType.Mixed, "quote", true)]
    [InlineData(ReportType.Indirect, "quote", false)]
    [InlineData(ReportType.Mixed, "mixed", true)]
    [InlineData(ReportType.Mixed, "direct", false)]
    public void The_type_is_how_much_is_quoted(ReportType type, string wanted, bool fits) =>
        Assert.Equal(fits, Judged("type:" + wanted, Given.View(type: type)) == Outcome.Matched);

    [Fact]
    public void Names_that_nobody_bears_are_doubted()
    {
        Assert.True(SubscriptionFilter.TryParse("speaker:brook,\"Jo Nemo\" outlet:herald,gazette", out var filter, out _));
        var doubts = _interest.Doubts(filter, []);
        Assert.Equal(2, doubts.Count);
        Assert.Contains("Nobody called “Jo Nemo”", doubts[0], StringComparison.Ordinal);
        Assert.Contains("No outlet “gazette”", doubts[1], StringComparison.Ordinal);
        Assert.Contains("herald, bulletin", doubts[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_in_a_name_breaks_nothing() =>
        Assert.Equal(Outcome.OtherTerm, Judged("term:a\ud800b", Given.View()));

    private Outcome Judged(string filter, StatementView view) => _interest.Judge(Given.Subscription(filter: filter), view).Outcome;
}
