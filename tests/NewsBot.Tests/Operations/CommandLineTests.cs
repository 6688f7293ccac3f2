using System.Text.Json.Nodes;
using Xunit;

namespace NewsBot.Tests.Operations;

/// <summary>The lines of the README, as a new user types them.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly ProgramRun run = new();

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData("Development")] // what the launch profile of dotnet run says
    [InlineData(null)] // the published program
    public async Task What_setup_was_told_is_what_doctor_and_the_newsroom_go_by(string? environment)
    {
        run.Environment["DOTNET_ENVIRONMENT"] = environment;
        var sources = Path.Combine(run.Folder, "desk.json");
        await File.WriteAllTextAsync(sources, """[{ "key": "herald", "name": "Herald", "class": "press", "feeds": ["https://herald.example/feed"] }]""");
        var (asked, said, _) = await run.RunAsync([sources, "https://news.example/bot", "http://127.0.0.1:0", "", "off"], "setup");
        Assert.Equal((0, true), (asked, said.Contains(Path.Combine(".newsbot", "appsettings.Production.json"), StringComparison.Ordinal)));

        var (looked, found, _) = await run.RunAsync([], "doctor", "--offline");
        Assert.Equal(0, looked);
        Assert.Contains("all are known and in their ranges (environment Production)", found, StringComparison.Ordinal);
        Assert.Contains("desk: 1 sources", found, StringComparison.Ordinal);
        Assert.DoesNotContain("Web:Contact is not set", found, StringComparison.Ordinal);

        var announced = await run.AnnouncedAsync();
        Assert.Contains("NewsBot answers at http://127.0.0.1:", announced, StringComparison.Ordinal);
        Assert.DoesNotContain("invented", announced, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_setting_can_stand_on_the_command_line()
    {
        var (status, found, _) = await run.RunAsync(
            [], "doctor", "--offline", "--environment", "Staging", "--Web:Contact=https://news.example/bot", "--Keep:LedgerDays", "off");
        Assert.Equal(0, status);
        Assert.Contains("(environment Staging)", found, StringComparison.Ordinal);
        Assert.DoesNotContain("Web:Contact is not set", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_in_the_files_of_a_supervisor_are_read()
    {
        var credentials = Directory.CreateDirectory(Path.Combine(run.Folder, "credentials")).FullName;
        await File.WriteAllTextAsync(Path.Combine(credentials, "Web__Contact"), "https://news.example/bot\n");
        await File.WriteAllTextAsync(Path.Combine(credentials, "Operate__Token"), "canary");
        run.Environment["CREDENTIALS_DIRECTORY"] = credentials;
        var (status, found, _) = await run.RunAsync([], "doctor", "--offline");
        Assert.Equal(1, status);
        Assert.Contains("Operate:Token is too short to be safe", found, StringComparison.Ordinal);
        Assert.DoesNotContain("Web:Contact is not set", found, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", found, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(credentials, "Operate__Token"), "a canary that is long enough\n");
        (status, found, _) = await run.RunAsync([], "doctor", "--offline");
        Assert.Equal(0, status);
        Assert.DoesNotContain("canary", found, StringComparison.Ordinal);
    }

    // Root may write everywhere but in /proc.
    [Theory]
    [InlineData("/proc/newsbot", "error    data folder: /proc cannot be written: ", "-> Give the folder to the user that runs the program, or set data.")]
    [InlineData("file", "is a file.", "-> Set data to a folder, or move the file away.")]
    public async Task A_data_folder_that_cannot_be_written_is_told_of(string data, string told, string remedy)
    {
        await File.WriteAllTextAsync(Path.Combine(run.Folder, "file"), "");
        var (status, found, _) = await run.RunAsync([], "doctor", "--offline", "--data", data);
        Assert.Equal(1, status);
        Assert.Contains(told, found, StringComparison.Ordinal);
        Assert.Contains(remedy, found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "error    time zones: The zone data of this machine is wrong.", "-> Bring the package tzdata up to date.")]
    [InlineData(false, "error    time zones: ", "-> Install the package tzdata.")]
    public async Task Zone_data_that_is_wrong_or_missing_is_told_of(bool wrong, string told, string remedy)
    {
        run.Environment["TZDIR"] = Directory.CreateDirectory(Path.Combine(run.Folder, "zones")).FullName;
        foreach (var zone in wrong ? ["Asia/Karachi", "America/New_York"] : Array.Empty<string>())
        {
            var file = Path.Combine(run.Folder, "zones", zone);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.Copy("/usr/share/zoneinfo/Etc/UTC", file);
        }

        var (status, found, _) = await run.RunAsync([], "doctor", "--offline");
        Assert.Equal(1, status);
        Assert.Contains(told, found, StringComparison.Ordinal);
        Assert.Contains(remedy, found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docter is no command; --help lists them.", "docter")]
    [InlineData("perhaps Web:Contact is meant", "--Web:Contcat=x")]
    [InlineData("perhaps Web:Contact is meant", "doctor", "--Web:Contcat", "x")]
    [InlineData("The setting Web:Contact has no value", "doctor", "--Web:Contact")]
    public async Task What_is_no_setting_is_told_and_nothing_is_started(string told, params string[] args)
    {
        var (status, said, complained) = await run.RunAsync([], args);
        Assert.Equal((1, ""), (status, said));
        Assert.Contains(told, complained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_told_of_by_the_commands_for_sources()
    {
        await File.WriteAllTextAsync(Path.Combine(run.Folder, "desk.json"), "[\n{");
        var (status, _, complained) = await run.RunAsync([], "source", "export", "--sources", "desk.json");
        Assert.Equal(1, status);
        Assert.Contains("desk.json, line 2", Assert.Single(complained.TrimEnd().Split('\n')), StringComparison.Ordinal);
        var (absent, _, missed) = await run.RunAsync([], "source", "export", "--sources", "nowhere.json");
        Assert.Equal(1, absent);
        Assert.Contains("nowhere.json", Assert.Single(missed.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"a\": ", 1)]
    [InlineData("{ // written by hand\n \"a\": \"b\", }", 0)]
    public async Task A_setup_keeps_the_secrets_that_are_there_or_writes_nothing(string secrets, int expected)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(run.Folder, ".microsoft", "usersecrets", "newsbot")).FullName, "secrets.json");
        await File.WriteAllTextAsync(file, secrets);
        var (status, _, complained) = await run.RunAsync(
            ["", "https://news.example/bot", "", "", "", "11111111-2222-3333-4444-555555555555", "MultiTenant", "", "hunter2-hunter2", "", "", "", "", ""], "setup");
        Assert.Equal(expected, status);
        Assert.Equal(expected == 0, File.Exists(Path.Combine(run.Folder, ".newsbot", "appsettings.Production.json")));
        var kept = await File.ReadAllTextAsync(file);
        if (expected == 0)
            Assert.Equal(("", "b", "hunter2-hunter2"), (complained, (string?)JsonNode.Parse(kept)!["a"], (string?)JsonNode.Parse(kept)!["MicrosoftAppPassword"]));
        else
            Assert.Equal(secrets, kept);
    }

    [Theory]
    [InlineData("at line 2, column 1", "--data", "broken")]
    [InlineData("at line 2, column 1", "setup", "--data", "broken")]
    [InlineData("wants a certificate", "--data", "data", "--urls", "https://127.0.0.1:0")]
    [InlineData("a port from 0 to 65535", "--data", "data", "--urls", "http://127.0.0.1:99999")]
    [InlineData("a port from 0 to 65535", "--data", "data", "--urls", "localhost")]
    [InlineData("another with --urls", "--data", "data", "--urls", "http://203.0.113.7:3978")]
    [InlineData("ConnectionStrings:NewsBot is not known here", "--data", "data", "--ConnectionStrings:NewsBot=Host=db.invalid;Database=newsbot;Username=newsbot")]
    public async Task What_keeps_it_from_starting_is_one_sentence(string told, params string[] args)
    {
        Directory.CreateDirectory(Path.Combine(run.Folder, "broken"));
        await File.WriteAllTextAsync(Path.Combine(run.Folder, "broken", "appsettings.Production.json"), "{ \"Web\": \n");
        var (status, said, complained) = await run.RunAsync([], args);
        Assert.Equal((1, ""), (status, said));
        Assert.Contains(told, Assert.Single(complained.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_tells_of_settings_that_cannot_be_read_as_of_everything_else()
    {
        Directory.CreateDirectory(Path.Combine(run.Folder, ".newsbot"));
        await File.WriteAllTextAsync(Path.Combine(run.Folder, ".newsbot", "appsettings.Production.json"), "[]");
        var (status, said, complained) = await run.RunAsync([], "doctor", "--json");
        Assert.Equal((1, ""), (status, complained));
        Assert.Contains("\"severity\": \"error\"", said, StringComparison.Ordinal);
        Assert.Contains("appsettings.Production.json", said, StringComparison.Ordinal);
    }
}
