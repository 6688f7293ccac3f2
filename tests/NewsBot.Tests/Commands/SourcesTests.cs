using NewsBot.Feeds;
using NewsBot.Tests.Feeds;
using Xunit;

namespace NewsBot.Tests.Commands;

public sealed class SourcesTests
{
    private const string Feed = "https://daily.example/feed";

    [Fact]
    public async Task Sources_lists_health_and_editors_add_pause_and_remove()
    {
        await using var room = new Room();
        await new SourceTable(room.Db, room.Clock).EnsureAsync(Room.Desk.Sources, default);
        Assert.Contains("The Gazette (gazette): not read yet", await room.SayAsync("sources"), StringComparison.Ordinal);

        room.Web.Serve(Feed, SampleFeed.Rss(SampleFeed.Item("1", room.Clock.GetUtcNow())), "application/rss+xml");
        var added = await room.SayAsync("sources add " + Feed);
        Assert.Contains("Added:", added, StringComparison.Ordinal);
        var key = added[(added.IndexOf("sources remove ", StringComparison.Ordinal) + "sources remove ".Length)..].TrimEnd(']');
        Assert.Contains("Already there", await room.SayAsync("sources add " + Feed), StringComparison.Ordinal);
        Assert.Contains($"({key}): not read yet; 1 feed; added by Una", await room.SayAsync("sources"), StringComparison.Ordinal);

        Assert.Contains("Paused: The Gazette", await room.SayAsync("sources pause gazette"), StringComparison.Ordinal);
        var feeds = new FeedTable(room.Db);
        Assert.Equal([Feed], (await feeds.DueAsync(room.Clock.GetUtcNow(), 9, default)).Select(f => f.Url));
        Assert.Contains("paused by Una", await room.SayAsync("sources"), StringComparison.Ordinal);
        Assert.Contains("Followed again", await room.SayAsync("sources resume The Gazette"), StringComparison.Ordinal);

        // What was added stays when the desk's list is read anew, as after a start.
        await new SourceTable(room.Db, room.Clock).EnsureAsync([.. Room.Desk.Sources], default);
        Assert.Equal(2, (await feeds.DueAsync(room.Clock.GetUtcNow(), 9, default)).Count);
        Assert.Contains("Removed:", await room.SayAsync("sources remove " + key), StringComparison.Ordinal);
        Assert.Contains("desk’s file", await room.SayAsync("sources remove gazette"), StringComparison.Ordinal);
        Assert.Single(await feeds.DueAsync(room.Clock.GetUtcNow(), 9, default));
    }

    [Theory]
    [InlineData("sources add https://daily.example/page", "Not added")]
    [InlineData("sources add http://127.0.0.1/feed", "Not added")]
    [InlineData("sources pause nothing-like-it", "No such source")]
    [InlineData("sources pause", "Which source?")]
    public async Task What_cannot_be_done_says_why(string line, string told)
    {
        await using var room = new Room();
        room.Web.Serve("https://daily.example/page", "<html><body>News</body></html>");
        Assert.Contains(told, await room.SayAsync(line), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_an_editor_changes_what_everybody_reads()
    {
        await using var room = new Room();
        await new SourceTable(room.Db, room.Clock).EnsureAsync(Room.Desk.Sources, default);
        Assert.Contains("Only editors", await room.SayAsync("sources pause gazette", "Mallory"), StringComparison.Ordinal);
        Assert.Single(await new FeedTable(room.Db).DueAsync(room.Clock.GetUtcNow(), 9, default));
        Assert.Contains("The Gazette", await room.SayAsync("sources", "Mallory"), StringComparison.Ordinal);
    }
}
