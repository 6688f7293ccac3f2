using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NewsBot.Channels.BotFramework;
using Xunit;

namespace NewsBot.Tests.Channels.BotFramework;

/// <summary>What the key service may answer, and what becomes of messages meanwhile.</summary>
public sealed class KeyServiceTests : IDisposable
{
    private readonly DataFolder data = new();
    private readonly FakeMicrosoft microsoft = new();

    public void Dispose()
    {
        microsoft.Dispose();
        data.Dispose();
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "{}")]
    [InlineData(200, "not json")]
    [InlineData(404, "")]
    [InlineData(500, "")]
    public async Task Bad_metadata_refuses_everything_and_shows_as_unready(int status, string body)
    {
        microsoft.Metadata = ((HttpStatusCode)status, body);
        await RefusesAsync();
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"keys":null}""")]
    [InlineData(200, """{"keys":[]}""")]
    [InlineData(200, """{"keys":[{}]}""")]
    [InlineData(200, """{"keys":[{"kty":"RSA","kid":"k1","endorsements":["msteams"]}]}""")]
    [InlineData(200, """{"keys":["k1"]}""")]
    [InlineData(200, "not json")]
    [InlineData(404, "")]
    [InlineData(500, "")]
    public async Task Bad_keys_refuse_everything(int status, string body)
    {
        microsoft.Keys = ((HttpStatusCode)status, body);
        await RefusesAsync();
    }

    [Fact]
    public async Task An_outage_shows_as_unready_until_the_keys_are_there_again()
    {
        microsoft.AddKey("k1", "msteams");
        microsoft.KeyServiceDown = true;
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot(), more: Serve);
        var health = host.Services.GetRequiredService<KeyHealth>();
        await host.Services.GetRequiredService<ChannelKeys>().ReadyAsync(default);
        var down = await health.CheckHealthAsync(new HealthCheckContext());
        Assert.Equal(HealthStatus.Unhealthy, down.Status);
        Assert.Contains("https://keys.test/metadata", down.Description, StringComparison.Ordinal);
        microsoft.KeyServiceDown = false;
        Assert.True(await WithinAsync(TimeSpan.FromSeconds(30), async () => (await health.CheckHealthAsync(new HealthCheckContext())).Status == HealthStatus.Healthy));
    }

    private async Task RefusesAsync()
    {
        var bot = new TestBot();
        var key = microsoft.AddKey("k1", "msteams");
        await using var host = await ChannelHost.StartAsync(data.Path, bot, more: Serve);
        using var request = GuardedHost.Request(GuardedHost.Activity());
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {new ForgedToken(key)}");
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client.SendAsync(request)).StatusCode);
        Assert.Empty(bot.Seen);
    }

    private void Serve(IServiceCollection services)
    {
        microsoft.Serve(services);
        services.AddSingleton<KeyHealth>();
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
