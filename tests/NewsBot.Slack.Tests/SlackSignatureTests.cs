using System.Text;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Slack.Incoming;
using Xunit;

namespace NewsBot.Slack.Tests;

public sealed class SlackSignatureTests
{
    // The example of Slack's own documentation.
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const string Timestamp = "1531420618";
    private const string Signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    private static readonly byte[] Body = Encoding.ASCII.GetBytes(
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA" +
        "&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F" +
        "96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c");

    [Fact]
    public void The_golden_vector_is_signed_and_holds()
    {
        Assert.Equal(Signature, SlackSignature.Sign(Secret, Timestamp, Body));
        Assert.True(At(0).Holds([Timestamp], [Signature], Body));
    }

    [Theory]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    public void The_clock_is_looked_at_in_both_directions(int seconds, bool holds) =>
        Assert.Equal(holds, At(seconds).Holds([Timestamp], [Signature], Body));

    [Fact]
    public void One_byte_more_or_another_secret_or_a_cut_signature_is_refused()
    {
        Assert.False(At(0).Holds([Timestamp], [Signature], [.. Body, (byte)'&']));
        Assert.False(At(0, "another").Holds([Timestamp], [Signature], Body));
        Assert.False(At(0).Holds([Timestamp], [Signature[..^1]], Body));
        Assert.False(At(0).Holds([Timestamp], [Signature.ToUpperInvariant()], Body));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1531420618")]
    [InlineData("+1531420618")]
    [InlineData("1531420618.0")]
    [InlineData("99999999999999999999")]
    [InlineData("9223372036854775807")]
    [InlineData("one")]
    public void A_timestamp_that_is_no_whole_number_is_refused(string timestamp) =>
        Assert.False(At(0).Holds([timestamp], [SlackSignature.Sign(Secret, timestamp, Body)], Body));

    [Fact]
    public void A_missing_or_repeated_header_is_refused()
    {
        Assert.False(At(0).Holds([], [Signature], Body));
        Assert.False(At(0).Holds([Timestamp], [], Body));
        Assert.False(At(0).Holds([Timestamp, Timestamp], [Signature], Body));
        Assert.False(At(0).Holds([Timestamp], [Signature, Signature], Body));
        Assert.False(At(0).Holds([null], [Signature], Body));
    }

    [Fact]
    public void The_old_secret_holds_beside_the_new_one() =>
        Assert.True(At(0, "the-new-one", Secret).Holds([Timestamp], [Signature], Body));

    private static SlackSignature At(int seconds, params string[] secrets) => new(
        secrets is [] ? [Secret] : secrets, new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1531420618 + seconds)));
}
