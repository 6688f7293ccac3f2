namespace NewsBot.Slack.Installing;

/// <summary>The app in one workspace, or in all workspaces of an organisation.</summary>
/// <remarks>It prints without its tokens.</remarks>
public sealed record Installation
{
    /// <summary>The store's own key.</summary>
    public long Id { get; init; }

    /// <summary>When it was made: one that takes its place has the same key.</summary>
    public DateTimeOffset? Installed { get; init; }

    /// <summary>The organisation of an Enterprise Grid.</summary>
    public string? Enterprise { get; init; }

    /// <summary>The workspace; null for an installation in a whole organisation.</summary>
    public string? Team { get; init; }

    public string? TeamName { get; init; }

    public required string AppId { get; init; }

    public required string BotToken { get; init; }

    /// <summary>With token rotation: exchanges for the next pair.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>With token rotation: when the token ends.</summary>
    public DateTimeOffset? Expires { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The bot as a user of the workspace.</summary>
    public required string BotUser { get; init; }

    /// <summary>The person who installed it.</summary>
    public string? Installer { get; init; }

    /// <summary>Name under which its calls are counted.</summary>
    public string Counted => Team ?? Enterprise ?? "";

    public override string ToString() => $"installation {Id} of {AppId} in {Team ?? Enterprise}";
}
