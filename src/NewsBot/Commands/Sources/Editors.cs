namespace NewsBot.Commands.Sources;

/// <summary>Who may change what everybody reads: the people of the setting <c>Editors</c> (the channels' ids of people, commas between;
/// <c>*</c> for all). Without the setting, everybody on a developer's own machine and nobody elsewhere.</summary>
public sealed class Editors(IConfiguration settings, IHostEnvironment environment)
{
    private readonly string[] named = (settings["Editors"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // Never by name: on most channels people name themselves.
    public bool Has(Request request) => named.Length == 0
        ? environment.IsDevelopment() && !request.External
        : named.Any(n => n == request.PersonId || (!request.External && n == "*"));
}
