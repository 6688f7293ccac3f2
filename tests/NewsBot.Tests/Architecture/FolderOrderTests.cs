using NewsBot.Storage;
using NewsBot.TestSupport;
using Xunit;

namespace NewsBot.Tests.Architecture;

public sealed class FolderOrderTests
{
    private static readonly string Newsroom = typeof(NewsDb).Assembly.Location;

    [Fact]
    public void A_folder_imports_only_folders_above_it() => Assert.Empty(FolderOrder.Offences(CompiledReferences.Of(Newsroom)));

    [Fact]
    public void A_planted_offence_is_found_in_a_lambda_and_in_an_async_method()
    {
        var offences = FolderOrder.Offences(CompiledReferences.Of(typeof(FolderOrderTests).Assembly.Location));
        Assert.Contains("NewsBot.Storage.PlantedOffence -> NewsBot.Commands.FrontDesk", offences);
        Assert.Contains("NewsBot.Storage.PlantedOffence -> NewsBot.Channels.PlantedTarget", offences);
    }

    [Fact]
    public void Every_folder_of_the_list_has_types_and_every_namespace_is_in_the_list()
    {
        var folders = typeof(NewsDb).Assembly.GetTypes()
            .Select(t => t.Namespace is { } space ? FolderOrder.FolderOf(space) : null)
            .OfType<string>()
            .Distinct()
            .Order();
        Assert.Equal(FolderOrder.Folders.Order(), folders);
    }

    [Fact]
    public void No_using_directive_or_qualified_name_points_down_the_list()
    {
        var offences =
            from folder in FolderOrder.Folders
            from file in Directory.EnumerateFiles(Path.Combine(SharedData.Root, "src", "NewsBot", folder), "*.cs", SearchOption.AllDirectories)
            from to in FolderOrder.SourceOffences(folder, File.ReadAllText(file))
            select $"{Path.GetFileName(file)}: {folder} -> {to}";
        Assert.Empty(offences);
    }

    [Fact]
    public void The_source_scan_finds_a_constant_that_leaves_no_trace_in_the_assembly() =>
        Assert.Equal(["Commands"], FolderOrder.SourceOffences("Feeds", "int x = NewsBot.Commands.Limits.Page;"));
}
