namespace NewsBot.Commands.Sources;

/// <summary>Who may change what everybody reads: the people of the setting <c>Editors</c> (ids or names, commas between;
/// <c>*</c> for all). Without
/// the setting, everybody on a developer's own machine and nobody elsewhere.</summary>
public sealed class Editors(IConfiguration settings, IHostEnvironment environment)
{
    private readonly string[] named = (settings["Editors"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public bool Has(Request request) => named.Length == 0
        ? environment.IsDevelopment() && !request.External
        // Another organisation names its people as it likes.
        : named.Any(n => n == request.PersonId
            || (!request.External && (n == "*" || n.Equals(request.PersonName, StringComparison.OrdinalIgnoreCase))));
}
