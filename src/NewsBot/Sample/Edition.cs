namespace NewsBot.Sample;

/// <summary>An article as readers see it now.</summary>
internal sealed record PublishedArticle
{
    public required Outlet Outlet { get; init; }

    public required string Slug { get; init; }

    /// <summary>Begins with <c>[Sample]</c>.</summary>
    public required string Title { get; init; }

    public required string Byline { get; init; }

    public required DateTimeOffset Published { get; init; }

    /// <summary>When its text last changed; equal to <see cref="Published"/> for most.</summary>
    public required DateTimeOffset Updated { get; init; }

    public required IReadOnlyList<string> Paragraphs { get; init; }

    public string Path => $"/{Outlet.Key}/{Slug}";
}

/// <summary>What the sample newsroom has published at one moment, newest first.</summary>
internal sealed class Edition
{
    private Edition(IReadOnlyList<PublishedArticle> articles) => Articles = articles;

    public IReadOnlyList<PublishedArticle> Articles { get; }

    public PublishedArticle? Find(string outlet, string slug) =>
        Articles.FirstOrDefault(a => a.Outlet.Key == outlet && a.Slug == slug);

    public IReadOnlyList<PublishedArticle> Of(Outlet outlet) => [.. Articles.Where(a => a.Outlet == outlet)];

    /// <summary>Dates every draft whose step has come, and puts revised texts in the place of the first ones.</summary>
    public static Edition At(IReadOnlyList<DraftArticle> drafts, NewsroomState state)
    {
        var due = drafts.Where(d => d.Step <= state.Released.Count).ToLookup(d => d.Revises);
        var revisions = due[true].ToLookup(d => (d.Outlet, d.Slug));
        return new Edition([.. due[false]
            .Select(d => Publish(d, revisions[(d.Outlet, d.Slug)].MaxBy(r => r.Step), state))
            .OrderByDescending(a => a.Published)
            .ThenBy(a => a.Slug, StringComparer.Ordinal)]);
    }

    private static PublishedArticle Publish(DraftArticle draft, DraftArticle? revised, NewsroomState state)
    {
        var published = Instant(draft, state);
        var text = revised ?? draft;

        // The day in UTC, so that a weekday in the words fits the date in the feed.
        string Dated(string words) => DatedText.Fill(words, DateOnly.FromDateTime(published.UtcDateTime), draft.Outlet.Language);

        return new PublishedArticle
        {
            Outlet = draft.Outlet,
            Slug = draft.Slug,
            Title = "[Sample] " + Dated(text.Title),
            Byline = text.Byline,
            Published = published,
            Updated = revised is null ? published : Instant(revised, state),
            Paragraphs = [.. text.Paragraphs.Select(Dated)],
        };
    }

    private static DateTimeOffset Instant(DraftArticle draft, NewsroomState state) =>
        draft.Step == 0 ? state.Started.AddHours(draft.Hours) : state.Released[draft.Step - 1];
}
