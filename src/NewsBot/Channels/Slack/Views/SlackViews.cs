namespace NewsBot.Channels.Slack.Views;

/// <summary>What is shown beside messages.</summary>
internal sealed record SlackViews(SlackHome Home, SlackSettings Settings, SlackShortcut Shortcut);
