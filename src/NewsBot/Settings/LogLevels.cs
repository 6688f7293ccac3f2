namespace NewsBot.Settings;

/// <summary>The levels of the log (<c>Logging:LogLevel:…</c>, and those of one logger, <c>Logging:Console:LogLevel:…</c>), which the framework
/// reads by itself.</summary>
internal static class LogLevels
{
    /// <summary>Looks at every level, because the framework names no key of a wrong one.</summary>
    /// <exception cref="FormatException">One is no level; the message names its key.</exception>
    public static void Check(IConfiguration settings)
    {
        var logging = settings.GetSection("Logging");
        foreach (var level in logging.GetChildren().Append(logging).SelectMany(s => s.GetSection("LogLevel").GetChildren()))
        {
            if (!string.IsNullOrEmpty(level.Value) && !Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out _))
                throw new FormatException($"{level.Path} is '{level.Value}'; set it to one of {string.Join(", ", Enum.GetNames<LogLevel>())}, or leave it out.");
        }
    }
}
