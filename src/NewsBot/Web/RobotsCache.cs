using System.Collections.Concurrent;
using System.Text;

namespace NewsBot.Web;

/// <summary>The robots.txt of each site, asked for once a day.</summary>
internal sealed class RobotsCache(TimeProvider time)
{
    public const string Product = "NewsBot";
    private const int MaxSites = 2000;
    private const int MaxBytes = 500 * 1024;

    private readonly ConcurrentDictionary<string, (RobotsRules Rules, DateTimeOffset Until)> sites = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The rules of the address's site: an absent file allows everything; a server that fails allows nothing
    /// for ten minutes.</summary>
    public async Task<RobotsRules> RulesAsync(Uri address, Func<Uri, CancellationToken, Task<Fetched>> fetchAsync, CancellationToken cancellationToken)
    {
        var site = address.GetLeftPart(UriPartial.Authority);
        var now = time.GetUtcNow();
        if (sites.TryGetValue(site, out var known) && known.Until > now)
            return known.Rules;

        var fetched = await fetchAsync(new Uri(address, "/robots.txt"), cancellationToken);
        var (rules, keep) = Read(fetched);
        if (sites.Count >= MaxSites)
            sites.Clear();
        sites[site] = (rules, now + keep);
        return rules;
    }

    private static (RobotsRules Rules, TimeSpan Keep) Read(Fetched fetched) => fetched switch
    {
        { Ok: true } => (RobotsRules.Parse(Text(fetched.Body), Product), TimeSpan.FromDays(1)),
        { Status: >= 400 and < 500, Problem: not FetchProblem.TooOften } => (RobotsRules.AllowAll, TimeSpan.FromDays(1)),

        // Without an answer at all the page itself will say what is wrong, in better words.
        { Status: 0 } => (RobotsRules.AllowAll, TimeSpan.FromMinutes(1)),
        _ => (RobotsRules.DisallowAll, TimeSpan.FromMinutes(10)),
    };

    private static string Text(byte[] body) => Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, MaxBytes));
}
