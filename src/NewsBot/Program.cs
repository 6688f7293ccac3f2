using System.CommandLine;
using System.Globalization;
using NewsBot.Articles;
using NewsBot.Cards;
using NewsBot.Channels;
using NewsBot.Channels.Slack;
using NewsBot.Channels.Teams.Package;
using NewsBot.Commands;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Deliveries.Ledger;
using NewsBot.Desk;
using NewsBot.Digests;
using NewsBot.Feeds;
using NewsBot.Feeds.Hubs;
using NewsBot.Feeds.Listings;
using NewsBot.Operations;
using NewsBot.Operations.Doctor;
using NewsBot.Operations.Setup;
using NewsBot.Sample;
using NewsBot.Settings;
using NewsBot.Statements;
using NewsBot.Storage;
using NewsBot.Storage.Backups;
using NewsBot.Stories;
using NewsBot.Stories.Trials;
using NewsBot.Subscriptions;
using NewsBot.Text;
using NewsBot.Topics;
using NewsBot.Web;

namespace NewsBot;

/// <summary>The command line, and the host with one line for each folder.</summary>
internal static partial class Program
{
    public static Task<int> Main(string[] args)
    {
        var paths = new Argument<string[]>("path") { Description = "Files, folders or addresses.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "One JSON line for each input." };
        var date = new Option<DateOnly?>("--date")
        {
            Description = "The day of the article (yyyy-MM-dd), if the file does not give it.",
            CustomParser = Day,
        };

        var explain = new Option<bool>("--explain") { Description = "Tells of each report how it was read: spans, speaker, topics, what dropped it." };
        var html = new Option<string?>("--html") { Description = "Writes a page with the spans coloured into this file." };

        var data = new Option<string>("--data") { Description = "Folder of the newsroom whose contact site owners are told (default: .newsbot)." };

        var read = new System.CommandLine.Command("read", "Shows what the bot understands of articles: who said what, on which topic, and what it leaves out.") { paths, json, date, explain, html, data };
        read.SetAction((parsed, stop) => GuardedAsync(() => ReadCommandLine.RunAsync(
            parsed.GetRequiredValue(paths),
            new ReadOptions { Json = parsed.GetValue(json), Date = parsed.GetValue(date), Explain = parsed.GetValue(explain), Html = parsed.GetValue(html), Web = () => Web(parsed, data) },
            Console.Out,
            Console.Error,
            stop)));
        var feed = new System.CommandLine.Command("feed", "Shows what the bot understands of feeds.") { paths, json, data };
        feed.SetAction((parsed, stop) => GuardedAsync(() => FeedCommandLine.RunAsync(
            parsed.GetRequiredValue(paths), parsed.GetValue(json), Console.Out, Console.Error, () => Web(parsed, data), stop)));

        Option<string>[] places =
        [
            new("--data") { Description = "Folder of the database (default: .newsbot)." },
            new("--urls") { Description = "Where the program answers (default: http://localhost:3978)." },
            new("--sources") { Description = "A file of real sources, in place of the sample newsroom." },
            new("--topics") { Description = "A file of topics, in place of those that the program carries." },
            new("--people") { Description = "A file of speakers, in place of those that the program carries." },
            new("--style") { Description = "A file of what outlets write each in their own way, in place of the one that the program carries." },
            new("--environment") { Description = "Production, or Development for a developer's machine." },
        ];

        var root = new RootCommand("NewsBot follows what officials say, for newsroom channels. Without a command it starts the newsroom.")
        {
            read,
            feed,
            TeamsCommandLine.Make(),
            SourceCommands(),
            TopicCommands(places, json),
            SlackCommandLine.Make(),
            DoctorCommand(places, json),
            SetupCommand(places),
            DatabaseCommand(),
            new Option<string>("--sample-speed") { Description = "How fast the sample newsroom publishes (default: 1)." },
        };
        TakesSettings(root, places, (_, stop) => RunNewsroomAsync(args, stop));
        // A little longer than the host allows its services to end; the default of two seconds would cut a poll off in the middle.
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(35) });
    }

    // Read in one form alone: what is January in one country is May in another, and offices change.
    private static DateOnly? Day(System.CommandLine.Parsing.ArgumentResult result)
    {
        var written = result.Tokens[0].Value;
        if (DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        result.AddError($"--date takes a day as yyyy-MM-dd, such as 2021-01-05, and not \"{written}\".");
        return null;
    }

    private static System.CommandLine.Command DoctorCommand(Option<string>[] places, Option<bool> json)
    {
        var offline = new Option<bool>("--offline") { Description = "Ask nothing of the network." };
        var doctor = new System.CommandLine.Command("doctor", "Looks at everything that the newsroom needs, and says what is wrong and what to do.") { json, offline };
        TakesSettings(doctor, places, (parsed, stop) =>
            LookAsync(Given(parsed, places), parsed.GetValue(json), online: !parsed.GetValue(offline), stop));
        return doctor;
    }

    private static System.CommandLine.Command SetupCommand(Option<string>[] places)
    {
        var setup = new System.CommandLine.Command("setup", "Asks a few questions and writes the settings, and the secrets apart from them.");
        TakesSettings(setup, places, (parsed, stop) =>
        {
            var (builder, data) = Configure(Given(parsed, places));
            return new SetupCommandLine(Console.In, Console.Out, data) { Known = builder.Configuration, Hidden = HiddenLine.OfKeyboard }.RunAsync(stop);
        });
        return setup;
    }

    // Every setting can be given as --Name=value; those that people need most are options of their own, which --help lists.
    private static void TakesSettings(
        System.CommandLine.Command command, Option<string>[] places, Func<ParseResult, CancellationToken, Task<int>> work)
    {
        foreach (var place in places)
            command.Add(place);
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, stop) => GuardedAsync(() =>
            parsed.UnmatchedTokens.Count > 0 && KnownSettings.Carried().Refusal(parsed.UnmatchedTokens) is { } refusal
                ? throw new FormatException(refusal)
                : work(parsed, stop)));
    }

    private static System.CommandLine.Command SourceCommands()
    {
        var data = new Option<string>("--data") { Description = "Folder of the newsroom, for its settings and what was added in chat (default: .newsbot)." };
        var address = new Argument<string>("url") { Description = "The feed or page of an outlet or office." };
        var attempt = new System.CommandLine.Command("try", "Looks for a feed or a list of articles at an address, and prints the row for sources.json.") { address, data };
        attempt.SetAction((parsed, stop) => GuardedAsync(async () =>
        {
            using var fetcher = new WebFetcher(Web(parsed, data), new AllowedLoopback(), TimeProvider.System);
            return await SourceCommandLine.TryAsync(parsed.GetRequiredValue(address), fetcher, Console.Out, Console.Error, stop);
        }));
        var file = new Option<string>("--sources") { Description = "A file of sources; those of the settings, or that the program carries, when there is none." };
        var export = new System.CommandLine.Command("export", "Prints the feeds as OPML, those that were added in chat with them.") { file, data };
        export.SetAction((parsed, stop) => GuardedAsync(() =>
        {
            var (builder, folder) = Configure(Given(parsed, [file, data]));
            var stored = StorageServices.FindStorage(folder, builder.Configuration.GetConnectionString("NewsBot"));
            return SourceCommandLine.ExportAsync(Newsdesk.Load(DeskFiles.From(builder.Configuration)).Sources, stored, Console.Out, stop);
        }));
        var opml = new Argument<string>("file") { Description = "An OPML file." };
        var import = new System.CommandLine.Command("import", "Prints the rows for sources.json that an OPML file asks for.") { opml };
        import.SetAction((parsed, _) => GuardedAsync(() => SourceCommandLine.ImportAsync(parsed.GetRequiredValue(opml), Console.Out, Console.Error)));
        return new System.CommandLine.Command("source", "Helps to add sources.") { attempt, export, import };
    }

    private static System.CommandLine.Command TopicCommands(Option<string>[] places, Option<bool> json)
    {
        var topic = new Argument<string>("file|key") { Description = "A topic of the desk, or a file with one topic or a list of them." };
        var days = new Option<int>("--days") { Description = "How many days back (default: 30).", DefaultValueFactory = _ => 30 };
        var attempt = new System.CommandLine.Command(
            "try",
            "Shows which stored articles and statements a topic would have matched, the near misses, and how many alerts a day.")
        {
            topic, days, json,
        };
        var asked = places.Where(p => p.Name != "--urls").ToList();
        asked.ForEach(attempt.Add);
        attempt.SetAction((parsed, stop) => GuardedAsync(() =>
        {
            var (builder, data) = Configure(Given(parsed, asked));
            var request = new TopicTry
            {
                Topic = parsed.GetRequiredValue(topic),
                Days = parsed.GetValue(days),
                Json = parsed.GetValue(json),
                Data = data,
                Server = builder.Configuration.GetConnectionString("NewsBot"),
                Files = DeskFiles.From(builder.Configuration),
                Clock = TimeProvider.System,
            };
            return TopicCommandLine.TryAsync(request, Console.Out, Console.Error, stop);
        }));
        return new System.CommandLine.Command("topic", "Helps to write topics.") { attempt };
    }

    private static System.CommandLine.Command DatabaseCommand()
    {
        var file = new Argument<string>("file") { Description = "The backup." };
        var data = new Option<string>("--data") { Description = "Folder of the database (default: .newsbot)." };
        var from = new Option<string>("--from") { Description = "A data folder, an SQLite file, or a connection string of PostgreSQL.", Required = true };
        var to = new Option<string>("--to") { Description = "The same; it must be empty.", Required = true };

        var backup = new System.CommandLine.Command("backup", "Writes the newsroom into one checked file, while it works.") { file, data };
        backup.SetAction((parsed, stop) => GuardedAsync(() =>
        {
            var (folder, server) = Database(parsed);
            return DatabaseCommandLine.BackupAsync(folder, server, parsed.GetRequiredValue(file), Console.Out, stop);
        }));
        var restore = new System.CommandLine.Command("restore", "Puts a backup back, after it is checked; what was there is kept beside it.") { file, data };
        restore.SetAction((parsed, stop) => GuardedAsync(() =>
        {
            var (folder, server) = Database(parsed);
            return DatabaseCommandLine.RestoreAsync(folder, server, parsed.GetRequiredValue(file), Console.Out, stop);
        }));
        var move = new System.CommandLine.Command("move", "Copies a newsroom between SQLite and PostgreSQL, whole and checked.") { from, to };
        move.SetAction((parsed, stop) => DatabaseCommandLine.MoveAsync(parsed.GetRequiredValue(from), parsed.GetRequiredValue(to), Console.Out, stop));
        return new System.CommandLine.Command("db", "Looks after the database.") { backup, restore, move };

        // Asked for only when the command runs, from wherever the newsroom itself would have it.
        (string Folder, string? Server) Database(ParseResult parsed)
        {
            var (builder, folder) = Configure(Given(parsed, [data]));
            return (folder, builder.Configuration.GetConnectionString("NewsBot"));
        }
    }

    /// <summary>Builds the newsroom, not yet started.</summary>
    /// <param name="args">Configuration, as on the command line.</param>
    /// <param name="clock">The clock of everything.</param>
    /// <param name="change">Replaces services; for tests.</param>
    /// <exception cref="DeskFileException">A file of the desk is wrong; the message says where and what to do.</exception>
    internal static async Task<WebApplication> BuildAsync(string[] args, TimeProvider clock, Action<IServiceCollection>? change = null)
    {
        NativeHeap.Bound();
        var (builder, data) = Configure(args);
        var settings = builder.Configuration;
        var services = builder.Services;
        var connectionString = settings.GetConnectionString("NewsBot");
        var alone = string.IsNullOrWhiteSpace(connectionString) ? FolderLock.Take(data) : null;
        var db = StorageServices.OpenStorage(data, connectionString);
        if (db.Engine is PostgresEngine)
            services.AddSingleton(clock = await DatabaseClock.StartAsync(db, clock));
        else
            services.AddSingleton(clock);

        var files = DeskFiles.From(settings);
        var desk = Newsdesk.Load(files);
        var sample = files.Sources is not null ? null : await SampleNewsroom.StartAsync(data, settings, clock);
        services.AddDesk(files, sample is null ? desk : desk.With(sample.Sources));
        services.AddStorage(db);
        services.AddWeb();
        services.AddFeeds();
        services.AddArticles();
        services.AddStatements();
        services.AddTopics();
        services.AddStories();
        services.AddConversations();
        services.AddSubscriptions();
        services.AddDigests();
        services.AddCards();
        services.AddDeliveries();
        services.AddCommands();
        services.AddChannels();
        services.AddSample(sample);
        services.AddOperations();
        services.AddSchedule(db);
        services.AddHealth();
        change?.Invoke(services);

        // Read here, so that a wrong setting stops the start with its sentence.
        _ = RetentionPolicy.Of(settings);
        _ = WebOptions.From(settings);
        LogLevels.Check(settings);
        if (alone is not null)
            services.AddSingleton(_ => alone);

        // What keeps the host from starting is told in a sentence where it is caught, and not with the stack of every layer.
        WebApplication? starting = null;
        builder.Logging.AddFilter(
            "Microsoft.Extensions.Hosting.Internal.Host",
            level => level >= LogLevel.Information && starting?.Lifetime.ApplicationStarted.IsCancellationRequested == true);
        var app = starting = builder.Build();
        SettingComplaints.Log(app);
        // Asked for, so that the lock is let go of with the host; and what a process before this one was sending has no sender any more.
        if (app.Services.GetService<FolderLock>() is not null)
            await app.Services.GetRequiredService<DeliveryTable>().ReleaseAsync();
        if (app.Services.GetService<SampleNewsroom>() is { } newsroom)
        {
            app.Services.GetRequiredService<AllowedLoopback>().Add(newsroom.Authority);
            app.Services.GetRequiredService<NewsOutlook>().Ask(() => newsroom.Ending);
        }

        app.MapOperations();
        app.MapFeeds();
        app.MapChannels();
        app.MapHealth();
        return app;
    }

    /// <summary>The host's builder with every source of settings, and the data folder's full path; nothing is made or opened yet.</summary>
    /// <remarks>A folder that <c>setup</c> has prepared is a newsroom's: it runs in Production, as a published program does, even where the
    /// launch profile of <c>dotnet run</c> says Development; the command line can say otherwise.</remarks>
    internal static (WebApplicationBuilder Builder, string Data) Configure(string[] args)
    {
        var (builder, data) = Builder(args, environment: null);
        if (builder.Environment.IsDevelopment() && SettingSources.IsSetUp(data) && !SettingSources.NamesEnvironment(args))
            (builder, data) = Builder(args, Environments.Production);
        SettingSources.AddTo(builder.Configuration, builder.Environment, data);
        return (builder, data);
    }

    private static (WebApplicationBuilder Builder, string Data) Builder(string[] args, string? environment)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory, EnvironmentName = environment });
        builder.Host.UseSystemd();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            // A port that systemd holds, if it started us by a socket.
            server.UseSystemd();
        });
        return (builder, Path.GetFullPath(Setting.Text(builder.Configuration, "data") ?? ".newsbot"));
    }

    // As the newsroom itself asks strangers' servers.
    private static WebOptions Web(ParseResult parsed, Option<string> data) => WebOptions.From(Configure(Given(parsed, [data])).Builder.Configuration);

    // The options, and the settings that are given beside them.
    private static string[] Given(ParseResult parsed, IEnumerable<Option<string>> options) =>
    [
        .. options.Where(o => parsed.GetValue(o) is not null).SelectMany(o => new[] { o.Name, parsed.GetValue(o)! }),
        .. parsed.UnmatchedTokens,
    ];

    private static Task<int> LookAsync(string[] args, bool json, bool online, CancellationToken stop)
    {
        Patient patient;
        try
        {
            var (builder, data) = Configure(args);
            patient = new Patient
            {
                Settings = builder.Configuration,
                Environment = builder.Environment,
                Data = data,
                Clock = TimeProvider.System,
                Online = online,
            };
        }
        catch (Exception e) when (Refusal.Of(e) is { } refusal)
        {
            return DoctorCommandLine.TellAsync([DoctorCommandLine.Unreadable(refusal)], json, Console.Out);
        }

        return DoctorCommandLine.RunAsync(patient, json, Console.Out, stop);
    }

    private static async Task<int> GuardedAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (Refusal.Of(e) is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal);
            return 1;
        }
    }
}
