namespace AdaptiveCards;

/// <summary>A button.</summary>
/// <param name="Type">Its type name: <c>Action.Submit</c>.</param>
public abstract record AdaptiveAction(string Type, string? Title);

/// <summary>Opens an address.</summary>
public sealed record AdaptiveOpenUrlAction(string? Title, string Url) : AdaptiveAction("Action.OpenUrl", Title);

/// <summary>Sends data to the bot.</summary>
/// <param name="Data">The data as JSON; null when there is none.</param>
public sealed record AdaptiveSubmitAction(string? Title, string? Data) : AdaptiveAction("Action.Submit", Title);

/// <summary>An action without a type of its own here.</summary>
public sealed record AdaptiveOtherAction(string Type, string? Title) : AdaptiveAction(Type, Title);
