using System.Text.RegularExpressions;

namespace NewsBot.Text.Attributions;

/// <summary>Finds embedded posts, whose author stands behind them: "We will meet again. — Ann Example (@example) March 4, 2026".</summary>
internal static partial class Posts
{
    private const int Longest = 1_000;

    private static readonly string[] Addresses = ["http://", "https://", "pic.twitter.com/"];

    /// <summary>The posts in their order.</summary>
    public static List<Turn> In(string text, CancellationToken cancellationToken)
    {
        var posts = new List<Turn>();
        var before = 0;
        foreach (Match author in Author().Matches(text))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var mark = author.Groups["mark"];
            var start = Math.Max(Math.Max(before, mark.Index - Longest), text.LastIndexOf('\n', Math.Max(0, mark.Index - 1)) + 1);
            var words = Trimmed(text, start, mark.Index);
            before = author.Index + author.Length;
            if (words.Length > 0)
            {
                var name = author.Groups["name"];
                posts.Add(new(new(name.Index, name.Index + name.Length), new(mark.Index, mark.Index + mark.Length), words,
                    new(words.Start, before), ReportForce.Statement));
            }
        }

        return posts;
    }

    // Without the addresses of pictures and links that follow the words.
    private static TextSpan Trimmed(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        while (true)
        {
            while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] == ':'))
                end--;
            var word = end;
            while (word > start && !char.IsWhiteSpace(text[word - 1]))
                word--;
            var address = Addresses.Select(a => text.IndexOf(a, word, end - word, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
            if (address < 0)
                return new(start, end);
            end = address;
        }
    }

    [GeneratedRegex(@"(?<mark>[—–])[ \u00a0]?(?<name>\p{Lu}[^\n()—–]{1,60} \(@\w{1,30}\))(?:[ \u00a0](?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4})?",
        RegexOptions.CultureInvariant)]
    private static partial Regex Author();
}
