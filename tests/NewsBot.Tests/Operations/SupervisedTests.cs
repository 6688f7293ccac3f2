using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace NewsBot.Tests.Operations;

/// <summary>What the program tells those that look after it: systemd, and a collector of OpenTelemetry.</summary>
public sealed class SupervisedTests : IDisposable
{
    private readonly ProgramRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task Systemd_hears_that_it_is_ready_and_then_that_it_lives()
    {
        var address = Path.Combine(run.Folder, "notify");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(address));
        run.Environment["NOTIFY_SOCKET"] = address;
        run.Environment["WATCHDOG_USEC"] = "200000";
        // The host looks for a parent of this name (Microsoft.Extensions.Hosting.Systemd, SystemdHelpers.IsSystemdService).
        run.Parent = Path.Combine(run.Folder, "systemd");
        File.Copy("/bin/bash", run.Parent);
        var heard = new List<string>();
        await run.WhileAsync(
            async stop =>
            {
                var buffer = new byte[4096];
                while (!heard.Contains("READY=1") || !heard.Contains("WATCHDOG=1"))
                    heard.AddRange(Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
            },
            "--urls",
            "http://127.0.0.1:0");
        Assert.Contains("READY=1", heard);
    }

    [Fact]
    public async Task A_collector_gets_the_figures_and_the_trace_of_an_item_up_to_its_post()
    {
        var told = new ConcurrentDictionary<string, StringBuilder>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var collector = builder.Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/v1/{signal}", async (HttpRequest request, string signal) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var text = told.GetOrAdd(signal, _ => new StringBuilder());
            lock (text)
                text.Append(Encoding.UTF8.GetString(body.ToArray()));
            return Results.Ok();
        });
        await collector.StartAsync();
        run.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single();
        run.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        run.Environment["OTEL_METRIC_EXPORT_INTERVAL"] = "200";
        run.Environment["OTEL_BSP_SCHEDULE_DELAY"] = "100";
        var port = FreePort();
        var address = new Uri($"http://127.0.0.1:{port}/");
        await run.WhileAsync(
            async stop =>
            {
                await FollowAsync(address, stop);
                string[] spans = ["item", "article", "statements", "digest", "delivery"];
                while (!(spans.All(s => Has("traces", s)) && Has("metrics", "newsbot.delivery.time") && Has("metrics", "newsbot.stage.lag")))
                    await Task.Delay(200, stop);
            },
            "--urls",
            address.AbsoluteUri,
            "--sample-speed",
            "200");

        bool Has(string signal, string word)
        {
            if (!told.TryGetValue(signal, out var text))
                return false;
            lock (text)
                return text.ToString().Contains(word, StringComparison.Ordinal);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    // Somebody opens the chat page and follows what the sample newsroom publishes.
    private static async Task FollowAsync(Uri address, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = address };
        HttpResponseMessage? generated = null;
        while (generated is null)
        {
            try
            {
                generated = await http.PostAsJsonAsync("v3/directline/tokens/generate", new { }, stop);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100, stop);
            }
        }

        using (generated)
        {
            var ticket = (await generated.Content.ReadFromJsonAsync<JsonObject>(stop))!;
            http.DefaultRequestHeaders.Authorization = new("Bearer", (string)ticket["token"]!);
            using var opened = await http.PostAsync("v3/directline/conversations", null, stop);
            using var said = await http.PostAsJsonAsync(
                $"v3/directline/conversations/{ticket["conversationId"]}/activities", new { type = "message", text = "subscribe pak-us" }, stop);
            said.EnsureSuccessStatusCode();
        }
    }
}
