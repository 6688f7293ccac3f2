using System.Globalization;
using System.Net;
using System.Text;

namespace NewsBot.Torture;

/// <summary>Statements that come out together, each from one outlet, as soon as a file is there, whose time is theirs. A few come before
/// them in the same way.</summary>
internal sealed record Burst(int Statements, string Sign)
{
    private const int Rehearsed = 3;

    /// <summary>The sign of the first few: what runs for the first time takes longer than it ever does again.</summary>
    public string RehearsalSign => Sign + "-first";

    /// <summary>How many are out.</summary>
    public int Out => File.Exists(Sign) ? Rehearsed + Statements : File.Exists(RehearsalSign) ? Rehearsed : 0;

    /// <summary>When one of them came out.</summary>
    public DateTimeOffset TimeOf(int number) => new(File.GetLastWriteTimeUtc(number < Rehearsed ? RehearsalSign : Sign));
}

/// <summary>
/// Invented outlets without an end: a statement every so often, each carried by three of six outlets, told by nothing but the
/// clock, so that a node that comes back after a kill finds the same feeds; or so many statements in one burst. It stands in for
/// the network of a node.
/// </summary>
/// <param name="began">When the first statement is made, by the nodes' clock.</param>
/// <param name="every">The time between statements, by the same clock.</param>
/// <param name="clock">The nodes' clock.</param>
internal sealed class Press(DateTimeOffset began, TimeSpan every, TimeProvider clock) : HttpMessageHandler
{
    /// <summary>What a node is told to have a press for its network.</summary>
    public const string Argument = "--press";

    private const int Outlets = 6;
    private const int InFeed = 40;

    /// <summary>Who speaks.</summary>
    public static IReadOnlyList<string> Speakers { get; } =
        ["Ayla Sample", "Bashir Example", "Celia Sample", "Daud Example", "Esra Sample", "Farid Example", "Greta Sample"];

    /// <summary>Of what: each statement names six.</summary>
    public static IReadOnlyList<string> Nouns { get; } =
        ("harbours orchards tunnels ledgers granaries bridges lanterns quarries vineyards canals archives foundries meadows turbines customs ferries " +
        "clinics wells looms warehouses museums pipelines satellites academies hostels glaciers railways cotton marble copper textiles apricots " +
        "carpets timber salt wheat fisheries dams nurseries courts libraries stadiums airfields cables barges depots mills towers theatres").Split(' ');

    private static readonly string[] Verbs = "widen repair share survey fund guard reopen measure rebuild map lease paint cool drain insure".Split(' ');

    /// <summary>The sources, as a desk would write them.</summary>
    public static string Sources => "[" + string.Join(",\n", Enumerable.Range(0, Outlets).Select(o =>
        $$"""{"key":"press{{o}}","name":"Press {{o}}","class":"press","language":"en","home":"{{Home(o)}}","feeds":["{{Home(o)}}feed.xml"]}""")) + "]";

    /// <summary>Null: statements come steadily.</summary>
    public Burst? Burst { get; init; }

    private int Carriers => Burst is null ? 3 : 1;

    /// <summary>A burst, as a node is told of it.</summary>
    public static string Write(Burst burst) =>
        string.Create(CultureInfo.InvariantCulture, $"{Argument}={burst.Statements} {burst.Sign}");

    /// <summary>Statements that come steadily, as a node is told of them.</summary>
    public static string Write(TimeSpan every) => string.Create(CultureInfo.InvariantCulture, $"{Argument}={every.TotalSeconds:0}");

    /// <summary>The press that an argument of a node asks for.</summary>
    public static Press Parse(string argument, FastClock clock)
    {
        var asked = argument[Argument.Length..].TrimStart('=').Split(' ', 2);
        var number = int.Parse(asked[0], CultureInfo.InvariantCulture);
        return new Press(clock.Shows, TimeSpan.FromSeconds(number), clock)
        {
            Burst = asked is [_, var sign] ? new Burst(number, sign) : null,
        };
    }

    /// <summary>The addresses of every article that was out by a time.</summary>
    public IEnumerable<string> Articles(DateTimeOffset until) =>
        Enumerable.Range(0, CountAt(until)).SelectMany(k => Enumerable.Range(0, Carriers).Select(c => $"{Home((k + c) % Outlets)}{k}"));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(Answer(request.RequestUri!));

    private HttpResponseMessage Answer(Uri address)
    {
        var place = address.AbsolutePath[1..];
        if (!int.TryParse(address.Host.AsSpan("press".Length, 1), CultureInfo.InvariantCulture, out var outlet))
            return new(HttpStatusCode.NotFound);
        if (place == "feed.xml")
            return Text(Feed(outlet), "application/rss+xml");
        return int.TryParse(place, CultureInfo.InvariantCulture, out var number) && number < CountAt(clock.GetUtcNow())
            ? Text(Page(number), "text/html")
            : new(HttpStatusCode.NotFound);
    }

    private static HttpResponseMessage Text(string text, string type) =>
        new(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, type) };

    private static string Home(int outlet) => $"https://press{outlet}.example/";

    private int CountAt(DateTimeOffset time) => Burst?.Out ?? Math.Max(0, (int)((time - began) / every));

    private DateTimeOffset Made(int number) => Burst?.TimeOf(number) ?? (began + (every * number));

    private string Feed(int outlet)
    {
        var items = Enumerable.Range(0, CountAt(clock.GetUtcNow())).Reverse()
            .Where(k => (outlet - k % Outlets + Outlets) % Outlets < Carriers).Take(Burst is null ? InFeed : int.MaxValue)
            .Select(k => $"<item><title>{Title(k)}</title><link>{Home(outlet)}{k}</link><guid>{Home(outlet)}{k}</guid><pubDate>{Made(k):R}</pubDate></item>");
        return $"<rss version=\"2.0\"><channel><title>Press {outlet}</title>{string.Concat(items)}</channel></rss>";
    }

    private static string Title(int number) => $"Pakistan-US talks go on, day note {number}";

    private string Page(int number)
    {
        var random = new Random(number);
        var (speaker, day) = (Speakers[random.Next(Speakers.Count)], Made(number).DayOfWeek);
        string Noun() => Nouns[random.Next(Nouns.Count)];
        string Verb() => Verbs[random.Next(Verbs.Length)];
        var words = $"We will {Verb()} the {Noun()} and {Verb()} {Noun()}, {Noun()} and {Noun()} before the {Noun()} are closed to {Noun()}";
        return $"""
            <html><head><title>{Title(number)}</title></head><body><article><h1>{Title(number)}</h1>
            <p>ISLAMABAD: Talks between Pakistan and the United States went on, and both delegations met twice on {day}.</p>
            <p>“{words},” {speaker}, the spokesperson of the Pakistani delegation to the talks with the United States, told reporters on {day}.</p>
            <p>The delegations are to meet again. The {Noun()} and the {Noun()} were on the table for the whole of the morning, and the hosts served
            tea. No text was agreed before the evening, and the two sides went back to their hotels by the river.</p>
            </article></body></html>
            """;
    }
}
