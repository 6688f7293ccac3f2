using System.Text.Json;

namespace NewsBot.Sample;

/// <summary>What the sample newsroom remembers over a restart: its port, when it first opened, and when each step was released.</summary>
/// <param name="Port">So that the addresses of the articles stay.</param>
/// <param name="Started">The first start with this data folder; the dates of the backlog count from it.</param>
/// <param name="Released">The instant of each step released so far, in order.</param>
internal sealed record NewsroomState(int Port, DateTimeOffset Started, IReadOnlyList<DateTimeOffset> Released)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string FileIn(string dataFolder) => Path.Combine(dataFolder, "sample-newsroom.json");

    /// <summary>The state kept in the folder; null when there is none, or none that can be read (a new sample day begins then).</summary>
    public static NewsroomState? Load(string dataFolder)
    {
        try
        {
            var state = JsonSerializer.Deserialize<NewsroomState>(File.ReadAllText(FileIn(dataFolder)), Format);
            return state is { Port: > 0 and <= ushort.MaxValue, Released: not null } ? state : null;
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes beside and renames, so that a killed program leaves the old state or the new one.</summary>
    public void Save(string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        var fresh = FileIn(dataFolder) + ".new";
        File.WriteAllText(fresh, JsonSerializer.Serialize(this, Format));
        File.Move(fresh, FileIn(dataFolder), overwrite: true);
    }
}
