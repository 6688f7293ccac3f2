using System.Buffers;

namespace NewsBot.Desk;

/// <summary>How firmly a written name points to its speaker.</summary>
internal enum NameForce
{
    /// <summary>A name or alias of the registry.</summary>
    Name,

    /// <summary>A name of the office, which means its holder on the day.</summary>
    Called,

    /// <summary>The last word of a person's name, which the registry does not list by itself.</summary>
    Surname,
}

/// <summary>One written form of one speaker.</summary>
internal sealed record NameEntry(IReadOnlyList<FoldedWord> Words, Speaker Speaker, Office? Office, NameForce Force)
{
    /// <summary>Names must be written as names: acronyms in capitals, other words with a capital where the registry has one.</summary>
    public bool WrittenLike(IReadOnlyList<FoldedWord> text, int at)
    {
        if (at + Words.Count > text.Count)
            return false;
        for (var i = 0; i < Words.Count; i++)
        {
            if (text[at + i].Folded != Words[i].Folded)
                return false;
            var written = text[at + i].Case;
            var fits = Words[i].Case switch
            {
                LetterCase.Capitals => written == LetterCase.Capitals,
                LetterCase.Capitalised => written != LetterCase.Plain,
                _ => true,
            };
            if (!fits)
                return false;
        }

        return true;
    }
}

/// <summary>All written forms by their first word, the longest first.</summary>
internal sealed class NameLookup
{
    // A comma, a dash or a space may stand inside a name.
    private const int MaxGap = 4;
    private static readonly SearchValues<char> Breaks = SearchValues.Create("\n;:!?()");
    private readonly Dictionary<string, List<NameEntry>> byFirst = new(StringComparer.Ordinal);

    public NameLookup(IReadOnlyList<Speaker> speakers)
    {
        foreach (var speaker in speakers)
        {
            foreach (var name in speaker.Aliases.Prepend(speaker.Name))
                Add(name, speaker, null, NameForce.Name);
            foreach (var office in speaker.Offices)
            {
                foreach (var called in office.Called)
                    Add(called, speaker, office, NameForce.Called);
            }

            if (speaker.Kind == SpeakerKind.Person && FoldedWord.Split(speaker.Name) is { Count: > 1 } parts)
                Add(speaker.Name[parts[^1].Start..parts[^1].End], speaker, null, NameForce.Surname);
        }

        foreach (var entries in byFirst.Values)
            entries.Sort((a, b) => b.Words.Count.CompareTo(a.Words.Count));
    }

    /// <summary>Every speaker whose written form is the longest that stands at a word; length 0 when none does.</summary>
    public (int Length, IReadOnlyList<NameEntry> Entries) LongestAt(string text, IReadOnlyList<FoldedWord> words, int at)
    {
        if (!byFirst.TryGetValue(words[at].Folded, out var entries))
            return (0, []);
        var length = 0;
        List<NameEntry>? found = null;
        foreach (var entry in entries)
        {
            if (entry.Words.Count < length)
                break;
            if (!entry.WrittenLike(words, at) || !Together(text, words, at, entry.Words.Count))
                continue;
            length = entry.Words.Count;
            (found ??= []).Add(entry);
        }

        return (length, found ?? []);
    }

    private static bool Together(string text, IReadOnlyList<FoldedWord> words, int at, int count)
    {
        for (var i = at; i < at + count - 1; i++)
        {
            var gap = text.AsSpan(words[i].End, words[i + 1].Start - words[i].End);
            if (gap.Length > MaxGap || gap.ContainsAny(Breaks) || (gap.Contains('.') && words[i].Folded.Length > 3))
                return false;
        }

        return true;
    }

    private void Add(string name, Speaker speaker, Office? office, NameForce force)
    {
        var words = FoldedWord.Split(name);
        if (words.Count == 0)
            return;
        if (!byFirst.TryGetValue(words[0].Folded, out var entries))
            byFirst[words[0].Folded] = entries = [];
        entries.Add(new NameEntry(words, speaker, office, force));
    }
}
