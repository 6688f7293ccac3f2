using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;

namespace NewsBot.Benchmarks;

/// <summary>
/// A newcomer's first minutes, with an empty data folder: from the start of the process to the first page and to the first answer in the
/// chat, the memory once idle, and from the poll that finds a statement to its card in the chat.
/// </summary>
internal static class StartBenchmark
{
    private const int MostToPage = 3000, MostToAnswer = 1000, MostMemory = 200;

    private static readonly TimeSpan MostToCard = TimeSpan.FromSeconds(10);

    /// <summary>By then the backlog is read and the model of the text engine is out of memory.</summary>
    private static readonly TimeSpan Idle = Stories.Readings.ReadersRest.Patience * 2;

    /// <summary>0, or 1 where a card was late. The times of a start and the memory count in the long round only, which runs alone.</summary>
    /// <param name="isShort">Does not wait until the program is idle.</param>
    public static async Task<int> RunAsync(bool isShort)
    {
        var data = Directory.CreateTempSubdirectory("newsbot-start");
        var address = $"http://127.0.0.1:{FreePort.Next()}";
        using var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(30) };
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var stop = patience.Token;
        bool isWithin;
        var watch = Stopwatch.StartNew();
        using (var newsroom = ChildProcess.Start(typeof(Cards.CardDeck).Assembly.Location, ["--data", data.FullName, "--urls", address], data.FullName))
        {
            await ChildProcess.AnsweringAsync(http, "/", stop);
            var page = watch.Elapsed;
            var (chat, token) = await OpenChatAsync(http, stop);
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
            using (await http.PostAsync("/v3/directline/conversations", null, stop))
            {
            }

            var greeted = watch.Elapsed;
            await SayAsync(http, chat, "help", stop);
            await SeenAsync(http, chat, "subscribe", stop);
            var answer = watch.Elapsed - greeted;
            Console.WriteLine($"start  first page {page.TotalMilliseconds:N0} ms after process start (under {MostToPage}); greeting {(greeted - page).TotalMilliseconds:N0} ms later; "
                + $"first answer {answer.TotalMilliseconds:N0} ms after it was asked (under {MostToAnswer}); processor {newsroom.ProcessorTime.TotalSeconds:N1} s");
            isWithin = page.TotalMilliseconds < MostToPage && answer.TotalMilliseconds < MostToAnswer;
            if (!isShort)
            {
                await Task.Delay(Idle, TimeProvider.System, stop);
                isWithin &= newsroom.MemoryMegabytes < MostMemory;
                Console.WriteLine($"start  idle after {Idle.TotalSeconds:N0} s: {newsroom.MemoryMegabytes:N0} MB (under {MostMemory})");
            }

            await SayAsync(http, chat, "subscribe pak-us", stop);
            var (post, found) = await PostedAsync(data.FullName, stop);
            await SeenAsync(http, chat, $"\"{post}\"", stop);
            var late = DateTimeOffset.UtcNow - found;
            Console.WriteLine($"start  a statement's card {late.TotalSeconds:N1} s after the poll that found it (under {MostToCard.TotalSeconds:N0})");
            isWithin = (isShort || isWithin) && late < MostToCard;
        }

        data.Delete(recursive: true);
        Console.WriteLine($"start  {(isWithin ? "held" : "FAILED")}");
        return isWithin ? 0 : 1;
    }

    /// <summary>Waits for the first alert: the activity that it was posted as, and when the poll found the item that it came from.</summary>
    private static async Task<(string Post, DateTimeOffset Found)> PostedAsync(string folder, CancellationToken cancellationToken)
    {
        await using var db = new SqliteConnection($"Data Source={Path.Combine(folder, "newsbot.db")};Mode=ReadOnly;Pooling=false");
        await db.OpenAsync(cancellationToken);
        while (true)
        {
            var posted = await db.QueryFirstOrDefaultAsync<(string? Post, long Found)>(new CommandDefinition(
                """
                select delivery.activity_id, min(item.found)
                from delivery
                join digest_statement shown on shown.digest_id = delivery.digest_id
                join report on report.statement_id = shown.statement_id
                join feed_item item on item.article_id = report.article_id
                where delivery.activity_id is not null
                group by delivery.id order by delivery.id
                """,
                cancellationToken: cancellationToken));
            if (posted.Post is { } post)
                return (post, DateTimeOffset.UnixEpoch.AddMicroseconds(posted.Found));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }
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
    }

    private static async Task SeenAsync(HttpClient http, string chat, string words, CancellationToken cancellationToken)
    {
        while (true)
        {
            var seen = await http.GetFromJsonAsync<JsonElement>($"/v3/directline/conversations/{chat}/activities", cancellationToken);
            if (seen.GetRawText().Contains(words, StringComparison.Ordinal))
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
        }
    }
}
