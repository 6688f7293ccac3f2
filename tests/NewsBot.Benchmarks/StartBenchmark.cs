using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NewsBot.Benchmarks;

/// <summary>From the start of the process to the first page and to the first answer in the chat, with an empty data folder; and the memory once idle.</summary>
internal static class StartBenchmark
{
    public static async Task RunAsync()
    {
        var data = Directory.CreateTempSubdirectory("newsbot-start");
        var address = $"http://127.0.0.1:{FreePort.Next()}";
        using var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(30) };
        var watch = Stopwatch.StartNew();
        using (var newsroom = ChildProcess.Start(typeof(Cards.CardDeck).Assembly.Location, ["--data", data.FullName, "--urls", address], data.FullName))
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            await ChildProcess.AnsweringAsync(http, "/", patience.Token);
            var page = watch.Elapsed;
            var (chat, token) = await OpenChatAsync(http, patience.Token);
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
            using (await http.PostAsync("/v3/directline/conversations", null, patience.Token))
            {
            }

            var greeted = watch.Elapsed;
            var asked = watch.Elapsed;
            await SayAsync(http, chat, "help", patience.Token);
            var answered = watch.Elapsed;
            await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, patience.Token);
            Console.WriteLine($"start  first page {page.TotalMilliseconds:N0} ms after process start; greeting {(greeted - page).TotalMilliseconds:N0} ms later; first answer {(answered - asked).TotalMilliseconds:N0} ms after it was asked; "
                + $"memory 10 s later {newsroom.MemoryMegabytes:N0} MB; processor {newsroom.ProcessorTime.TotalSeconds:N1} s");
        }

        data.Delete(recursive: true);
    }

    private static async Task<(string Chat, string Token)> OpenChatAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsync("/v3/directline/tokens/generate", null, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var opened = (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!;
        return ((string)opened["conversationId"]!, (string)opened["token"]!);
    }

    private static async Task SayAsync(HttpClient http, string chat, string line, CancellationToken cancellationToken)
    {
        using var posted = await http.PostAsJsonAsync(
            $"/v3/directline/conversations/{chat}/activities", new { type = "message", text = line, from = new { id = "benchmark" } }, cancellationToken);
        posted.EnsureSuccessStatusCode();
        while (true)
        {
            var seen = await http.GetFromJsonAsync<JsonElement>($"/v3/directline/conversations/{chat}/activities", cancellationToken);
            if (seen.GetRawText().Contains("subscribe", StringComparison.Ordinal))
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
        }
    }
}
