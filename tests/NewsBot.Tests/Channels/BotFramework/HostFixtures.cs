using System.Net;
using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace NewsBot.Tests.Channels.BotFramework;

/// <summary>One host for all cases of a test class: a bot with an app id, behind a key service of ours.</summary>
public sealed class GuardedHost : IAsyncLifetime, IDisposable
{
    private readonly DataFolder data = new();

    internal FakeMicrosoft Microsoft { get; } = new();

    internal TestBot Bot { get; } = new();

    internal RSA Key { get; private set; } = null!;

    /// <summary>A key that came with a certificate when the keys were first fetched.</summary>
    internal RSA CertifiedKey { get; private set; } = null!;

    internal ChannelHost Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Key = Microsoft.AddKey("k1", "msteams", "webchat");
        CertifiedKey = Microsoft.AddCertifiedKey("k-cert", TimeProvider.System.GetUtcNow().AddYears(1), "msteams");
        Host = await ChannelHost.StartAsync(data.Path, Bot, more: Microsoft.Serve);
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();

    public void Dispose()
    {
        Microsoft.Dispose();
        data.Dispose();
    }

    internal async Task<HttpStatusCode> PostAsync(string? authorization, string? activity = null)
    {
        using var request = Request(activity ?? Activity());
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return (await Host.Client.SendAsync(request)).StatusCode;
    }

    internal static HttpRequestMessage Request(string activity) =>
        new(HttpMethod.Post, "api/messages") { Content = new StringContent(activity, Encoding.UTF8, "application/json") };

    internal static string Activity(string channel = "msteams", string service = FakeMicrosoft.Service, string id = "in-1") =>
        $$"""{"type":"message","id":"{{id}}","channelId":"{{channel}}","serviceUrl":"{{service}}","conversation":{"id":"conv:1"},"from":{"id":"29:1"},"recipient":{"id":"28:bot"},"text":"hi"}""";
}

/// <summary>One host for all cases of a test class: a bot without an app id, in Development, as on a developer's machine.</summary>
public sealed class OpenHost : IAsyncLifetime, IDisposable
{
    private readonly DataFolder data = new();

    internal FakeMicrosoft Microsoft { get; } = new();

    internal TestBot Bot { get; } = new();

    internal ChannelHost Host { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Host = await ChannelHost.StartAsync(data.Path, Bot, ["environment=Development"], Microsoft.ServeOpen);

    public async Task DisposeAsync() => await Host.DisposeAsync();

    public void Dispose()
    {
        Microsoft.Dispose();
        data.Dispose();
    }

    internal Task<HttpResponseMessage> PostAsync(string body, string type = "application/json") =>
        Host.Client.PostAsync("api/messages", new StringContent(body, Encoding.UTF8, type));

    internal static string Local(string text = "hi", string service = "http://127.0.0.1:9/") =>
        $$"""{"type":"message","id":"in-1","channelId":"emulator","serviceUrl":"{{service}}","conversation":{"id":"conv:1"},"from":{"id":"u"},"recipient":{"id":"b"},"text":"{{text}}"}""";
}
