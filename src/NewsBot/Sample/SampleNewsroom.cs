using Microsoft.AspNetCore.Hosting.Server;
using NewsBot.Desk;

namespace NewsBot.Sample;

/// <summary>
/// The invented outlets: real feeds and pages on a loopback port, with an article or a correction every half minute once somebody
/// follows something, so that everything from poll to card can be seen without an account and without the internet.
/// </summary>
/// <remarks>
/// Configuration: <c>sample-speed</c> (1; 0 releases nothing by itself) and <c>sample:port</c> (else the port of the last time,
/// else a free one). A restart goes on where the day stopped; a new data folder begins a new day.
/// </remarks>
public sealed class SampleNewsroom : IAsyncDisposable
{
    private readonly string dataFolder;
    private readonly ReleasePlan plan;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly IServer server;
    private readonly ITimer timer;
    private NewsroomState state;
    private Edition edition;
    private DateTimeOffset? due;
    private volatile bool begun;

    private SampleNewsroom(string dataFolder, ReleasePlan plan, TimeProvider clock, NewsroomState state, LoopbackServer.Opened opened)
    {
        (this.dataFolder, this.plan, this.clock, this.state) = (dataFolder, plan, clock, state);
        server = opened.Server;
        edition = Edition.At(DraftArticle.All, state);
        opened.Site.Show(() => new NewsroomSite.View(Address, Volatile.Read(ref edition), Progress));
        timer = clock.CreateTimer(_ => ReleaseDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Number of steps of the sample day.</summary>
    public static int Steps { get; } = DraftArticle.All.Max(d => d.Step);

    /// <summary>Steps released so far, in this start and earlier ones.</summary>
    public int Released => Volatile.Read(ref state).Released.Count;

    /// <summary>Every step is out; nothing more comes with this data folder.</summary>
    public bool DayIsOver => Released >= Steps;

    /// <summary>Host and port, as in the addresses of the feeds.</summary>
    public string Authority => $"127.0.0.1:{state.Port}";

    public Uri Address => new($"http://{Authority}/");

    /// <summary>The outlets, with the feeds at the port that this process listens on.</summary>
    public IReadOnlyList<Source> Sources => [.. Outlet.All.Select(o => new Source
    {
        Key = o.Key,
        Name = o.Name,
        Class = o.Class,
        Language = o.Language,
        Home = new Uri(Address, o.HomePath).AbsoluteUri,
        Feeds = [new Uri(Address, o.FeedPath).AbsoluteUri],
        Sample = true,
    })];

    /// <summary>Reads the settings as <see cref="StartAsync"/> does, and opens nothing.</summary>
    /// <exception cref="FormatException">A setting is no number in its range.</exception>
    public static void Check(IConfiguration configuration)
    {
        ReleasePlan.Parse(configuration["sample-speed"]);
        LoopbackServer.Check(configuration["sample:port"]);
    }

    /// <summary>Opens the newsroom: its pages answer when this returns; a day that has not begun waits for <see cref="Begin"/>.</summary>
    /// <exception cref="FormatException">A setting is no number in its range.</exception>
    /// <exception cref="IOException">The configured port is taken, or the data folder cannot be written.</exception>
    public static async Task<SampleNewsroom> StartAsync(
        string dataFolder, IConfiguration configuration, TimeProvider clock, CancellationToken cancellationToken = default)
    {
        var plan = ReleasePlan.Parse(configuration["sample-speed"]);
        var kept = NewsroomState.Load(dataFolder);
        var opened = await LoopbackServer.OpenAsync(configuration["sample:port"], kept?.Port, cancellationToken);
        try
        {
            var state = (kept ?? new NewsroomState(0, WholeSecond(clock.GetUtcNow()), [])) with { Port = opened.Port };
            state.Save(dataFolder);
            var newsroom = new SampleNewsroom(dataFolder, plan, clock, state, opened);
            // A day that has begun goes on.
            if (state.Released.Count > 0)
                newsroom.Begin();
            return newsroom;
        }
        catch
        {
            opened.Server.Dispose();
            throw;
        }
    }

    /// <summary>Lets the day begin, or go on; a second call changes nothing.</summary>
    public void Begin()
    {
        lock (gate)
        {
            if (begun)
                return;
            begun = true;
            due = DayIsOver ? null : plan.FirstDue(clock.GetUtcNow());
            Wait();
        }
    }

    /// <summary>Why nothing more will be published, and what to do; null as long as more will be.</summary>
    public string? Ending => DayIsOver
        ? "The sample newsroom's day is over: nothing more will be published. Start NewsBot with a new data folder (--data) to see it again."
        : plan.Speed > 0 ? null : "The sample newsroom publishes nothing by itself, because sample-speed is 0.";

    /// <summary>Releases every step up to and including this one, now.</summary>
    public void Release(int step)
    {
        lock (gate)
        {
            while (Released < Math.Min(step, Steps))
                Publish(clock.GetUtcNow());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        // Real time even under a test's clock: it is the network that is waited for.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1), TimeProvider.System);
        await server.StopAsync(patience.Token);
        server.Dispose();
    }

    private string Progress => Ending
        ?? (begun ? "More will be published in the next minutes." : "Its day begins when somebody follows something.");

    private void ReleaseDue()
    {
        lock (gate)
        {
            // A machine that slept catches up at once.
            while (due is { } instant && instant <= clock.GetUtcNow())
            {
                if (!DayIsOver)
                    Publish(instant);
                due = DayIsOver ? null : plan.NextDue(instant);
            }

            Wait();
        }
    }

    private void Wait()
    {
        if (due is not { } instant)
            return;
        var left = instant - clock.GetUtcNow();
        timer.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Publish(DateTimeOffset at)
    {
        state = state with { Released = [.. state.Released, WholeSecond(at)] };
        Volatile.Write(ref edition, Edition.At(DraftArticle.All, state));
        try
        {
            state.Save(dataFolder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // On a timer's thread this would end the process; the day goes on, and a restart repeats from the last step kept.
        }
    }

    /// <summary>Feeds and HTTP dates have whole seconds; so that both say the same, ours have too.</summary>
    private static DateTimeOffset WholeSecond(DateTimeOffset at) => DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
}
