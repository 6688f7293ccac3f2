using Microsoft.Rest;
using NewsBot.Deliveries;
using NewsBot.Tests.Subscriptions;
using Xunit;

namespace NewsBot.Tests.Deliveries;

public sealed class SendOutcomeTests
{
    [Theory]
    [InlineData(400, """{"error":{"code":"BadArgument","message":"m"}}""", DeliveryProblem.Rejected, "400 BadArgument")]
    [InlineData(400, """{"error":{"code":"BadArgument","message":"Slack API error","innerHttpError":{"statusCode":200,"body":{"ok":false,"error":"channel_not_found"}}}}""", DeliveryProblem.Refused, "400 channel_not_found")]
    [InlineData(400, """{"error":{"code":"BadArgument","innerHttpError":{"statusCode":200,"body":{"ok":false,"error":"ratelimited"}}}}""", DeliveryProblem.RateLimited, "400 ratelimited")]
    [InlineData(401, "", DeliveryProblem.Unauthorized, "401")]
    [InlineData(403, "", DeliveryProblem.Refused, "403")]
    [InlineData(403, """{"error":{"code":"BotNotInConversationRoster"}}""", DeliveryProblem.Refused, "403 BotNotInConversationRoster")]
    [InlineData(403, """{"errorCode":209,"message":"{\"subCode\":\"MessageWritesBlocked\",\"details\":\"d\"}"}""", DeliveryProblem.Refused, "403 MessageWritesBlocked")]
    [InlineData(404, "\"NotFound\"", DeliveryProblem.NoConversation, "404")]
    [InlineData(408, "", DeliveryProblem.AnswerLost, "408")]
    [InlineData(412, """{"error":{"code":"PreconditionFailed"}}""", DeliveryProblem.Conflict, "412 PreconditionFailed")]
    [InlineData(413, "", DeliveryProblem.TooBig, "413")]
    [InlineData(400, """{"error":{"code":"MessageSizeTooBig"}}""", DeliveryProblem.TooBig, "400 MessageSizeTooBig")]
    [InlineData(429, "", DeliveryProblem.RateLimited, "429")]
    [InlineData(500, """{"error":{"code":"ServiceError"}}""", DeliveryProblem.Fault, "500 ServiceError")]
    [InlineData(500, "", DeliveryProblem.Fault, "500")]
    [InlineData(403, """{"error":{"code":"NotEnoughPermissions"}}""", DeliveryProblem.NotPermitted, "403 NotEnoughPermissions")]
    [InlineData(403, """{"error":{"code":"BotDisabledByAdmin"}}""", DeliveryProblem.Refused, "403 BotDisabledByAdmin")]
    [InlineData(403, """{"error":{"code":"ConversationBlockedByUser"}}""", DeliveryProblem.Refused, "403 ConversationBlockedByUser")]
    [InlineData(404, """{"error":{"code":"ConversationNotFound"}}""", DeliveryProblem.NoConversation, "404 ConversationNotFound")]
    [InlineData(429, """{"error":{"code":"Throttled"}}""", DeliveryProblem.RateLimited, "429 Throttled")]
    [InlineData(502, "<html>Bad gateway</html>", DeliveryProblem.AnswerLost, "502")]
    [InlineData(503, "", DeliveryProblem.Unavailable, "503")]
    [InlineData(503, """{"error":{"code":"service_unavailable"}}""", DeliveryProblem.ServerError, "503 service_unavailable")]
    [InlineData(501, "", DeliveryProblem.ServerError, "501")]
    [InlineData(504, "", DeliveryProblem.AnswerLost, "504")]
    [InlineData(302, "<html>Sign in to the network</html>", DeliveryProblem.Network, "302")]
    [InlineData(308, "", DeliveryProblem.Network, "308")]
    [InlineData(418, """{"error":{"code":"<script>alert(1)</script>"}}""", DeliveryProblem.Rejected, "418)")]
    [InlineData(403, """{"message":"not json"}""", DeliveryProblem.Refused, "403)")]
    public void An_answer_means_this(int status, string body, DeliveryProblem problem, string says)
    {
        var outcome = SendOutcome.Of(Answers.Of(status, body), Given.Noon);
        Assert.Equal(problem, outcome.Problem);
        Assert.Contains(says, outcome.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unexpected_success_and_an_answer_that_cannot_be_read_are_posts_that_were_made()
    {
        Assert.Equal(SendOutcome.Made(null), SendOutcome.Of(Answers.Of(204), Given.Noon));
        Assert.Equal(SendOutcome.Made(null), SendOutcome.Of(new SerializationException("bad", "{", null), Given.Noon));
    }

    [Theory]
    [InlineData("40", 40)]
    [InlineData("0", 0)]
    [InlineData("1.5", 1.5)]
    [InlineData("7200", 7200)]
    [InlineData("999999", 86400)]
    [InlineData("Wed, 25 Nov 2026 12:00:30 GMT", 30)]
    [InlineData("Wed, 25 Nov 2026 11:00:00 GMT", 0)]
    public void Retry_after_is_seconds_or_a_date(string header, double seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds), SendOutcome.Of(Answers.Of(429, "", ("retry-after", header)), Given.Noon).RetryAfter);

    [Fact]
    public void A_channel_that_says_when_it_takes_posts_again_has_not_taken_this_one()
    {
        var outcome = SendOutcome.Of(Answers.Of(503, "", ("Retry-After", "20")), Given.Noon);
        Assert.Equal((DeliveryProblem.ServerError, TimeSpan.FromSeconds(20)), (outcome.Problem, outcome.RetryAfter));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-5")]
    public void A_retry_after_that_says_nothing_is_none(string header) =>
        Assert.Null(SendOutcome.Of(Answers.Of(429, "", ("Retry-After", header)), Given.Noon).RetryAfter);

    [Fact]
    public void What_never_left_is_a_network_problem_and_what_may_have_arrived_is_a_lost_answer()
    {
        Assert.Equal(DeliveryProblem.Network, Of(new HttpRequestException(HttpRequestError.NameResolutionError)));
        Assert.Equal(DeliveryProblem.Network, Of(new HttpRequestException(HttpRequestError.ConnectionError)));
        Assert.Equal(DeliveryProblem.AnswerLost, Of(new HttpRequestException(HttpRequestError.ResponseEnded)));
        Assert.Equal(DeliveryProblem.AnswerLost, Of(new TaskCanceledException()));
        Assert.Equal(DeliveryProblem.AnswerLost, Of(new IOException()));
    }

    [Fact]
    public void A_login_that_fails_and_a_fault_of_our_own_are_told_apart()
    {
        Assert.Equal(DeliveryProblem.Unauthorized, Of(new AggregateException(new InvalidOperationException())));
        Assert.Equal(DeliveryProblem.Internal, Of(new InvalidOperationException()));
        Assert.DoesNotContain("secret", SendOutcome.Of(new InvalidOperationException("secret"), Given.Noon).Sentence, StringComparison.Ordinal);
    }

    private static DeliveryProblem? Of(Exception failure) => SendOutcome.Of(failure, Given.Noon).Problem;
}
