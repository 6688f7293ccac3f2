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
    InvalidLanguage,
    EmptyLabelInRequiredInput,
    DuplicateId,
}

/// <summary>The kinds that the official package tells apart on reading, by its numbers (its <c>AdaptiveWarning.WarningStatusCode</c>).</summary>
public enum WarningStatusCode
{
    /// <summary>Anything that is not known: a type, a property, a value.</summary>
    UnknownElementType = 0,
    UnsupportedSchemaVersion = 7,
    InvalidLanguage = 12,
    EmptyLabelInRequiredInput = 14,
}

/// <summary>Something in a card that clients would stumble over.</summary>
/// <param name="Path">Where, as a JSON path: <c>$.body[0].text</c>.</param>
public sealed record AdaptiveWarning(AdaptiveWarningCode Code, string Path, string Message)
{
    /// <summary>The code that the official package gives it.</summary>
    public WarningStatusCode StatusCode => Code switch
    {
        AdaptiveWarningCode.UnsupportedSchemaVersion => WarningStatusCode.UnsupportedSchemaVersion,
        AdaptiveWarningCode.InvalidLanguage => WarningStatusCode.InvalidLanguage,
        AdaptiveWarningCode.EmptyLabelInRequiredInput => WarningStatusCode.EmptyLabelInRequiredInput,
        _ => WarningStatusCode.UnknownElementType,
    };
}
