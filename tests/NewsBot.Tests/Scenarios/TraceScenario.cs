using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace NewsBot.Tests.Scenarios;

/// <summary>One trace leads from an item in a feed to the post, over jobs and a restart.</summary>
public sealed class TraceScenario
{
    [Fact]
    public async Task One_trace_from_the_feed_s_item_to_the_delivery_over_a_restart()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "NewsBot",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        await using var scene = await Scene.OpenAsync(("tracer", "Tracer Herald", "press"));
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        await chat.LookAsync();
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        var url = scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.PollAsync();
        await scene.RestartAsync();
        chat = chat.At(scene.Http);
        await scene.WorkAsync();
        Assert.Single(await chat.LookAsync());

        // Other tests' scenes trace at the same time.
        var item = Assert.Single(spans, s => s.OperationName == "item" && (string?)s.GetTagItem("newsbot.item.url") == url);
        var trace = spans.Where(s => s.TraceId == item.TraceId).ToList();
        Assert.Equal(["article", "delivery", "digest", "item", "statements"], trace.Select(s => s.OperationName).Order(StringComparer.Ordinal));
        Assert.All(trace.Where(s => s != item), s => Assert.Equal(item.SpanId, s.ParentSpanId));
        Assert.DoesNotContain(trace.SelectMany(s => s.TagObjects), t => t.Value is string text && text.Contains("walked out", StringComparison.Ordinal));
    }
}
