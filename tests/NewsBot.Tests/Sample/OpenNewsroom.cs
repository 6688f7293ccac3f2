using System.Net.Http.Headers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Sample;

namespace NewsBot.Tests.Sample;

/// <summary>A sample newsroom on a temporary data folder, with a clock that a test moves.</summary>
internal sealed class OpenNewsroom : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 4, 9, 30, 15, TimeSpan.Zero);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("newsbot-sample");
    private readonly HttpClient http = new();

    private OpenNewsroom()
    {
    }

    public FakeTimeProvider Clock { get; } = new(Start);

    public string DataFolder => folder.FullName;

    public SampleNewsroom Newsroom { get; private set; } = null!;

    public static async Task<OpenNewsroom> AtSpeedAsync(double speed, bool begin = true)
    {
        var open = new OpenNewsroom();
        await open.StartAsync(speed, begin);
        return open;
    }

    public async Task RestartAsync(double speed)
    {
        await Newsroom.DisposeAsync();
        await StartAsync(speed);
    }

    public async Task<HttpResponseMessage> GetAsync(string path, EntityTagHeaderValue? known = null, DateTimeOffset? since = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Newsroom.Address, path));
        if (known is not null)
            request.Headers.IfNoneMatch.Add(known);
        request.Headers.IfModifiedSince = since;
        return await http.SendAsync(request);
    }

    public async Task<string> TextAsync(string path)
    {
        using var response = await GetAsync(path);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Newsroom.DisposeAsync();
        http.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    public static IConfiguration Settings(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value))
        .Build();

    private async Task StartAsync(double speed, bool begin = true)
    {
        Newsroom = await SampleNewsroom.StartAsync(DataFolder, Settings(("sample-speed", FormattableString.Invariant($"{speed}"))), Clock);
        if (begin)
            Newsroom.Begin();
    }
}
