namespace NewsBot.Digests;

/// <summary>Which of several posts of an edition; they follow each other at statements.</summary>
/// <param name="Number">The first is 1.</param>
/// <param name="Of">How many posts there are.</param>
/// <param name="Before">Statements on the posts before it.</param>
/// <param name="Total">Statements on all of them.</param>
public sealed record DigestPart(int Number, int Of, int Before, int Total)
{
    public bool IsLast => Number == Of;

    /// <summary>What one post of an edition shows.</summary>
    /// <param name="edition">All of it.</param>
    /// <param name="posts">The statements of each post, in order; none of one that is not made, as all of it was taken out.</param>
    /// <param name="number">Which post, the first is 1.</param>
    /// <returns>The edition as it is when it is one post.</returns>
    public static Digest Take(Digest edition, IReadOnlyList<IReadOnlyList<long>> posts, int number)
    {
        if (posts.Count == 0 || (posts.Count == 1 && number == 1))
            return edition;
        var mine = (posts.ElementAtOrDefault(number - 1) ?? []).ToHashSet();
        return edition with
        {
            Topics = Only(edition.Topics, mine),
            Part = new DigestPart(number, Math.Max(posts.Count, number), posts.Take(number - 1).Sum(p => p.Count), posts.Sum(p => p.Count)),
        };
    }

    private static List<TopicSection> Only(IReadOnlyList<TopicSection> topics, HashSet<long> mine) =>
    [
        .. topics
            .Select(t => t with
            {
                Stories =
                [
                    .. t.Stories
                        .Select(s => s with { Statements = [.. s.Statements.Where(v => mine.Contains(v.Statement.Id))] })
                        .Where(s => s.Statements.Count > 0),
                ],
            })
            .Where(t => t.Stories.Count > 0),
    ];
}
