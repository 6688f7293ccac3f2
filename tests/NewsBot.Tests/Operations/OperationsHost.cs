using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Tests.Settings;

namespace NewsBot.Tests.Operations;

/// <summary>The whole program without sources, on loopback; a client can play a stranger who comes through a proxy.</summary>
internal sealed class OperationsHost : IAsyncDisposable
{
    private readonly TempFolder folder;
    private readonly WebApplication app;

    private OperationsHost(TempFolder folder, WebApplication app)
    {
        (this.folder, this.app) = (folder, app);
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    public static async Task<OperationsHost> StartAsync(string[]? settings = null, Action<IServiceCollection>? change = null)
    {
        var folder = new TempFolder();
        TestDb.Prepare(Path.Combine(folder.Path, "data"), folder.Path);
        var app = await Program.BuildAsync(
            [
                "--data", Path.Combine(folder.Path, "data"), "--urls", "http://127.0.0.1:0", "--sources", folder.Write("sources.json", "[]"),
                .. TestDb.Arguments(folder.Path), .. (settings ?? []).Select(s => "--" + s),
            ],
            TimeProvider.System,
            change);
        try
        {
            await app.StartAsync();
        }
        catch (IOException)
        {
            await app.DisposeAsync();
            folder.Dispose();
            throw;
        }

        return new OperationsHost(folder, app);
    }

    /// <summary>A request as a proxy on this machine passes it on for somebody else.</summary>
    public async Task<HttpResponseMessage> StrangerAsync(HttpMethod method, string path, string? token = null, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("me:" + token)));
        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Dispose();
    }
}
