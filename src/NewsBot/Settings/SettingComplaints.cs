namespace NewsBot.Settings;

/// <summary>Tells the log what looks wrong in the settings; the start goes on.</summary>
internal static partial class SettingComplaints
{
    public static void Log(WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("NewsBot.Settings");
        foreach (var complaint in KnownSettings.Carried().Complaints((IConfigurationRoot)app.Configuration))
            Complained(log, complaint);
    }

    [LoggerMessage(LogLevel.Warning, "{Complaint}")]
    private static partial void Complained(ILogger log, string complaint);
}
