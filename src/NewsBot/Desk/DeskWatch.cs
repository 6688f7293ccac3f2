using System.Security.Cryptography;

namespace NewsBot.Desk;

/// <summary>Takes over the desk's own files when they change, without a restart. A broken one is told of, and the desk stays as it was.</summary>
public sealed partial class DeskWatch : BackgroundService
{
    /// <summary>Time between two looks. The bytes are compared: a mounted file may change with its date as it was.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Newsdesk desk;
    private readonly DeskFiles files;
    private readonly TimeProvider clock;
    private readonly ILogger<DeskWatch> log;
    private readonly IReadOnlyList<Source>? sample;
    private string seen;

    public DeskWatch(Newsdesk desk, DeskFiles files, TimeProvider clock, ILogger<DeskWatch> log)
    {
        (this.desk, this.files, this.clock, this.log) = (desk, files, clock, log);
        sample = desk.Sources.Any(s => s.Sample) ? desk.Sources : null;
        seen = Print();
    }

    /// <summary>Why the desk is not what its files say; null when it is.</summary>
    public string? Problem { get; private set; }

    /// <summary>When the desk was last taken over from changed files; null: it is as it was at the start.</summary>
    public DateTimeOffset? Changed { get; private set; }

    /// <summary>Takes the files over if they have changed.</summary>
    /// <returns>Whether the desk is a new one.</returns>
    public bool Look()
    {
        var now = Print();
        if (now == seen)
            return false;
        seen = now;
        try
        {
            var fresh = Newsdesk.Load(files);
            desk.Become(sample is null ? fresh : fresh.With(sample));
            (Problem, Changed) = (null, clock.GetUtcNow());
            Log.Changed(log, desk.Sources.Count, desk.Topics.Count, desk.Speakers.Count);
            return true;
        }
        catch (Exception e) when (e is DeskFileException or IOException or UnauthorizedAccessException)
        {
            Problem = e.Message;
            Log.Broken(log, e.Message);
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Real time even under a test's clock: files change in it.
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        while (files.Own.Any() && await timer.WaitForNextTickAsync(stoppingToken))
            Look();
    }

    private string Print() => string.Concat(files.Own.Select(PrintOf));

    private static string PrintOf(string file)
    {
        try
        {
            return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.GetType().Name;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The desk's files have changed: {Sources} sources, {Topics} topics, {Speakers} speakers")]
        public static partial void Changed(ILogger logger, int sources, int topics, int speakers);

        [LoggerMessage(LogLevel.Warning, "The desk's files have changed and cannot be used, so the desk stays as it was: {Problem}")]
        public static partial void Broken(ILogger logger, string problem);
    }
}
