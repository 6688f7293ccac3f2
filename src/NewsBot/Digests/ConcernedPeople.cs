namespace NewsBot.Digests;

/// <summary>The line of a notice that names those who set up what is followed. Pure.</summary>
internal static class ConcernedPeople
{
    private const string Lead = "For ", Tail = ", who set up what is followed here.", Between = ", ";

    /// <summary>The words of a notice with the line below them; without names there is none.</summary>
    public static string Write(string words, IReadOnlyList<string> names) =>
        names.Count == 0 ? words : $"{words}\n{Lead}{string.Join(Between, names)}{Tail}";

    /// <summary>A notice without a name; the others stay.</summary>
    public static string Without(string body, string name)
    {
        var kept = new List<string>();
        foreach (var line in body.Split('\n'))
        {
            if (!line.StartsWith(Lead, StringComparison.Ordinal) || !line.EndsWith(Tail, StringComparison.Ordinal))
            {
                kept.Add(line);
                continue;
            }

            // A name may hold a comma itself.
            var among = Between + line[Lead.Length..^Tail.Length] + Between;
            var others = among.Replace(Between + name + Between, Between, StringComparison.Ordinal);
            if (others.Length > Between.Length)
                kept.Add(Lead + others[Between.Length..^Between.Length] + Tail);
        }

        return string.Join('\n', kept);
    }
}
