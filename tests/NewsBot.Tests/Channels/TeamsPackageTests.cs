using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json.Nodes;
using NewsBot.Channels.Teams.Package;
using Xunit;

namespace NewsBot.Tests.Channels;

public sealed class TeamsPackageTests : IDisposable
{
    private const string AppId = "11111111-2222-4333-8444-555555555555";

    private readonly DataFolder data = new();

    public void Dispose() => data.Dispose();

    [Fact]
    public void The_package_holds_manifest_and_icons_and_names_the_bot_its_address_and_the_outlets()
    {
        var sources = Path.Combine(data.Path, "sources.json");
        File.WriteAllText(sources, """[{"key":"herald","name":"Herald","class":"press","language":"en","home":"https://www.herald.example/","feeds":["https://www.herald.example/feed"]}]""");
        var (code, zip, said) = Write(AppId, "https://newsbot.example.org/", sources);
        Assert.Equal(0, code);
        Assert.Contains("https://newsbot.example.org/api/messages", said, StringComparison.Ordinal);
        using var package = ZipFile.OpenRead(zip);
        Assert.Equal(["color.png", "manifest.json", "outline.png"], package.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
        using var stream = package.GetEntry("manifest.json")!.Open();
        var manifest = JsonNode.Parse(stream)!;
        Assert.Equal([AppId, AppId, AppId], new[] { manifest["id"], manifest["bots"]![0]!["botId"], manifest["composeExtensions"]![0]!["botId"] }.Select(n => (string?)n));
        Assert.Equal("1.2.3", (string?)manifest["version"]);
        // Shared and private channels take no app that does not say so.
        Assert.Equal(("1.25", "tier1"), ((string?)manifest["manifestVersion"], (string?)manifest["supportsChannelFeatures"]));
        Assert.Equal("newsbot.example.org", (string?)Assert.Single(manifest["validDomains"]!.AsArray()));
        Assert.Equal(
            ["herald.example", "*.herald.example"],
            manifest["composeExtensions"]![0]!["messageHandlers"]![0]!["value"]!["domains"]!.AsArray().Select(d => (string?)d));
    }

    [Fact]
    public void An_international_address_is_named_as_the_net_knows_it()
    {
        var (code, zip, _) = Write(AppId, "https://nachrichtenbüro.example/", null);
        Assert.Equal(0, code);
        using var package = ZipFile.OpenRead(zip);
        using var stream = package.GetEntry("manifest.json")!.Open();
        Assert.Equal("xn--nachrichtenbro-rsb.example", (string?)Assert.Single(JsonNode.Parse(stream)!["validDomains"]!.AsArray()));
    }

    [Fact]
    public void The_symbols_of_the_icons_leave_the_room_that_teams_asks_for()
    {
        using var package = ZipFile.OpenRead(Write(AppId, "https://newsbot.example.org", null).Zip);
        var color = Pixels(package.GetEntry("color.png")!);
        var ground = color[0, 0];
        var symbol = Each(color).Where(p => p.Pixel != ground).ToList();
        Assert.All(symbol, p => Assert.True(p.X is >= 48 and < 144 && p.Y is >= 48 and < 144, $"{p.X},{p.Y}"));
        var outline = Each(Pixels(package.GetEntry("outline.png")!)).Select(p => p.Pixel).Distinct().ToList();
        Assert.All(outline, p => Assert.True(p >> 24 == 0 || (p & 0xFFFFFF) == 0xFFFFFF, $"{p:X8}"));
        Assert.Contains(outline, p => p >> 24 == 0);
        Assert.Contains(outline, p => p >> 24 == 0xFF);
    }

    [Fact]
    public void The_same_bot_gets_the_same_bytes() =>
        Assert.Equal(File.ReadAllBytes(Write(AppId, "https://a.example/", null, "1.zip").Zip), File.ReadAllBytes(Write(AppId, "https://a.example/", null, "2.zip").Zip));

    [Theory]
    [InlineData("newsbot", "https://newsbot.example.org", "1.0.0", "--app-id")]
    [InlineData("00000000-0000-0000-0000-000000000000", "https://newsbot.example.org", "1.0.0", "--app-id")]
    [InlineData(AppId, "http://newsbot.example.org", "1.0.0", "--url")]
    [InlineData(AppId, "https://localhost:3978", "1.0.0", "--url")]
    [InlineData(AppId, "newsbot", "1.0.0", "--url")]
    [InlineData(AppId, "https://newsbot.example.org", "1.0", "--version")]
    [InlineData(AppId, "https://newsbot.example.org", "v1.0.1", "--version")]
    public void What_cannot_work_is_refused_with_a_sentence(string id, string url, string version, string names)
    {
        var (code, zip, said) = Write(id, url, null, version: version);
        Assert.Equal(1, code);
        Assert.Contains(names, said, StringComparison.Ordinal);
        Assert.False(File.Exists(zip));
    }

    private static IEnumerable<(int X, int Y, uint Pixel)> Each(uint[,] pixels) =>
        from y in Enumerable.Range(0, pixels.GetLength(0)) from x in Enumerable.Range(0, pixels.GetLength(1)) select (x, y, pixels[y, x]);

    // Alpha, red, green and blue of each pixel of a PNG file with eight bits a channel and all four channels.
    private static uint[,] Pixels(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var file = copy.ToArray();
        Assert.Equal((8, 6, 0), (file[24], file[25], file[28]));
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20)));
        using var data = new MemoryStream();
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            if (file.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
                data.Write(file, at + 8, length);
            at += 12 + length;
        }

        data.Position = 0;
        using var inflated = new ZLibStream(data, CompressionMode.Decompress);
        var (above, pixels) = (new byte[width * 4], new uint[height, width]);
        for (var y = 0; y < height; y++)
        {
            var filter = inflated.ReadByte();
            var line = new byte[width * 4];
            inflated.ReadExactly(line);
            for (var i = 0; i < line.Length; i++)
            {
                var (left, up, corner) = (i < 4 ? 0 : line[i - 4], above[i], i < 4 ? 0 : above[i - 4]);
                line[i] += (byte)(filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => Paeth(left, up, corner) });
            }

            for (var x = 0; x < width; x++)
                pixels[y, x] = (uint)((line[(4 * x) + 3] << 24) | (line[4 * x] << 16) | (line[(4 * x) + 1] << 8) | line[(4 * x) + 2]);
            above = line;
        }

        return pixels;
    }

    // https://www.w3.org/TR/png-3/#9Filter-type-4-Paeth
    private static int Paeth(int left, int up, int corner)
    {
        var (toLeft, toUp, toCorner) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - (2 * corner)));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private (int Code, string Zip, string Said) Write(string id, string url, string? sources, string name = "teams.zip", string version = "1.2.3")
    {
        var zip = Path.Combine(data.Path, name);
        using var said = new StringWriter();
        return (TeamsCommandLine.Write(id, url, sources, version, zip, (said, said)), zip, said.ToString());
    }
}
