using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using NewsBot.Settings;
using NewsBot.TestSupport;
using Xunit;

namespace NewsBot.Tests.Settings;

public sealed partial class KnownSettingsTests
{
    private static readonly KnownSettings Known = KnownSettings.Carried();

    [Fact]
    public void The_file_of_settings_names_exactly_what_the_program_reads()
    {
        var used = Directory.EnumerateFiles(Path.Combine(SharedData.Root, "src", "NewsBot"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => Use().Matches(File.ReadAllText(f)))
            .Select(m => m.Groups["key"].Value)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.Contains("Web:Contact", used);
        Assert.Empty(used.Except(Known.Keys, StringComparer.OrdinalIgnoreCase));

        // What the host and the SDK read by themselves.
        string[] others =
        [
            "ConnectionStrings:NewsBot", "urls", "ToChannelFromBotLoginUrl", "ToChannelFromBotOAuthScope", "OAuthUrl", "Logging:LogLevel:Default", "Logging:LogLevel:NewsBot",
        ];
        Assert.Empty(Known.Keys.Except(used, StringComparer.OrdinalIgnoreCase).Except(others));
    }

    [Fact]
    public void No_secret_has_a_value_in_the_file()
    {
        var file = new ConfigurationBuilder().AddJsonFile(Path.Combine(SharedData.Root, "src", "NewsBot", "appsettings.json")).Build();
        Assert.All(Known.Keys.Where(KnownSettings.IsSecret), key => Assert.True(string.IsNullOrEmpty(file[key]), key));
        Assert.Contains("MicrosoftAppPassword", Known.Keys.Where(KnownSettings.IsSecret));
    }

    [Theory]
    [InlineData("Web:Contcat", "Web:Contact")]
    [InlineData("MicrosoftAppPasword", "MicrosoftAppPassword")]
    [InlineData("nonsense", null)]
    public void An_unknown_key_is_named_with_the_one_that_is_meant(string key, string? meant)
    {
        var complaint = Assert.Single(Known.Complaints(new ConfigurationBuilder().AddCommandLine([$"--{key}=x"]).Build()));
        Assert.Contains(key, complaint, StringComparison.Ordinal);
        Assert.Equal(meant is not null, complaint.Contains("perhaps", StringComparison.Ordinal));
        if (meant is not null)
            Assert.Contains(meant, complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*", 0)]
    [InlineData("29:1aBc, U024BE7LH, slack:U024BE7LH, msteams:29:1aBc, webchat:person-0f", 0)]
    [InlineData("29:1aBc, person-0f", 1)]
    [InlineData("29:1aBc,Ayesha", 1)]
    [InlineData("Agent 007", 1)]
    public void An_editor_s_name_in_place_of_an_id_is_told_of(string editors, int complaints) =>
        Assert.Equal(complaints, Known.Complaints(new ConfigurationBuilder().AddCommandLine(["--Editors=" + editors]).Build()).Count);

    [Fact]
    public void The_environment_of_other_programs_is_no_slip()
    {
        Environment.SetEnvironmentVariable("NEWSBOT_TEST_Web__Contat", "x");
        Environment.SetEnvironmentVariable("NEWSBOT_TEST_EDITOR_OF_MINE", "x");
        Environment.SetEnvironmentVariable("NEWSBOT_TEST_EDITOR", "vi");
        Environment.SetEnvironmentVariable("NEWSBOT_TEST_Serilog__MinimumLevel", "Debug");
        var complaint = Assert.Single(Known.Complaints(new ConfigurationBuilder().AddEnvironmentVariables("NEWSBOT_TEST_").Build()));
        Assert.Contains("Web:Contact", complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Keep__Days")]
    [InlineData("Operate__Password")]
    [InlineData("slack__token")]
    public void A_key_that_a_section_of_ours_does_not_have_is_told_of_in_the_environment_too(string name)
    {
        var prefix = $"NEWSBOT_SECTION_{name}_";
        Environment.SetEnvironmentVariable(prefix + name, "x");
        var complaint = Assert.Single(Known.Complaints(new ConfigurationBuilder().AddEnvironmentVariables(prefix).Build()));
        Assert.Contains(name.Replace("__", ":", StringComparison.Ordinal), complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MicrosoftAppPassword", true)]
    [InlineData("Slack:SigningSecret", true)]
    [InlineData("ConnectionStrings:NewsBot", true)]
    [InlineData("MicrosoftAppId", false)]
    public void A_secret_on_the_command_line_is_told_of_without_its_value(string key, bool told)
    {
        var complaints = Known.Complaints(new ConfigurationBuilder().AddCommandLine([$"--{key}=hunter2-hunter2"]).Build());
        Assert.Equal(told ? [$"The secret {key} stands on the command line, where every user of the machine reads it; move it to the environment, to /run/secrets or to the user's secrets."] : [], complaints);
    }

    [Fact]
    public void A_secret_in_a_settings_file_is_told_of_without_its_value()
    {
        using var folder = new TempFolder();
        File.WriteAllText(Path.Combine(folder.Path, "appsettings.Production.json"), """{ "MicrosoftAppPassword": "hunter2-hunter2" }""");
        var settings = new ConfigurationBuilder().SetBasePath(folder.Path).AddJsonFile("appsettings.Production.json").Build();
        var complaint = Assert.Single(Known.Complaints(settings));
        Assert.Contains("MicrosoftAppPassword", complaint, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", complaint, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?:(?:settings|configuration|Configuration|IConfiguration>\(\))\[|\b\w+\((?:settings|configuration|builder\.Configuration), )""(?<key>[\w:-]+)""")]
    private static partial Regex Use();
}
