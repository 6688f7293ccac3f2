using System.Net;
using System.Security.Cryptography;
using Xunit;

namespace NewsBot.Tests.Channels.BotFramework;

public sealed class KeyRolloverTests : IAsyncLifetime, IDisposable
{
    private static readonly RSA Rogue = RSA.Create(2048);

    private readonly GuardedHost guarded = new();

    public Task InitializeAsync() => guarded.InitializeAsync();

    public Task DisposeAsync() => guarded.DisposeAsync();

    public void Dispose() => guarded.Dispose();

    [Fact]
    public async Task A_new_key_is_accepted_in_the_request_that_names_it_and_a_withdrawn_one_refused()
    {
        Assert.Equal(HttpStatusCode.OK, await guarded.PostAsync($"Bearer {new ForgedToken(guarded.Key)}"));
        var next = guarded.Microsoft.AddKey("k2", "msteams");
        guarded.Microsoft.RemoveKey("k1");
        Assert.Equal(HttpStatusCode.OK, await guarded.PostAsync($"Bearer {new ForgedToken(next, "k2")}", GuardedHost.Activity(id: "in-2")));
        Assert.Equal(HttpStatusCode.Unauthorized, await guarded.PostAsync($"Bearer {new ForgedToken(guarded.Key)}", GuardedHost.Activity(id: "in-3")));
    }

    [Fact]
    public async Task Junk_key_ids_hold_up_a_new_key_for_one_interval_at_most()
    {
        Assert.Equal(HttpStatusCode.OK, await guarded.PostAsync($"Bearer {new ForgedToken(guarded.Key)}"));
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, await guarded.PostAsync($"Bearer {new ForgedToken(Rogue, "junk" + i)}"));
        var fetches = guarded.Microsoft.KeyFetches;
        Assert.InRange(fetches, 1, 3);
        var next = guarded.Microsoft.AddKey("k2", "msteams");
        Assert.True(await WithinAsync(TimeSpan.FromSeconds(30), async () => await guarded.PostAsync($"Bearer {new ForgedToken(next, "k2")}") == HttpStatusCode.OK));
    }

    [Fact]
    public async Task A_key_service_that_is_down_at_the_start_refuses_and_then_recovers()
    {
        using var down = new GuardedHost();
        down.Microsoft.KeyServiceDown = true;
        await down.InitializeAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await down.PostAsync($"Bearer {new ForgedToken(down.Key)}"));
        down.Microsoft.KeyServiceDown = false;
        Assert.True(await WithinAsync(TimeSpan.FromSeconds(30), async () => await down.PostAsync($"Bearer {new ForgedToken(down.Key)}") == HttpStatusCode.OK));
        await down.DisposeAsync();
    }

    private static async Task<bool> WithinAsync(TimeSpan limit, Func<Task<bool>> done)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await done())
        {
            if (TimeProvider.System.GetElapsedTime(start) > limit)
                return false;
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }

        return true;
    }
}
