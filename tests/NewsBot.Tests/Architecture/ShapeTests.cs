using System.Reflection;
using System.Runtime.CompilerServices;
using NewsBot.Storage;
using NewsBot.TestSupport;
using NewsBot.Text;
using Xunit;

namespace NewsBot.Tests.Architecture;

public sealed class ShapeTests
{
    /// <summary>Every interface of the solution, with its two implementations or the boundary it stands at.</summary>
    private static readonly string[] NamedInterfaces = [];

    /// <summary>Classes left open, with the reason.</summary>
    private static readonly string[] Open =
    [
        "AdaptiveCards.AdaptiveCard", // The official type is not sealed, and Microsoft.Bot.Schema refers to it.
    ];

    private static readonly Assembly[] Worlds = [typeof(NewsDb).Assembly, typeof(ArticleReader).Assembly, typeof(AdaptiveCards.AdaptiveCard).Assembly, typeof(NewsBot.Slack.SlackAdapter).Assembly];

    [Fact]
    public void Every_interface_is_named() => Assert.Equal(NamedInterfaces.Order(), OwnTypes().Where(t => t.IsInterface).Select(t => t.FullName!).Order());

    [Fact]
    public void A_class_is_sealed_or_abstract_or_static() =>
        Assert.Empty(OwnTypes().Where(t => t.IsClass && !t.IsSealed && !t.IsAbstract && !IsDerivedFrom(t)).Select(t => t.FullName).Except(Open));

    [Fact]
    public void No_method_has_more_than_six_parameters_besides_its_cancellation_token()
    {
        const BindingFlags own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var crowded = OwnTypes()
            .SelectMany(t => t.GetMethods(own))
            .Where(m => !m.IsDefined(typeof(CompilerGeneratedAttribute)) && !m.Name.Contains('<') && m.Name != "Deconstruct")
            .Where(m => m.GetBaseDefinition() == m && m.GetParameters().Count(p => p.ParameterType != typeof(CancellationToken)) > 6)
            .Select(m => $"{m.DeclaringType!.FullName}.{m.Name}");
        Assert.Empty(crowded);
    }

    [Fact]
    public void No_source_file_is_longer_than_four_hundred_lines() =>
        Assert.Empty(SourceFiles().Where(f => File.ReadLines(f).Count() > 400).Select(f => Path.GetRelativePath(SharedData.Root, f)));

    [Fact]
    public void No_folder_holds_more_than_sixteen_source_files() =>
        Assert.Empty(SourceFiles().GroupBy(f => Path.GetDirectoryName(f)!).Where(g => g.Count() > 16).Select(g => Path.GetRelativePath(SharedData.Root, g.Key)));

    [Fact]
    public void The_top_level_holds_what_it_should_and_nothing_else()
    {
        string[] expected = ["NewsBot.sln", "README.md", "cards", "deploymentTemplates", "src", "tests"];
        var found = Directory.EnumerateFileSystemEntries(SharedData.Root).Select(f => Path.GetFileName(f)!).Where(n => !n.StartsWith('.'));
        Assert.Equal(expected, found.Order(StringComparer.Ordinal));
    }

    private static bool IsDerivedFrom(Type type) => Worlds.SelectMany(w => w.GetTypes()).Any(t => t.BaseType == type || (t.BaseType is { IsGenericType: true } b && b.GetGenericTypeDefinition() == type));

    private static IEnumerable<Type> OwnTypes() => Worlds
        .SelectMany(w => w.GetTypes())
        .Where(t => !t.IsDefined(typeof(CompilerGeneratedAttribute)) && !t.FullName!.Contains('<') && (t.Namespace?.StartsWith("System", StringComparison.Ordinal) != true));

    private static IEnumerable<string> SourceFiles() => new[] { "src", "tests" }
        .SelectMany(top => Directory.EnumerateFiles(Path.Combine(SharedData.Root, top), "*.cs", SearchOption.AllDirectories))
        .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules"));
}
