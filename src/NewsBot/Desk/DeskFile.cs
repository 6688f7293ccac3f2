using System.Text.RegularExpressions;

namespace NewsBot.Desk;

/// <summary>Reads the desk's JSON files. Every error names the file, line and column, and what would do.</summary>
internal static partial class DeskFile
{
    public static IReadOnlyList<Source> Sources(string file, byte[] utf8)
    {
        var rows = DeskNode.Parse(file, utf8).List();
        NoKeyTwice(rows);
        NoAddressTwice(rows);
        return rows.Select(ReadSource).ToList();
    }

    public static IReadOnlyList<Topic> Topics(string file, byte[] utf8)
    {
        var rows = DeskNode.Parse(file, utf8).List();
        NoKeyTwice(rows);
        return rows.Select(ReadTopic).ToList();
    }

    /// <summary>The same, or one topic that stands alone.</summary>
    public static IReadOnlyList<Topic> TopicsOrOne(string file, byte[] utf8)
    {
        var root = DeskNode.Parse(file, utf8);
        return root.IsEntry ? [ReadTopic(root)] : Topics(file, utf8);
    }

    public static IReadOnlyList<Speaker> Speakers(string file, byte[] utf8)
    {
        var rows = DeskNode.Parse(file, utf8).List();
        NoKeyTwice(rows);
        return rows.Select(ReadSpeaker).ToList();
    }

    public static IReadOnlyList<StyleForm> Style(string file, byte[] utf8)
    {
        var (seen, forms) = (new HashSet<string>(StringComparer.Ordinal), new List<StyleForm>());
        foreach (var row in DeskNode.Parse(file, utf8).List())
        {
            row.Only("short", "long", "also");
            var (brief, full, also) = (row.Need("short"), row.Find("long")?.List() ?? [], row.Find("also")?.List() ?? []);
            foreach (var node in also.Prepend(brief))
            {
                if (FoldedWord.Split(node.Text()).Count != 1)
                    throw node.Wrong($"\"{node.Text()}\" is not one word; a name of several stands in \"long\".");
            }

            foreach (var node in full)
            {
                if (FoldedWord.Split(node.Text()).Count < 2)
                    throw node.Wrong($"\"{node.Text()}\" is not several words; one word stands in \"also\".");
            }

            // Else it would depend on the order of the file what it is read as.
            foreach (var node in full.Concat(also).Prepend(brief))
            {
                if (!seen.Add(FoldedWord.Key(node.Text())))
                    throw node.Wrong($"\"{node.Text()}\" stands above already; leave it in one place.");
            }

            forms.Add(new StyleForm { Brief = brief.Text(), Full = [.. full.Select(n => n.Text())], Also = [.. also.Select(n => n.Text())] });
        }

        return forms;
    }

    private static Source ReadSource(DeskNode row)
    {
        row.Only("key", "name", "class", "language", "home", "feeds", "listings", "sample");
        return new Source
        {
            Key = Key(row.Need("key")),
            Name = row.Need("name").Text(),
            Class = row.Need("class").OneOf<SourceClass>(),
            Language = row.Find("language") is { } language ? Language(language) : "en",
            Home = row.Find("home") is { } home ? Address(home) : null,
            Feeds = row.Find("feeds")?.List().Select(Address).ToList() ?? [],
            Listings = row.Find("listings")?.List().Select(ReadListing).ToList() ?? [],
            Sample = row.Find("sample")?.Flag() ?? false,
        };
    }

    private static Listing ReadListing(DeskNode row)
    {
        row.Only("url", "item", "link", "title", "date");
        return new Listing(
            Address(row.Need("url")), row.Need("item").Text(), row.Find("link")?.Text(), row.Find("title")?.Text(), row.Find("date")?.Text());
    }

    private static Topic ReadTopic(DeskNode row)
    {
        row.Only("key", "name", "description", "aliases", "actors", "talkWords", "dealings", "strong", "against", "besides");
        var actors = row.Need("actors");
        var groups = actors.List().Select(g => (IReadOnlyList<string>)g.List().Select(n => n.Text()).ToList()).ToList();
        if (groups.Count == 0 || groups.Any(g => g.Count == 0))
            throw actors.Wrong("name at least one group of actors with one actor in it.");
        return new Topic
        {
            Key = Key(row.Need("key")),
            Name = row.Need("name").Text(),
            Description = row.Need("description").Text(),
            Aliases = row.Texts("aliases"),
            Actors = groups,
            TalkWords = row.Texts("talkWords"),
            Dealings = row.Find("dealings")?.Flag() ?? false,
            Strong = row.Texts("strong"),
            Against = row.Texts("against"),
            Besides = row.Texts("besides"),
        };
    }

    private static Speaker ReadSpeaker(DeskNode row)
    {
        row.Only("key", "name", "kind", "side", "aliases", "people", "offices");
        return new Speaker
        {
            Key = Key(row.Need("key")),
            Name = row.Need("name").Text(),
            Kind = row.Need("kind").OneOf<SpeakerKind>(),
            Side = row.Find("side")?.Text(),
            Aliases = row.Texts("aliases"),
            People = row.Texts("people"),
            Offices = row.Find("offices")?.List().Select(ReadOffice).ToList() ?? [],
        };
    }

    private static Office ReadOffice(DeskNode row)
    {
        row.Only("title", "body", "from", "to", "called");
        var from = row.Find("from") is { } first ? Day(first, last: false) : (DateOnly?)null;
        var to = row.Find("to") is { } end ? Day(end, last: true) : (DateOnly?)null;
        if (from > to)
            throw row.Need("to").Wrong("the office ends before it begins; correct \"from\" or \"to\".");
        return new Office(row.Need("title").Text(), row.Find("body")?.Text(), from, to) { Called = row.Texts("called") };
    }

    private static DateOnly Day(DeskNode node, bool last) =>
        PartialDate.TryParse(node.Text(), last, out var day)
            ? day
            : throw node.Wrong($"\"{node.Text()}\" is no date; write 2024, 2024-07 or 2024-07-15.");

    private static string Key(DeskNode node)
    {
        var key = node.Text();
        return KeyForm().IsMatch(key) ? key : throw node.Wrong($"the key \"{key}\" may hold small letters, digits and dashes only.");
    }

    private static string Language(DeskNode node)
    {
        var tag = node.Text();
        return LanguageForm().IsMatch(tag) ? tag : throw node.Wrong($"\"{tag}\" is no language tag; write en, ur, ps or fa.");
    }

    private static string Address(DeskNode node)
    {
        var text = node.Text();
        var fits = Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0;
        return fits ? text : throw node.Wrong($"\"{text}\" is no web address; write it in full, with https:// in front.");
    }

    private static void NoKeyTwice(IReadOnlyList<DeskNode> rows)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (row.Find("key") is { } key && !seen.Add(key.Text()))
                throw key.Wrong($"the key \"{key.Text()}\" is taken by an entry above; give this one another.");
        }
    }

    // The newsroom reads an address once, for one source.
    private static void NoAddressTwice(IReadOnlyList<DeskNode> rows)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var addresses = rows.SelectMany(r => (r.Find("feeds")?.List() ?? []).Concat((r.Find("listings")?.List() ?? []).Select(l => l.Need("url"))));
        foreach (var address in addresses)
        {
            if (!seen.Add(address.Text()))
                throw address.Wrong($"\"{address.Text()}\" stands above already; leave it with one source.");
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex KeyForm();

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    private static partial Regex LanguageForm();
}
