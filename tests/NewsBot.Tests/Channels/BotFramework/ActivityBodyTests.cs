using System.Reflection;
using System.Text;
using Microsoft.Bot.Schema;
using NewsBot.Channels.BotFramework;
using Newtonsoft.Json;
using Xunit;

namespace NewsBot.Tests.Channels.BotFramework;

public sealed class ActivityBodyTests
{
    private static readonly string[] Odd =
    [
        "7", "1.5", "true", "null", "\"maybe\"", "\"2024-99-99\"", "{}", "[]", "[7]", "[null]", "[{}]", "[[]]", "{\"id\":{}}", "{\"id\":[7]}",
        "[{\"id\":{}}]", "[{\"contentUrl\":{}}]", "{\"actions\":\"x\"}", "{\"isGroup\":\"maybe\"}", "{\"aadObjectId\":{}}", "{\"role\":[]}",
        "{\"user\":7,\"conversation\":\"x\"}", "[{\"type\":{}}]", "{\"entities\":7}",
    ];

    /// <summary>Every field of an activity, and of what its fields hold.</summary>
    public static TheoryData<string> Fields() =>
        [.. NamesOf(typeof(Activity)).Where(n => n is not ("type" or "text" or "conversation"))];

    [Theory]
    [MemberData(nameof(Fields))]
    public void An_odd_value_in_any_field_loses_no_message(string field)
    {
        foreach (var odd in Odd)
        {
            var read = Read($$"""{"{{field}}":{{odd}},"type":"message","conversation":{"id":"c"},"text":"hi"}""");
            Assert.True(read is { Text: "hi", Conversation.Id: "c" }, $"{field}: {odd}");
            foreach (var list in new IEnumerable<object?>?[] { read.MembersAdded, read.Attachments, read.Entities, read.ReactionsAdded })
                Assert.DoesNotContain(null, list ?? []);
        }
    }

    [Fact]
    public void An_odd_value_beside_the_id_of_the_conversation_loses_no_message()
    {
        foreach (var field in NamesOf(typeof(ConversationAccount)).Where(n => n != "id"))
        {
            foreach (var odd in Odd)
                Assert.True(Read($$$"""{"type":"message","conversation":{"id":"c","{{{field}}}":{{{odd}}}},"text":"hi"}""") is { Text: "hi", Conversation.Id: "c" }, $"{field}: {odd}");
        }
    }

    [Fact]
    public void What_stands_beside_an_odd_value_is_kept()
    {
        var read = Read(
            """
            {"type":"conversationUpdate","conversation":{"id":"c","isGroup":"maybe","tenantId":"t"},"historyDisclosed":"perhaps",
             "from":{"aadObjectId":{"a":[1]},"id":"u","name":"Ayesha"},"membersAdded":[{"id":{}},7,{"id":"28:bot","name":{}}],"recipient":{"id":"28:bot"},
             "channelData":{"tenant":{"id":"t"},"eventType":7},"text":"hi"}
            """)!;
        Assert.Equal(("t", null), (read.Conversation.TenantId, read.Conversation.IsGroup));
        Assert.Equal(("u", "Ayesha"), (read.From.Id, read.From.Name));
        Assert.Equal("28:bot", read.MembersAdded[^1].Id);
        Assert.Equal(("28:bot", "hi"), (read.Recipient.Id, read.Text));
        Assert.NotNull(read.ChannelData);
    }

    [Fact]
    public void A_body_of_odd_values_alone_is_none()
    {
        Assert.NotNull(Read(Members(string.Join(',', Enumerable.Repeat("7", 40)))));
        Assert.Null(Read(Members(string.Join(',', Enumerable.Repeat("7", 60)))));
    }

    [Fact]
    public void What_stands_between_gaps_is_kept_in_its_order()
    {
        var read = Read(Members("""null,{"id":"a"},null,null,{"id":"b"},{"id":"c"},null"""))!;
        Assert.Equal(["a", "b", "c"], read.MembersAdded.Select(m => m.Id));
    }

    private static string Members(string members) =>
        $$"""{"type":"conversationUpdate","conversation":{"id":"c"},"membersAdded":[{{members}}]}""";

    private static Activity? Read(string body) => ActivityBody.Read(Encoding.UTF8.GetBytes(body));

    private static IEnumerable<string> NamesOf(Type type) =>
        type.GetProperties().Select(p => p.GetCustomAttribute<JsonPropertyAttribute>()?.PropertyName).OfType<string>();
}
