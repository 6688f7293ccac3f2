using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using NewsBot.Operations.Setup;
using NewsBot.Tests.Settings;
using Xunit;

namespace NewsBot.Tests.Operations;

public sealed class SetupTests : IDisposable
{
    private const string AppId = "11111111-2222-3333-4444-555555555555";
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Answers_become_settings_and_secrets_a_file_of_their_own_that_only_its_owner_reads()
    {
        var env = Path.Combine(folder.Path, "secrets", "newsbot.env");
        var (status, said) = await AskAsync("", "https://news.example/bot", "", "news.example", "https://news.example/bot", "https://bot.news.example", "", AppId, "SingleTenant", AppId, "hunter2-hunter2", "", "", "", "", "127.0.0.1", env);
        Assert.Equal(0, status);
        var settings = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "data", "appsettings.Production.json")))!;
        Assert.Equal("https://news.example/bot", (string?)settings["Web"]!["Contact"]);
        Assert.Equal("https://bot.news.example", (string?)settings["PublicAddress"]);
        Assert.Equal("127.0.0.1", (string?)settings["Proxies"]);
        Assert.Null(settings["MicrosoftAppPassword"]);
        Assert.Equal("MicrosoftAppPassword=hunter2-hunter2\n", File.ReadAllText(env));
        Assert.DoesNotContain("hunter2", said, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(env));

        // The wrong answers were asked for again.
        Assert.Equal(3, said.Split("begins with https://, without a path").Length);
    }

    [Theory]
    [InlineData("http://localhost:70000", "a port from 0 to 65535")]
    [InlineData("localhost:3978", "a port from 0 to 65535")]
    [InlineData("http://0.0.0.0:80;https://+:443", null)]
    public void An_address_to_answer_at_is_what_the_program_takes(string answer, string? problem)
    {
        var said = SetupQuestion.All.Single(q => q.Key == "urls").Problem(answer);
        if (problem is null)
            Assert.Null(said);
        else
            Assert.Contains(problem, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_keeps_what_is_not_answered()
    {
        await AskAsync("", "https://news.example/bot", "", "", "off");
        await AskAsync("", "", "", "https://bot.news.example", "");
        var (builder, _) = Program.Configure(["--data", Path.Combine(folder.Path, "data"), "--environment", "Production"]);
        Assert.Equal(
            ("https://news.example/bot", "https://bot.news.example", "off"),
            (builder.Configuration["Web:Contact"], builder.Configuration["PublicAddress"], builder.Configuration["WebChat"]));
    }

    [Fact]
    public async Task Secrets_are_not_written_into_a_repository()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "checkout", ".git"));
        var env = Path.Combine(folder.Path, "checkout", "deploy", "newsbot.env");
        var (status, said) = await AskAsync("", "", "", "", "", AppId, "MultiTenant", "", "hunter2-hunter2", "", "", "", "", env);
        Assert.Equal(1, status);
        Assert.Contains("lies in the repository", said, StringComparison.Ordinal);
        Assert.False(File.Exists(env));
    }

    [Fact]
    public async Task Secrets_are_not_written_into_a_repository_that_a_link_leads_into_either()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "checkout", ".git"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "checkout", "deploy"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "etc"), Path.Combine("checkout", "deploy"));
        var env = Path.Combine(folder.Path, "etc", "newsbot.env");
        var refusal = await Assert.ThrowsAsync<IOException>(() => SecretStore.ToFileAsync(env, new Dictionary<string, string> { ["Slack:BotToken"] = "xoxb-1" }, default));
        Assert.Contains("lies in the repository", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(env));
    }

    [Fact]
    public async Task Slack_a_server_and_the_operators_password_are_asked_for_and_kept_as_secrets()
    {
        var env = Path.Combine(folder.Path, "newsbot.env");
        var (status, said) = await AskAsync(
            "", "", "", "", "", "", "xapp-wrong", "xoxb-1-2", "", "s1gn1ng", "nonsense", "Host=db;Database=newsbot", "short", "long-enough-for-operators", "29:1aBc", env);
        Assert.Equal(0, status);
        Assert.Equal(
            "Slack__BotToken=xoxb-1-2\nSlack__SigningSecret=s1gn1ng\nConnectionStrings__NewsBot=Host=db;Database=newsbot\nOperate__Token=long-enough-for-operators\n",
            File.ReadAllText(env));
        Assert.Contains("It begins with xoxb-.", said, StringComparison.Ordinal);
        Assert.Contains("is not a PostgreSQL connection string", said, StringComparison.Ordinal);
        Assert.Contains("Write 16 characters or more.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_changes_one_secret_of_Slack_and_keeps_the_others()
    {
        var env = Path.Combine(folder.Path, "newsbot.env");
        await AskAsync("", "", "", "", "", "", "xoxb-1-2", "", "s1gn1ng", "", "", "", env);
        var (status, said) = await AskAsync("", "", "", "", "", "", "", "", "an0ther", "", "", "", env);
        Assert.Equal(0, status);
        Assert.Equal("Slack__BotToken=xoxb-1-2\nSlack__SigningSecret=an0ther\n", File.ReadAllText(env));
        Assert.Contains("signing secret", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Slack:BotToken=xoxb-1-2", true)]
    [InlineData("Slack:BotToken=", false)]
    [InlineData("MicrosoftAppId=11111111-2222-3333-4444-555555555555", false)]
    public async Task What_is_set_elsewhere_is_asked_about_further(string setting, bool asked)
    {
        var output = new StringWriter();
        var known = new ConfigurationBuilder().AddCommandLine(["--" + setting]).Build();
        var setup = new SetupCommandLine(new StringReader(""), output, Path.Combine(folder.Path, "data")) { Known = known };
        Assert.Equal(0, await setup.RunAsync(default));
        Assert.Equal(asked, output.ToString().Contains("signing secret", StringComparison.Ordinal));
        Assert.Equal(setting.StartsWith("MicrosoftAppId", StringComparison.Ordinal), output.ToString().Contains("tenant id", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("plain;text=with $ and # and spaces", "plain;text=with $ and # and spaces", false)]
    [InlineData("back\\slash", "\"back\\\\slash\"", true)]
    [InlineData("quo\"te", "\"quo\\\"te\"", true)]
    [InlineData("apo'strophe", "\"apo'strophe\"", true)]
    public async Task A_secret_is_written_as_systemd_reads_it_and_where_docker_does_not_that_is_told(string secret, string written, bool told)
    {
        var env = Path.Combine(folder.Path, "newsbot.env");
        var (status, said) = await AskAsync("", "", "", "", "", AppId, "MultiTenant", "", secret, "", "", "", "", env);
        Assert.Equal(0, status);
        Assert.Equal($"MicrosoftAppPassword={written}\n", File.ReadAllText(env));
        Assert.Equal(told, said.Contains("docker takes the quotes for a part of MicrosoftAppPassword", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_secret_is_not_read_where_it_would_be_shown()
    {
        var answers = new StringReader(string.Join('\n', "", "", "", "", "", AppId, "MultiTenant", "", "", Path.Combine(folder.Path, "newsbot.env")));
        var hidden = new Queue<string>(["hunter2-hunter2", "", "", ""]);
        var setup = new SetupCommandLine(answers, new StringWriter(), Path.Combine(folder.Path, "data")) { Hidden = () => hidden.TryDequeue(out var line) ? line : "" };
        Assert.Equal(0, await setup.RunAsync(default));
        Assert.Empty(hidden);
        Assert.Contains("MicrosoftAppPassword=hunter2-hunter2", File.ReadAllText(Path.Combine(folder.Path, "newsbot.env")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_settings_file_that_is_none_is_told_of_and_stays()
    {
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "appsettings.Production.json"), "[ 1 ]");
        var refusal = await Assert.ThrowsAsync<FormatException>(() => AskAsync("", "https://news.example/bot"));
        Assert.Contains("Correct it, or move it away", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("[ 1 ]", await File.ReadAllTextAsync(Path.Combine(data, "appsettings.Production.json")));
    }

    private async Task<(int Status, string Said)> AskAsync(params string[] answers)
    {
        var output = new StringWriter();
        var setup = new SetupCommandLine(new StringReader(string.Join('\n', answers)), output, Path.Combine(folder.Path, "data"));
        return (await setup.RunAsync(default), output.ToString());
    }
}
