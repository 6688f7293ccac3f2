namespace NewsBot.Text;

/// <summary>Whose rules say what counts as an attribution; the engine learned from two sets that mark different things.</summary>
public enum Guide
{
    /// <summary>This project's: utterances only, with stances and silences marked as such.</summary>
    Newsroom,

    /// <summary>PolNeAR's: beliefs, wishes and decrees too. For measuring on that set.</summary>
    Polnear,
}
