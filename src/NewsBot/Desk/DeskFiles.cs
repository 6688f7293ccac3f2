namespace NewsBot.Desk;

/// <summary>The files that take the place of those that the program carries; null: the carried one.</summary>
/// <param name="Sources">Outlets and offices to read, with their feeds; null also means the sample newsroom.</param>
/// <param name="Topics">What is followed.</param>
/// <param name="People">The registry of speakers.</param>
public sealed record DeskFiles(string? Sources, string? Topics, string? People)
{
    /// <summary>Those that are files.</summary>
    public IEnumerable<string> Own => new[] { Sources, Topics, People }.OfType<string>();

    internal static DeskFiles From(IConfiguration settings) => new(
        Settings.Setting.Text(settings, "sources"), Settings.Setting.Text(settings, "topics"), Settings.Setting.Text(settings, "people"));
}
