namespace NewsBot.Statements;

/// <summary>Why a report did not become a statement. Stored as numbers: new members come last.</summary>
public enum LeftOut
{
    /// <summary>A position told without an occasion.</summary>
    Stance,

    /// <summary>A question.</summary>
    Question,

    /// <summary>"Declined to comment".</summary>
    Silence,

    /// <summary>Old words or context; kept for search, alerts nobody.</summary>
    Background,

    /// <summary>Nobody can be named for it.</summary>
    NoSpeaker,

    /// <summary>The same article already holds it.</summary>
    Repeated,

    /// <summary>What somebody might say.</summary>
    Hypothetical,

    /// <summary>A greeting or thanks.</summary>
    Courtesy,
}
