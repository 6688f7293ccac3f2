using System.Text.Json.Nodes;
using NewsBot.Digests;
using NewsBot.Stories;

namespace NewsBot.Cards;

/// <summary>An edition as the posts that its channel takes: one if it can be, else several, split at statements. No statement is
/// left out.</summary>
internal static class EditionPosts
{
    /// <summary>Characters of a statement's words in an edition; longer ones end with "…" and go on at their source.</summary>
    public const int Words = 600;

    // Characters of the head of the first post beyond those of the others.
    private const int Since = 60;

    // An outlet may join between the division and the post, and a lone statement may be too big: then words give way.
    private static readonly int[] WordCaps = [Words, 420, 280, 200, 120, 60];

    /// <summary>The statements of each post, in the order in which they are shown; one empty list when there are none.</summary>
    public static IReadOnlyList<IReadOnlyList<long>> Divide(Digest edition, DateTimeOffset? next)
    {
        var all = edition.Listed.Select(v => v.Statement.Id).Distinct().ToList();
        if (all.Count <= 1 || CardSize.Fits(Fill(edition, next, Words), edition.Channel))
            return [all];
        var posts = new List<IReadOnlyList<long>>();
        for (var at = 0; at < all.Count; at += posts[^1].Count)
        {
            var room = 1;
            while (at + room < all.Count && Holds(all.GetRange(at, room + 1)))
                room++;
            posts.Add(all.GetRange(at, room));
        }

        return posts;

        // As the last of many, which has the most lines below; only the first says since when.
        bool Holds(IReadOnlyList<long> statements)
        {
            var part = DigestPart.Take(edition, [.. Enumerable.Repeat<IReadOnlyList<long>>([], 98), statements], 99);
            return CardSize.Fits(Fill(part, next, Words), edition.Channel, Since);
        }
    }

    /// <summary>One of the posts, or the edition when it is one.</summary>
    public static CardMessage Post(Digest part, DateTimeOffset? next)
    {
        var time = new LocalTime(part.Zone);
        var views = part.Listed.ToList();
        var card = WordCaps.Select(cap => Fill(part, next, cap)).FirstOrDefault(c => CardSize.Fits(c, part.Channel))
            ?? Fill(part, next, WordCaps[^1]);
        return new(DigestCards.Text(part, time), card)
        {
            Shown = views.Count,
            Whole = string.Join("\n", [DigestCards.Head(part, time), .. views.Select(Line)]),
        };

        string Line(StatementView view) => $"{StatementFields.Ref(view.Statement)} {StatementFields.Text(view, time, Words)}";
    }

    private static JsonNode Fill(Digest part, DateTimeOffset? next, int cap) =>
        CardTemplates.Fill("digest", DigestCards.Fields(part, next, part.Listed.Count(), cap));
}
