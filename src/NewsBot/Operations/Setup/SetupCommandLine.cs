using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NewsBot.Settings;

namespace NewsBot.Operations.Setup;

/// <summary>
/// Asks what a newsroom needs and writes it: settings to <c>appsettings.Production.json</c> in the data folder, secrets to the user's
/// secrets or to an environment file. What is there stays unless it is answered anew. No secret is written into a repository.
/// </summary>
/// <param name="input">The answers, a line each; its end leaves the rest as it is.</param>
/// <param name="output">The questions.</param>
/// <param name="data">The data folder's full path.</param>
internal sealed class SetupCommandLine(TextReader input, TextWriter output, string data)
{
    /// <summary>The settings from everywhere, secrets too; null where only the folder's own are known.</summary>
    public IConfiguration? Known { get; init; }

    /// <summary>Reads an answer that nobody else in the room should see; null where there is no screen.</summary>
    public Func<string?>? Hidden { get; init; }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>0; 1 when nothing could be written, with a sentence.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(data, SettingSources.SetUp);
        var again = File.Exists(file);
        var settings = again ? Parsed(file, await File.ReadAllTextAsync(file, cancellationToken)) : [];
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal);
        await output.WriteLineAsync("An empty answer keeps what stands in brackets.");
        foreach (var question in SetupQuestion.All)
        {
            // Whoever has set up before may have the secret in a file that only the service reads.
            if (!question.AppliesTo(settings, secrets, key => Known?[key] is { Length: > 0 } || (again && KnownSettings.IsSecret(key))))
                continue;
            if (await AskAsync(question, settings, cancellationToken) is not { } answer)
                continue;
            if (question.Secret)
                secrets[question.Key] = answer;
            else
                question.Put(settings, answer);
        }

        try
        {
            // First what can still be refused, so that a setup is written whole or not at all.
            var kept = secrets.Count > 0 ? await KeepAsync(secrets, cancellationToken) : null;
            Directory.CreateDirectory(data);
            await File.WriteAllTextAsync(file, settings.ToJsonString(Indented) + "\n", cancellationToken);
            await output.WriteLineAsync($"Settings: {file}");
            if (kept is not null)
                await output.WriteLineAsync($"Secrets: {kept}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            await output.WriteLineAsync(e.Message);
            return 1;
        }

        await output.WriteLineAsync(
            "Now ask doctor what is missing, then start the program without a command; both in the same way, and with the same --data if you gave one.");
        return 0;
    }

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    internal static JsonObject Parsed(string file, string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Lenient) as JsonObject ?? throw new JsonException("It holds no object.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"{file} cannot be read: {e.Message} Correct it, or move it away.", e);
        }
    }

    private async Task<string?> AskAsync(SetupQuestion question, JsonObject settings, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = question.Secret ? "not shown" : question.Now(settings) ?? "not set";
            await output.WriteAsync($"{question.Text} [{now}] ");
            var answer = (question.Secret && Hidden is not null ? Hidden() : await input.ReadLineAsync(cancellationToken))?.Trim();
            if (string.IsNullOrEmpty(answer))
                return null;
            if (question.Problem(answer) is not { } problem)
                return answer;
            await output.WriteLineAsync(problem);
        }
    }

    private async Task<string> KeepAsync(Dictionary<string, string> secrets, CancellationToken cancellationToken)
    {
        await output.WriteAsync("File for the secrets, as NAME=value lines for systemd or a container (empty: the user's secrets on this machine): ");
        var answer = (await input.ReadLineAsync(cancellationToken))?.Trim();
        if (string.IsNullOrEmpty(answer))
            return await SecretStore.ToUserAsync(secrets, cancellationToken);
        var (file, quoted) = await SecretStore.ToFileAsync(Path.GetFullPath(answer), secrets, cancellationToken);
        return quoted.Count == 0
            ? file
            : $"{file}\nAs systemd reads it; docker takes the quotes for a part of {string.Join(" and ", quoted)}: give it there as a file in /run/secrets.";
    }
}
