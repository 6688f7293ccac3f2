using Microsoft.Extensions.Configuration;
using NewsBot.Channels.Slack;
using NewsBot.Operations;
using NewsBot.Settings;
using NewsBot.Web;
using Xunit;

namespace NewsBot.Tests.Settings;

public sealed class SettingTests
{
    private static IConfigurationRoot Given(string key, string? value) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [key] = value }).Build();

    [Theory]
    [InlineData("4")]
    [InlineData("301")]
    [InlineData("thirty")]
    [InlineData("1e1")]
    public void A_number_out_of_its_range_stops_the_start_with_its_key_and_range(string value)
    {
        var error = Assert.Throws<FormatException>(() => WebOptions.From(Given("Web:TimeLimitSeconds", value)));
        Assert.Contains("Web:TimeLimitSeconds", error.Message, StringComparison.Ordinal);
        Assert.Contains("from 5 to 300", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_set_is_taken_and_what_is_not_has_its_default()
    {
        var options = WebOptions.From(Given("Web:TimeLimitSeconds", " 12 "));
        Assert.Equal((TimeSpan.FromSeconds(12), 10 * 1024 * 1024), (options.TimeLimit, options.FeedBytes));
    }

    [Theory]
    [InlineData("http://news.example")]
    [InlineData("news.example")]
    [InlineData("ftp://news.example")]
    public void An_address_needs_https(string value) =>
        Assert.Contains("PublicAddress", Assert.Throws<FormatException>(() => Setting.Address(Given("PublicAddress", value), "PublicAddress")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://news.example/bot")]
    [InlineData("https://news.example/bot/")]
    [InlineData("https://news.example/?desk=1")]
    [InlineData("https://news.example/#top")]
    [InlineData("https://me:swordfish@news.example")]
    public void An_address_with_more_than_a_name_is_refused_as_everything_below_it_would_lead_elsewhere(string value)
    {
        var settings = Given("PublicAddress", value);
        var slack = new ConfigurationBuilder().AddConfiguration(settings).AddInMemoryCollection(
            [new("Slack:ClientId", "1"), new("Slack:ClientSecret", "2"), new("Slack:SigningSecret", "s")]).Build();
        foreach (var read in new Func<object>[] { () => OperationsOptions.From(settings), () => WebOptions.From(settings), () => SlackOptions.From(slack) })
        {
            var error = Assert.Throws<FormatException>(read);
            Assert.Contains("PublicAddress has a path, a query or a user in it; set it to a name alone, such as https://news.example,", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("swordfish", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("https://news.example")]
    [InlineData("https://news.example/")]
    [InlineData("https://news.example:8443")]
    [InlineData("http://localhost:3978")]
    public void An_address_of_a_name_alone_is_taken(string value) =>
        Assert.Equal(new Uri(value), OperationsOptions.From(Given("PublicAddress", value)).PublicAddress);

    [Fact]
    public void A_short_secret_is_refused_without_being_repeated()
    {
        var error = Assert.Throws<FormatException>(() => Setting.Secret(Given("Operate:Token", "swordfish"), "Operate:Token"));
        Assert.Contains("Operate:Token", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_data_folder_s_file_is_weaker_than_the_environment_and_stronger_than_the_program_s()
    {
        using var folder = new TempFolder();
        folder.Write("appsettings.Production.json", """{ "Web": { "Contact": "from-file", "TimeLimitSeconds": 40 }, "sources": "from-file.json" }""");
        Environment.SetEnvironmentVariable("Web__PageMegabytes", "7");
        try
        {
            var (builder, data) = Program.Configure(["--data", folder.Path, "--sources", "from-line.json", "--environment", "Production"]);
            Assert.Equal(folder.Path, data);
            Assert.Equal(("from-file", "40", "7", "from-line.json"), (
                builder.Configuration["Web:Contact"], builder.Configuration["Web:TimeLimitSeconds"], builder.Configuration["Web:PageMegabytes"], builder.Configuration["sources"]));
        }
        finally
        {
            Environment.SetEnvironmentVariable("Web__PageMegabytes", null);
        }
    }
}
