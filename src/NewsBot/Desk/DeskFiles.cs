namespace NewsBot.Desk;

/// <summary>The files that take the place of those that the program carries; null: the carried one.</summary>
/// <param name="Sources">Outlets and offices to read, with their feeds; null also means the sample newsroom.</param>
/// <param name="Topics">What is followed.</param>
/// <param name="People">The registry of speakers.</param>
/// <param name="Style">What outlets write each in their own way.</param>
public sealed record DeskFiles(string? Sources, string? Topics, string? People, string? Style = null)
{
    /// <summary>Those that are files.</summary>
    public IEnumerable<string> Own => new[] { Sources, Topics, People, Style }.OfType<string>();

    internal static DeskFiles From(IConfiguration settings) => new(
        Settings.Setting.Text(settings, "sources"),
        Settings.Setting.Text(settings, "topics"),
        Settings.Setting.Text(settings, "people"),
        Settings.Setting.Text(settings, "style"));
}
