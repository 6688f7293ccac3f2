namespace NewsBot.Statements;

/// <summary>Why a report did not become a statement.</summary>
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
}
