namespace AdaptiveCards;

/// <summary>What kind of thing a client would stumble over.</summary>
public enum AdaptiveWarningCode
{
    UnknownElementType,
    UnknownActionType,
    UnknownProperty,
    UnknownValue,
    UnsupportedSchemaVersion,
    NewerThanVersion,
    MissingProperty,
    WrongKind,
    UnexpandedTemplate,
}

/// <summary>Something in a card that clients would stumble over.</summary>
/// <param name="Path">Where, as a JSON path: <c>$.body[0].text</c>.</param>
public sealed record AdaptiveWarning(AdaptiveWarningCode Code, string Path, string Message);
