using System.Collections.Concurrent;
using System.Text;

namespace NewsBot.Web;

/// <summary>The robots.txt of each site, asked for once a day.</summary>
internal sealed class RobotsCache(TimeProvider time)
{
    public const string Product = "NewsBot";
    private const int MaxSites = 2000;
    private const int MaxBytes = 500 * 1024;

    private readonly ConcurrentDictionary<string, (RobotsRules Rules, Fetched? Failure, DateTimeOffset Until)> sites = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The rules of the address's site: an absent file allows everything; a server that fails, or does not answer, allows nothing
    /// for ten minutes, and the failure says why.</summary>
    public async Task<(RobotsRules Rules, Fetched? Failure)> RulesAsync(Uri address, Func<Uri, CancellationToken, Task<Fetched>> fetchAsync, CancellationToken cancellationToken)
    {
        var site = address.GetLeftPart(UriPartial.Authority);
        var now = time.GetUtcNow();
        if (sites.TryGetValue(site, out var known) && known.Until > now)
            return (known.Rules, known.Failure);

        var fetched = await fetchAsync(new Uri(address, "/robots.txt"), cancellationToken);
        var (rules, keep) = Read(fetched);
        if (sites.Count >= MaxSites)
            sites.Clear();
        var failure = rules == RobotsRules.DisallowAll ? fetched : null;
        sites[site] = (rules, failure, now + keep);
        return (rules, failure);
    }

    private static (RobotsRules Rules, TimeSpan Keep) Read(Fetched fetched) => fetched switch
    {
        { Ok: true } => (RobotsRules.Parse(Text(fetched.Body), Product), TimeSpan.FromDays(1)),
        { Status: >= 400 and < 500, Problem: not FetchProblem.TooOften } => (RobotsRules.AllowAll, TimeSpan.FromDays(1)),

        // Led astray, by redirects without end or into a private network: there is no file for us.
        { Status: 0, NoAnswer: false } => (RobotsRules.AllowAll, TimeSpan.FromMinutes(10)),
        _ => (RobotsRules.DisallowAll, TimeSpan.FromMinutes(10)),
    };

    private static string Text(byte[] body) => Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, MaxBytes));
}
