using System.IO.Compression;
using System.Reflection;
using System.Text;
using NewsBot.Desk;

namespace NewsBot.Channels.Teams.Package;

/// <summary>The zip that is uploaded to Teams: the manifest and both icons, at its root.</summary>
internal static class TeamsPackage
{
    private static readonly string[] Icons = ["color.png", "outline.png"];

    /// <summary>Every package of one bot holds the same bytes: a build twice is no new version.</summary>
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Write(Stream to, Guid appId, Uri url, IReadOnlyList<Source> sources, string version)
    {
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        Add(zip, "manifest.json", Encoding.UTF8.GetBytes(TeamsManifest.Fill(Encoding.UTF8.GetString(Part("manifest.json")), appId, url, sources, version)));
        foreach (var icon in Icons)
            Add(zip, icon, Part(icon));
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Day;
        using var stream = entry.Open();
        stream.Write(content);
    }

    private static byte[] Part(string name)
    {
        using var part = Assembly.GetExecutingAssembly().GetManifestResourceStream("teams/" + name)
            ?? throw new InvalidOperationException($"The program carries no part '{name}' of the Teams package.");
        var content = new byte[part.Length];
        part.ReadExactly(content);
        return content;
    }
}
