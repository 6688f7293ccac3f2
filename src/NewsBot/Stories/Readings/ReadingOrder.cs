using NewsBot.Text;
using NewsBot.Topics;

namespace NewsBot.Stories.Readings;

/// <summary>
/// What is read next. While few texts wait it is the order in which they came. While many do, those that may be on a topic come first, by
/// the tagger, which takes a hundredth of the time that reading takes, and whatever an office itself has published: its texts are few, and
/// some too short to tell. The others wait, and none for longer than <see cref="Longest"/>.
/// </summary>
public sealed class ReadingOrder(ReadingTable readings, TopicTagger tagger, TimeProvider clock)
{
    /// <summary>So many waiting texts are no load: reading them all takes half a minute of a core.</summary>
    public const int Many = 200;

    /// <summary>Whatever has waited so long comes as if it were on a topic.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private const int MostMarks = 5000;
    private const int TaggedAtOnce = 200;

    private readonly Dictionary<(long Article, int Revision), bool> tagged = [];

    /// <summary>The texts to read now. One caller at a time.</summary>
    public async Task<IReadOnlyList<WaitingText>> NextAsync(int limit, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var waiting = await readings.WaitingAsync(now, MostMarks, cancellationToken);
        IEnumerable<WaitingMark> order = waiting;
        if (waiting.Count > Many)
        {
            await TagAsync(waiting, now, cancellationToken);
            var overdue = now - Longest;
            // OrderBy keeps the order among equals.
            order = waiting.OrderBy(w => w.Backlog).ThenBy(w => w.Found <= overdue || tagged.GetValueOrDefault(Key(w), true) ? 0 : 1);
        }
        else
        {
            tagged.Clear();
        }

        var next = order.Take(limit).Select(w => w.ArticleId).ToList();
        var texts = (await readings.TextsAsync(next, now, cancellationToken)).ToDictionary(t => t.ArticleId);
        return [.. next.Where(texts.ContainsKey).Select(id => texts[id])];
    }

    // What is not tagged yet counts as on a topic: at worst it is read early.
    private async Task TagAsync(IReadOnlyList<WaitingMark> waiting, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var gone in tagged.Keys.Except(waiting.Select(Key)).ToList())
            tagged.Remove(gone);
        var unknown = waiting.Where(w => !tagged.ContainsKey(Key(w))).Take(TaggedAtOnce).Select(w => w.ArticleId).ToList();
        if (unknown.Count == 0)
            return;
        foreach (var text in await readings.TextsAsync(unknown, now, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            tagged[(text.ArticleId, text.Revision)] = text.Official || MayBeOnTopic(text);
        }
    }

    // By as much of the text as is read, so that none costs more than that. What the tagger fails on is read early, where the failure is
    // recorded.
    private bool MayBeOnTopic(WaitingText text)
    {
        try
        {
            return tagger.Read(text.Title, text.Text[..ArticleReader.ReadTo(text.Text)], text.Day).MayBeOnTopic;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return true;
        }
    }

    private static (long Article, int Revision) Key(WaitingMark mark) => (mark.ArticleId, mark.Revision);
}
