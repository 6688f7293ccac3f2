namespace NewsBot.Commands;

/// <summary>Something that a person can say. One sealed record for each verb, beside the handler that answers it.</summary>
public abstract record Command
{
    /// <summary>The line that a person would type for it; the parser reads it back to an equal command. Buttons say these lines.</summary>
    public abstract string Write();
}
