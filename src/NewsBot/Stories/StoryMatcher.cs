using NewsBot.Desk;

namespace NewsBot.Stories;

/// <summary>A story as far as matching needs it.</summary>
public sealed record StoredStory
{
    public required long Id { get; init; }

    public required string Topic { get; init; }

    /// <summary>The day of its first statement.</summary>
    public required DateOnly Started { get; init; }

    /// <summary>The titles of its articles and the words of its statements, one after another.</summary>
    public required string Words { get; init; }

    /// <summary>The keys of those who speak in it, joined by +.</summary>
    public required string Speakers { get; init; }

    /// <summary>True when the article at hand has a statement in it already.</summary>
    public bool SameArticle { get; init; }

    /// <summary>True when an article of the same event, by its title, has a statement in it.</summary>
    public bool SameEvent { get; init; }
}

/// <summary>
/// Decides which event a statement belongs to: the topic, the day, and names and words in common. The day is part of the key, because the same people
/// meet again weeks later and the same sentences are issued again. Pure.
/// </summary>
public static class StoryMatcher
{
    /// <summary>A statement this many days after a story began is of another event.</summary>
    public const int DaysApart = 3;

    /// <summary>The share of the statement's telling words that a story must have; speakers in common count as some of it.</summary>
    public const double Enough = 0.34;

    private const double SpeakerInCommon = 0.12;
    private const int ShortestTellingWord = 4;

    /// <summary>The story that a statement belongs to; null when it opens a new one.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="day">The day of the statement.</param>
    /// <param name="words">The article's title and the statement's words.</param>
    /// <param name="speakerKeys">Who speaks.</param>
    /// <param name="stories">Stories of about that time.</param>
    public static StoredStory? Find(string topic, DateOnly day, string words, IReadOnlyList<string> speakerKeys, IEnumerable<StoredStory> stories)
    {
        var telling = Telling(words);
        return stories
            .Where(s => s.Topic == topic && Math.Abs(day.DayNumber - s.Started.DayNumber) <= DaysApart)
            .Select(s => (Story: s, Score: Score(s, telling, speakerKeys)))
            .Where(s => s.Score >= Enough)
            .OrderByDescending(s => s.Score).ThenBy(s => s.Story.Id)
            .FirstOrDefault().Story;
    }

    private static double Score(StoredStory story, HashSet<string> telling, IReadOnlyList<string> speakerKeys)
    {
        // One article tells of one event, whatever each of its statements says.
        if (story.SameArticle)
            return 2;
        if (story.SameEvent)
            return 1.5;
        if (telling.Count == 0)
            return 0;
        var there = Telling(story.Words);
        var shared = (double)telling.Count(there.Contains) / Math.Max(6, telling.Count);
        return shared + (story.Speakers.Split('+').Intersect(speakerKeys, StringComparer.Ordinal).Any() ? SpeakerInCommon : 0);
    }

    private static HashSet<string> Telling(string words) =>
        FoldedWord.Split(words).Where(w => w.Folded.Length >= ShortestTellingWord || w.Case == LetterCase.Capitals).Select(w => w.Folded)
            .Where(w => w is not ("that" or "this" or "with" or "from" or "have" or "been" or "will" or "would" or "were" or "they" or "their" or "there" or "which" or "said" or "also"))
            .ToHashSet(StringComparer.Ordinal);
}
