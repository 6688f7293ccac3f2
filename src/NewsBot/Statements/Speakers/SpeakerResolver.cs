using NewsBot.Desk;

namespace NewsBot.Statements.Speakers;

/// <summary>Says who a report's mentions name: somebody of the registry with the office held on the day, a named stranger, or nobody. It never guesses.</summary>
public sealed class SpeakerResolver(Newsdesk desk)
{
    /// <summary>Prepares the resolving for one article.</summary>
    /// <param name="text">The article's text.</param>
    /// <param name="day">Its day, which decides offices; null when unknown.</param>
    /// <param name="title">Its title, which may name in full whom the text calls by the surname; empty when unknown.</param>
    public ArticleSpeakers In(string text, DateOnly? day, string title = "") => new(desk.Index, text, day, title);
}
