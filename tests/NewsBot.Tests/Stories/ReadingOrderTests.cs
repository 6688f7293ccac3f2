using Microsoft.Extensions.Time.Testing;
using NewsBot.Desk;
using NewsBot.Stories.Readings;
using NewsBot.Text;
using NewsBot.Topics;
using Xunit;

namespace NewsBot.Tests.Stories;

public sealed class ReadingOrderTests : IClearedUp
{
    private const string OnTopic = "Pakistan and the United States will hold talks on trade, the foreign minister of Pakistan said in Washington.";

    private readonly StoredNewsroom room = new();
    private readonly FakeTimeProvider clock = new(StoredNewsroom.Day("2026-03-02"));
    private readonly ReadingOrder order;

    public ReadingOrderTests() => order = new(new ReadingTable(room.Db), new TopicTagger(Newsdesk.Load()), clock);

    public ValueTask DisposeAsync() => room.DisposeAsync();

    [Fact]
    public async Task While_few_wait_the_first_come_is_the_first_read()
    {
        var ids = await ArriveAsync(5);
        ids.Add(await room.ArticleAsync("gazette", OnTopic));
        Assert.Equal(ids[..3], (await order.NextAsync(3, default)).Select(t => t.ArticleId));
    }

    [Fact]
    public async Task While_many_wait_what_may_be_on_a_topic_comes_first_and_nothing_is_left_out()
    {
        var ids = await ArriveAsync(ReadingOrder.Many);
        var wanted = await room.ArticleAsync("gazette", OnTopic);
        // The last one is not tagged in the first round.
        await order.NextAsync(1, default);
        Assert.Equal([wanted, .. ids[..2]], (await order.NextAsync(3, default)).Select(t => t.ArticleId));
        Assert.Equal([.. ids, wanted], (await order.NextAsync(1000, default)).Select(t => t.ArticleId).Order());
    }

    [Fact]
    public async Task While_many_wait_what_stands_where_nobody_reads_brings_no_text_forward()
    {
        var ids = await ArriveAsync(ReadingOrder.Many - 1);
        const string lanterns = "The museum of lanterns has opened another hall.\n";
        ids.Add(await room.ArticleAsync("gazette", string.Concat(Enumerable.Repeat(lanterns, (ArticleReader.Longest / lanterns.Length) + 1)) + OnTopic));
        await ArriveAsync(1);
        await order.NextAsync(1, default);
        Assert.Equal(ids[0], (await order.NextAsync(1, default))[0].ArticleId);
    }

    [Fact]
    public async Task While_many_wait_an_office_comes_first_whatever_it_says()
    {
        await ArriveAsync(ReadingOrder.Many);
        var readout = await room.ArticleAsync("ministry", "The two presidents spoke by phone.", sourceClass: 0);
        await order.NextAsync(1, default);
        Assert.Equal(readout, (await order.NextAsync(1, default))[0].ArticleId);
    }

    [Fact]
    public async Task What_has_waited_for_long_waits_no_more()
    {
        var ids = await ArriveAsync(ReadingOrder.Many);
        await room.ArticleAsync("gazette", OnTopic);
        await order.NextAsync(1, default);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(ids[..2], (await order.NextAsync(2, default)).Select(t => t.ArticleId));
    }

    private async Task<List<long>> ArriveAsync(int many)
    {
        var ids = new List<long>();
        for (var i = 0; i < many; i++)
            ids.Add(await room.ArticleAsync("gazette", $"The museum of lanterns has opened hall {i}, and the orchestra played until late in the evening."));
        return ids;
    }
}
