using System.Globalization;

namespace NewsBot.Storage;

/// <summary>What this process is called where several work on one database; every start has a name of its own.</summary>
public sealed record NodeName(string Value)
{
    internal static NodeName New() => new(string.Create(
        CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid().ToString("N")[..8]}"));
}
