using NewsBot.Desk;

namespace NewsBot.Operations.Doctor;

/// <summary>What the doctor looks at: the settings as the program would read them. Nothing of it is opened or made.</summary>
internal sealed record Patient
{
    public required IConfigurationRoot Settings { get; init; }

    public required IHostEnvironment Environment { get; init; }

    /// <summary>The data folder's full path.</summary>
    public required string Data { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Whether the network may be used.</summary>
    public required bool Online { get; init; }

    /// <summary>Stands in for the network in tests.</summary>
    public HttpMessageHandler? Edge { get; init; }

    /// <summary>The desk; null when its files cannot be used.</summary>
    public Newsdesk? Desk { get; init; }
}
