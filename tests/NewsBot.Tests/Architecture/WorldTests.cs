using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using NewsBot.Storage;
using NewsBot.Text;
using Xunit;

namespace NewsBot.Tests.Architecture;

public sealed class WorldTests
{
    private static readonly IReadOnlySet<Reference> Newsroom = CompiledReferences.Of(typeof(NewsDb).Assembly.Location);

    [Fact]
    public void The_cards_world_refers_to_the_base_library_only() => Assert.Empty(Foreign(typeof(AdaptiveCards.AdaptiveCard).Assembly.Location));

    [Fact]
    public void The_text_world_refers_to_the_base_library_an_HTML_parser_and_the_inference_runtime_only() =>
        Assert.Empty(Foreign(typeof(ArticleReader).Assembly.Location, "AngleSharp", "SmartReader", "Microsoft.ML.OnnxRuntime"));

    [Fact]
    public void The_Slack_world_refers_to_the_Bot_Builder_only() => Assert.Empty(Foreign(
        typeof(NewsBot.Slack.SlackAdapter).Assembly.Location, "Microsoft.Bot.Builder", "Microsoft.Bot.Connector", "Microsoft.Bot.Schema", "Microsoft.Rest.ClientRuntime", "Newtonsoft.Json"));

    [Theory]
    [InlineData("NewsBot.Slack", "Cards", "Channels")]
    [InlineData("NewsBot.Text", "Feeds", "Articles", "Statements", "Topics", "Stories", "Subscriptions", "Cards", "Digests", "Commands", "Deliveries")]
    [InlineData("Microsoft.Bot.", "Conversations", "Cards", "Deliveries", "Commands", "Channels", "Operations")]
    [InlineData("System.Net.Http.HttpClient.", "Web", "Channels", "Operations")]
    [InlineData("System.Net.Http.HttpMessageHandler.", "Web", "Channels", "Operations")]
    [InlineData("Dapper.", "Storage", "Feeds", "Articles", "Statements", "Topics", "Stories", "Conversations", "Subscriptions", "Digests", "Deliveries", "Commands", "Channels", "Operations")]
    public void A_vocabulary_is_spoken_only_where_it_belongs(string vocabulary, params string[] folders)
    {
        var strangers = Newsroom
            .Where(r => (r.To + ".").StartsWith(vocabulary, StringComparison.Ordinal) || r.ToNamespace.StartsWith(vocabulary, StringComparison.Ordinal))
            .Where(r => FolderOrder.FolderOf(r.FromNamespace) is { } folder && !folders.Contains(folder))
            .Select(r => $"{r.From} -> {r.To}")
            .Distinct();
        Assert.Empty(strangers);
        Assert.Contains(Newsroom, r => r.To.StartsWith(vocabulary.TrimEnd('.'), StringComparison.Ordinal));
    }

    [Fact]
    public void Only_jobs_and_the_schedule_know_the_scheduler()
    {
        var strangers = Newsroom
            .Where(r => r.ToNamespace.StartsWith("Quartz", StringComparison.Ordinal) && FolderOrder.FolderOf(r.FromNamespace) is not null)
            .Select(r => r.From)
            .Distinct()
            .Where(from => !from.EndsWith("Job", StringComparison.Ordinal));
        Assert.Empty(strangers);
    }

    [Theory]
    [InlineData("System.DateTime", "get_Now")]
    [InlineData("System.DateTime", "get_UtcNow")]
    [InlineData("System.DateTimeOffset", "get_Now")]
    [InlineData("System.DateTimeOffset", "get_UtcNow")]
    [InlineData("System.Threading.Thread", "Sleep")]
    [InlineData("System.GC", "Collect")]
    public void A_banned_call_is_made_nowhere(string type, string member)
    {
        string[] worlds = [typeof(NewsDb).Assembly.Location, typeof(ArticleReader).Assembly.Location, typeof(AdaptiveCards.AdaptiveCard).Assembly.Location, typeof(NewsBot.Slack.SlackAdapter).Assembly.Location];
        Assert.Empty(worlds.SelectMany(CompiledReferences.Of).Where(r => r.To == type && r.Member == member).Select(r => r.From));
    }

    [Fact]
    public void A_planted_banned_call_is_found() =>
        Assert.Contains(
            CompiledReferences.Of(typeof(WorldTests).Assembly.Location),
            r => r is { From: "NewsBot.Storage.PlantedOffence", To: "System.DateTime", Member: "get_Now" });

    private static IEnumerable<string> Foreign(string assemblyPath, params string[] allowed)
    {
        using var file = new PEReader(File.OpenRead(assemblyPath));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences
            .Select(a => metadata.GetString(metadata.GetAssemblyReference(a).Name))
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && !allowed.Contains(name))];
    }
}
