using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Channels.BotFramework;
using NewsBot.Tests.Scenarios.Slack;
using Xunit;

namespace NewsBot.Tests.Channels.BotFramework;

/// <summary>Keys come and go, and so does the service that names them; by a settable clock, with the interval of production.</summary>
public sealed class KeyRolloverTests : IAsyncLifetime, IDisposable
{
    // What hangs is a failure: nothing here takes long by itself.
    private static readonly TimeSpan Ample = TimeSpan.FromMinutes(1);
    private static readonly RSA Rogue = RSA.Create(2048);

    private readonly DataFolder data = new();
    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private readonly FakeMicrosoft microsoft = new() { Rule = Rule };
    private readonly LogTrap log = new();
    private RSA key = null!;
    private ChannelHost host = null!;
    private int ids;

    private static ChannelRule Rule { get; } =
        new(FakeMicrosoft.AppId, "https://api.botframework.com", "https://keys.test/metadata", "urn:botframework:azure", AllowHttp: false);

    public async Task InitializeAsync()
    {
        key = microsoft.AddKey("k1", "msteams");
        await StartAsync();
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    public void Dispose()
    {
        microsoft.Dispose();
        data.Dispose();
    }

    [Fact]
    public async Task A_new_key_is_accepted_in_the_request_that_names_it_and_a_withdrawn_one_refused()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync(key));
        var next = microsoft.AddKey("k2", "msteams");
        microsoft.RemoveKey("k1");
        Assert.Equal(HttpStatusCode.OK, await PostAsync(next, "k2"));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(key));
    }

    [Fact]
    public async Task A_token_that_was_accepted_is_refused_once_its_key_is_withdrawn_or_another_has_its_id()
    {
        var (first, second) = (new ForgedToken(key).ToString(), new ForgedToken(microsoft.AddKey("k2", "msteams"), "k2").ToString());
        Assert.Equal(HttpStatusCode.OK, await PostAsync(first));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(second));
        microsoft.RemoveKey("k1");
        microsoft.RemoveKey("k2");
        microsoft.AddKey("k2", "msteams");
        clock.Advance(ChannelKeys.Renewal);
        await PostAsync(Rogue, "junk");
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(first));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(second));
    }

    [Fact]
    public async Task A_key_that_was_withdrawn_is_forgotten_after_half_a_day_though_no_new_one_comes()
    {
        var other = microsoft.AddKey("k2", "msteams");
        Assert.Equal(HttpStatusCode.OK, await PostAsync(other, "k2"));
        microsoft.RemoveKey("k2");
        clock.Advance(ChannelKeys.Renewal);
        await PostAsync(key);
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(other, "k2"));
    }

    [Fact]
    public async Task After_long_silence_a_withdrawn_key_is_refused_at_once_and_while_the_service_is_down_old_keys_serve()
    {
        var other = microsoft.AddKey("k2", "msteams");
        Assert.Equal(HttpStatusCode.OK, await PostAsync(other, "k2"));
        microsoft.RemoveKey("k2");
        clock.Advance(ChannelKeys.Renewal + ChannelKeys.Grace);
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(other, "k2"));
        microsoft.KeyServiceDown = true;
        clock.Advance(ChannelKeys.Renewal + ChannelKeys.Grace);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(key));
    }

    [Fact]
    public async Task Junk_key_ids_hold_up_a_new_key_for_a_minute_at_most()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync(key));
        var fetches = microsoft.KeyFetches;
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(Rogue, "junk" + i));
        Assert.Equal(fetches + 1, microsoft.KeyFetches);
        var next = microsoft.AddKey("k2", "msteams");
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(next, "k2"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(key));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(next, "k2"));
        Assert.Equal(fetches + 2, microsoft.KeyFetches);
    }

    [Fact]
    public async Task A_key_service_that_is_down_at_the_start_refuses_and_then_recovers()
    {
        microsoft.KeyServiceDown = true;
        await host.DisposeAsync();
        await StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(key));
        microsoft.KeyServiceDown = false;
        clock.Advance(ChannelKeys.Retry);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(key));
    }

    [Fact]
    public async Task A_new_key_while_the_key_service_is_down_shows_as_an_outage_and_is_taken_when_it_is_over()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync(key));
        microsoft.KeyServiceDown = true;
        var next = microsoft.AddKey("k2", "msteams");
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(next, "k2"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(key));
        var health = await HealthAsync();
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("https://keys.test/metadata", health.Description, StringComparison.Ordinal);
        Assert.Contains("cannot be fetched from https://keys.test/metadata", log.Text, StringComparison.Ordinal);
        Assert.Contains("its key is not known, and new ones cannot be fetched", log.Text, StringComparison.Ordinal);

        microsoft.KeyServiceDown = false;
        clock.Advance(ChannelKeys.Retry);
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync()).Status);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(next, "k2"));
    }

    [Fact]
    public async Task A_list_without_keys_takes_the_place_of_none()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync(key));
        microsoft.Keys = (HttpStatusCode.OK, """{"keys":[]}""");
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(Rogue, "k2"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(key));
        Assert.Equal(HealthStatus.Degraded, (await HealthAsync()).Status);
    }

    [Fact]
    public async Task A_slow_key_service_holds_up_nobody_whose_key_is_known_and_a_new_key_only_so_long()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync(key));
        var slow = new TaskCompletionSource();
        microsoft.KeyServiceSlow = slow.Task;
        var next = microsoft.AddKey("k2", "msteams");
        var fetches = microsoft.KeyFetches;
        var waiting = PostAsync(next, "k2");
        while (microsoft.KeyFetches == fetches)
            await Task.Delay(5);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(key));
        Assert.False(waiting.IsCompleted);
        clock.Advance(ChannelKeys.Patience);
        Assert.Equal(HttpStatusCode.Unauthorized, await waiting);

        // After the first failure too, and while the next attempt hangs.
        clock.Advance(ChannelKeys.Retry);
        fetches = microsoft.KeyFetches;
        Assert.Equal(HttpStatusCode.OK, await PostAsync(key).WaitAsync(Ample));
        Assert.Equal(fetches + 1, microsoft.KeyFetches);
        var health = HealthAsync();
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HealthStatus.Degraded, (await health.WaitAsync(Ample)).Status);
        clock.Advance(ChannelKeys.Patience);
        await host.Services.GetRequiredService<ChannelKeys>().ReadyAsync(default).WaitAsync(Ample);
        slow.SetResult();
        clock.Advance(ChannelKeys.Retry);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(next, "k2"));
    }

    private async Task StartAsync()
    {
        host = await ChannelHost.StartAsync(data.Path, new TestBot(), more: services =>
        {
            microsoft.Serve(services);
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            services.AddSingleton<KeyHealth>();
            services.AddSingleton<ILoggerProvider>(log);
        });
        await host.Services.GetRequiredService<ChannelKeys>().ReadyAsync(default);
    }

    private Task<HealthCheckResult> HealthAsync() => host.Services.GetRequiredService<KeyHealth>().CheckHealthAsync(new HealthCheckContext());

    private Task<HttpStatusCode> PostAsync(RSA signer, string id = "k1") => PostAsync(new ForgedToken(signer, id).ToString());

    private async Task<HttpStatusCode> PostAsync(string token)
    {
        using var request = GuardedHost.Request(GuardedHost.Activity(id: $"in-{++ids}"));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return (await host.Client.SendAsync(request)).StatusCode;
    }
}
