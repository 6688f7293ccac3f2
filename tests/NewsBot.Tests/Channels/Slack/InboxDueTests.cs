using System.Globalization;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Channels.Slack.Inbox;
using NewsBot.Storage;
using NewsBot.Tests.Settings;
using Xunit;

namespace NewsBot.Tests.Channels.Slack;

public sealed class InboxDueTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <param name="rows">Seconds until each may be tried; with an a it waits for its answer only.</param>
    /// <param name="due">Which of them are worked through now.</param>
    /// <param name="next">Seconds until the first of those that wait may be; 0 where none waits.</param>
    [Theory]
    [InlineData("0 0 0", "0 1 2", 0)]
    [InlineData("20 0 0", "", 20)]
    [InlineData("0 20 0", "0", 20)]
    [InlineData("3600a 0 0", "1 2", 3600)]
    [InlineData("3600a 20 0", "", 20)]
    [InlineData("0a 20 0", "0", 20)]
    [InlineData("3600a", "", 3600)]
    [InlineData("3600a 60a 20 0", "", 20)]
    [InlineData("20 0a", "", 20)]
    public async Task A_row_that_waits_for_a_try_holds_up_the_later_ones_and_one_that_waits_for_its_answer_does_not(string rows, string due, int next)
    {
        var (table, db) = Open();
        foreach (var (row, i) in rows.Split(' ').Select((row, i) => (row, i)))
            await AddAsync(db, i, "T1:C1", row);
        Assert.Equal(due, string.Join(' ', (await table.DueAsync(Now, default)).Select(r => r.Id)));
        Assert.Equal(next == 0 ? null : Now.AddSeconds(next), await table.NextAsync(Now, default));
    }

    [Fact]
    public async Task The_first_of_every_place_comes_before_the_second_of_any_and_no_place_takes_all()
    {
        var (table, db) = Open();
        for (var i = 0; i < 60; i++)
            await AddAsync(db, i, "T1:C1", "0");
        await AddAsync(db, 60, "T1:C2", "0");
        await AddAsync(db, 61, "T1:C2", "0");
        var due = await table.DueAsync(Now, default);
        Assert.Equal([0, 60, 1, 61], due.Take(4).Select(r => r.Id));
        Assert.Equal(52, due.Count);
    }

    private static async Task AddAsync(NewsDb db, int id, string place, string row)
    {
        await using var connection = await db.OpenAsync(default);
        await connection.ExecuteAsync(
            "insert into slack_inbox (id, key, kind, place, body, received, next_try, answer) values (@id, @key, 5, @place, '{}', @Now, @next, @answer)",
            new
            {
                id,
                key = "k" + id,
                place,
                Now,
                next = Now.AddSeconds(int.Parse(row.TrimEnd('a'), CultureInfo.InvariantCulture)),
                answer = row.EndsWith('a') ? "[]" : null,
            });
    }

    private (SlackInboxTable Table, NewsDb Db) Open()
    {
        var db = TestDb.Newest(_folder.Path);
        return (new SlackInboxTable(db, new InboxWriter(db, NullLogger<InboxWriter>.Instance), TimeProvider.System), db);
    }
}
