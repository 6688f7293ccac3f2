using System.Text.RegularExpressions;
using NewsBot.TestSupport;
using Xunit;

namespace NewsBot.Tests.Architecture;

/// <summary>The container is built from a part of the checkout; what the projects embed must be in that part.</summary>
public sealed partial class ContainerTests
{
    private static readonly string Docker = Path.Combine(SharedData.Root, "deploymentTemplates", "docker");

    [Fact]
    public void Whatever_a_project_takes_from_outside_its_folder_is_copied_into_the_build_and_not_ignored()
    {
        var copied = File.ReadLines(Path.Combine(Docker, "Dockerfile"))
            .Where(l => l.StartsWith("COPY ", StringComparison.Ordinal) && !l.Contains("--from", StringComparison.Ordinal))
            .SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..^1]).ToList();
        var opened = File.ReadLines(Path.Combine(Docker, "Dockerfile.dockerignore"))
            .Where(l => l.StartsWith('!')).Select(l => l[1..]).ToList();
        var taken = Taken().ToList();
        Assert.Contains("cards/*.json", taken);
        Assert.All(taken, t => Assert.True(Holds(copied, t) && Holds(opened, t), t));

        static bool Holds(IEnumerable<string> folders, string path) =>
            folders.Any(f => path == f || path.StartsWith(f.TrimEnd('/') + "/", StringComparison.Ordinal));
    }

    // Of everything in src that the build reads; what is given as an Exclude is not needed.
    private static IEnumerable<string> Taken() =>
        new[] { "*.csproj", "*.targets", "*.props" }
            .SelectMany(kind => Directory.EnumerateFiles(Path.Combine(SharedData.Root, "src"), kind, SearchOption.AllDirectories))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => Include().Matches(File.ReadAllText(f)))
            .SelectMany(m => m.Groups["paths"].Value.Split(';'))
            .Where(p => p.StartsWith("../../", StringComparison.Ordinal))
            .Select(p => p["../../".Length..]);

    [GeneratedRegex("(?:Include|Project)=\"(?<paths>[^\"]+)\"")]
    private static partial Regex Include();
}
