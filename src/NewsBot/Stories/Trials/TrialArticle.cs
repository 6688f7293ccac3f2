using NewsBot.Text;

namespace NewsBot.Stories.Trials;

/// <summary>A stored article that a topic is tried on.</summary>
internal sealed record TrialArticle
{
    public required long Id { get; init; }

    public required string Url { get; init; }

    public required string Outlet { get; init; }

    public required string Title { get; init; }

    /// <summary>The text of the revision that was read last.</summary>
    public required string Text { get; init; }

    /// <summary>When its outlet published it; when it was found, if the outlet does not say.</summary>
    public required DateTimeOffset At { get; init; }

    public IReadOnlyList<TrialReport> Reports { get; init; } = [];

    public DateOnly Day => DateOnly.FromDateTime(At.UtcDateTime);
}

/// <summary>A report of that text that tells a statement.</summary>
internal sealed record TrialReport
{
    public required long ArticleId { get; init; }

    public required long StatementId { get; init; }

    public required string SpeakerKey { get; init; }

    public required string SpeakerName { get; init; }

    public string? Office { get; init; }

    public required string SourceSpans { get; init; }

    public required string CueSpan { get; init; }

    public required string ContentSpans { get; init; }

    public required ReportType Type { get; init; }
}
