using System.Text.Encodings.Web;
using System.Text.Json;
using NewsBot.Desk;

namespace NewsBot.Operations.Doctor;

/// <summary>Looks at everything that the newsroom needs, without starting it: <c>doctor [--json] [--offline]</c>.</summary>
internal static class DoctorCommandLine
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>Prints one line for each finding, then what they come to.</summary>
    /// <param name="patient">The settings.</param>
    /// <param name="json">One JSON object in place of the lines.</param>
    /// <param name="output">Where it goes.</param>
    /// <param name="cancellationToken">Stops between looks.</param>
    /// <returns>0, also with warnings; 1 when something does not work.</returns>
    public static async Task<int> RunAsync(Patient patient, bool json, TextWriter output, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        await foreach (var finding in LookAsync(patient, cancellationToken))
        {
            findings.Add(finding);
            if (!json)
                await WriteAsync(finding, output);
        }

        return await SumAsync(findings, json, output);
    }

    /// <summary>What keeps every look from being taken: the settings cannot be read.</summary>
    public static Finding Unreadable(string sentence) =>
        Finding.Error("settings", sentence, "Nothing else was looked at: the program does not start with it.");

    /// <summary>Prints findings that were made elsewhere.</summary>
    /// <returns>As above.</returns>
    public static async Task<int> TellAsync(IReadOnlyList<Finding> findings, bool json, TextWriter output)
    {
        if (!json)
        {
            foreach (var finding in findings)
                await WriteAsync(finding, output);
        }

        return await SumAsync(findings, json, output);
    }

    private static async Task<int> SumAsync(IReadOnlyList<Finding> findings, bool json, TextWriter output)
    {
        var errors = findings.Count(f => f.Severity == Severity.Error);
        var warnings = findings.Count(f => f.Severity == Severity.Warning);
        await output.WriteLineAsync(json
            ? JsonSerializer.Serialize(
                new
                {
                    errors,
                    warnings,
                    findings = findings.Select(f => new
                    {
                        check = f.Check,
                        severity = Word(f.Severity),
                        sentence = f.Sentence,
                        remedy = f.Remedy,
                    }),
                },
                Json)
            : $"{findings.Count - errors - warnings} ok, {warnings} warnings, {errors} errors");
        return errors > 0 ? 1 : 0;
    }

    private static async IAsyncEnumerable<Finding> LookAsync(
        Patient patient, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var settings = SettingsLook.Find(patient).ToList();
        foreach (var finding in settings)
            yield return finding;

        // The network is asked as the settings say, so they must be right first.
        if (settings.Any(f => f.Severity == Severity.Error))
            patient = patient with { Online = false };
        var (desk, sick) = Desk(patient);
        yield return sick ?? Finding.Ok(
            "desk",
            $"{desk!.Sources.Count} sources, {desk.Topics.Count} topics, {desk.Speakers.Count} speakers.");
        patient = patient with { Desk = desk };
        foreach (var finding in MachineLook.Find(patient))
            yield return finding;
        foreach (var finding in await DatabaseLook.FindAsync(patient, cancellationToken))
            yield return finding;
        await foreach (var finding in SourcesLook.FindAsync(patient, cancellationToken))
            yield return finding;
        foreach (var finding in await BotLook.FindAsync(patient, cancellationToken))
            yield return finding;
        foreach (var finding in await SlackLook.FindAsync(patient, cancellationToken))
            yield return finding;
        foreach (var finding in await AddressLook.FindAsync(patient, cancellationToken))
            yield return finding;
    }

    private static (Newsdesk? Desk, Finding? Sick) Desk(Patient patient)
    {
        try
        {
            return (Newsdesk.Load(DeskFiles.From(patient.Settings)), null);
        }
        catch (Exception e) when (e is DeskFileException or IOException or UnauthorizedAccessException)
        {
            return (null, Finding.Error("desk", e.Message, "Correct the file; the program does not start with it."));
        }
    }

    private static async Task WriteAsync(Finding finding, TextWriter output)
    {
        await output.WriteLineAsync($"{Word(finding.Severity),-8} {finding.Check}: {finding.Sentence}");
        if (finding.Remedy is { } remedy)
            await output.WriteLineAsync($"         -> {remedy}");
    }

    private static string Word(Severity severity) => severity.ToString().ToLowerInvariant();
}
