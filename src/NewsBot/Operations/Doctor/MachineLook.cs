using System.Globalization;

namespace NewsBot.Operations.Doctor;

/// <summary>Whether the machine has what the program needs: time zones, a folder to write, space.</summary>
internal static class MachineLook
{
    private const long LittleSpace = 1024L * 1024 * 1024;
    private const long NoSpace = LittleSpace / 10;

    public static IEnumerable<Finding> Find(Patient patient) =>
        [Zones(), Folder(patient.Data), Space(patient.Data, new DriveInfo(Nearest(patient.Data)).AvailableFreeSpace)];

    private static Finding Zones()
    {
        try
        {
            // A zone without and one with daylight saving: with stub data both would be UTC.
            var karachi = TimeZoneInfo.FindSystemTimeZoneById("Asia/Karachi").GetUtcOffset(DateTimeOffset.UnixEpoch.AddYears(55));
            var summer = TimeZoneInfo.FindSystemTimeZoneById("America/New_York")
                .GetUtcOffset(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero));
            return karachi == TimeSpan.FromHours(5) && summer == TimeSpan.FromHours(-4)
                ? Finding.Ok("time zones", $"{TimeZoneInfo.GetSystemTimeZones().Count} zones are known.")
                : Finding.Error("time zones", "The zone data of this machine is wrong.", "Bring the package tzdata up to date.");
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            return Finding.Error("time zones", e.Message, "Install the package tzdata.");
        }
    }

    private static Finding Folder(string data)
    {
        if (File.Exists(data))
            return Finding.Error("data folder", $"{data} is a file.", "Set data to a folder, or move the file away.");
        // The folder itself is made at the first start; until then its nearest parent decides.
        var there = Nearest(data);
        var probe = Path.Combine(there, $".newsbot-doctor-{Environment.ProcessId}");
        try
        {
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return Finding.Ok(
                "data folder",
                Directory.Exists(data) ? $"{data} can be written." : $"{data} will be made at the first start.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Finding.Error(
                "data folder",
                $"{there} cannot be written: {e.Message}",
                "Give the folder to the user that runs the program, or set data.");
        }
    }

    /// <summary>What so many free bytes mean.</summary>
    internal static Finding Space(string data, long bytes)
    {
        var free = string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)LittleSpace:0.0} GB are free for {data}.");
        return bytes switch
        {
            < NoSpace => Finding.Error("disk", free, "Make room; a full disk stops everything."),
            < LittleSpace => Finding.Warning("disk", free, "Make room, at least 1 GB."),
            _ => Finding.Ok("disk", free),
        };
    }

    private static string Nearest(string folder)
    {
        var at = Path.GetFullPath(folder);
        while (!Directory.Exists(at))
            at = Path.GetDirectoryName(at)!;
        return at;
    }
}
