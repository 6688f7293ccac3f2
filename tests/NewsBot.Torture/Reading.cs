namespace NewsBot.Torture;

/// <summary>What a process holds at an instant.</summary>
/// <param name="Seconds">Since it was started.</param>
/// <param name="Waiting">What its stages still had to do.</param>
internal sealed record Reading(double Seconds, double Megabytes, double Handles, double Threads, double Waiting)
{
    /// <summary>How long the oldest thing waited at the worst stage beyond its time, in seconds of the node's clock.</summary>
    public double Lag { get; init; }

    /// <summary>Reads it from the process files of Linux; null when the process has just ended.</summary>
    public static Reading? Of(int process, double seconds, double waiting)
    {
        try
        {
            var status = File.ReadLines($"/proc/{process}/status").Select(l => l.Split(':', 2)).Where(p => p.Length == 2).ToLookup(p => p[0], p => p[1].Trim());
            double Number(string name) => double.Parse(status[name].First().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
            return new(seconds, Number("VmRSS") / 1024, Directory.GetFileSystemEntries($"/proc/{process}/fd").Length, Number("Threads"), waiting);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>The straight line through readings (least squares).</summary>
/// <param name="PerHour">Its slope, in units an hour.</param>
/// <param name="Growth">How much it rises from the first reading to the last.</param>
/// <param name="Mean">The mean of the readings.</param>
/// <param name="Seconds">From the first to the last.</param>
internal sealed record Trend(double PerHour, double Growth, double Mean, double Seconds)
{
    // What is read of less than this says more of the minute than of the hour.
    private const double Enough = 600;

    /// <summary>It grows by less than a tenth in an hour; of a short time, by no more than it goes up and down anyway.</summary>
    /// <param name="noise">Units that it goes up and down by.</param>
    public bool IsFlat(double noise) => Seconds < Enough ? Growth <= noise : PerHour <= Mean / 10;

    public static Trend Of(IReadOnlyList<Reading> readings, Func<Reading, double> value)
    {
        var (x, y) = (readings.Average(r => r.Seconds), readings.Average(value));
        var slope = readings.Sum(r => (r.Seconds - x) * (value(r) - y)) / readings.Sum(r => (r.Seconds - x) * (r.Seconds - x));
        var seconds = readings[^1].Seconds - readings[0].Seconds;
        return new(slope * 3600, slope * seconds, y, seconds);
    }
}
