namespace NewsBot.Commands;

/// <summary>Something that a person can say. One sealed record for each verb, beside the handler that answers it.</summary>
public abstract record Command
{
    /// <summary>The line that a person would type for it; the parser reads it back to an equal command. Buttons say these lines.</summary>
    public abstract string Write();

    /// <summary>Whether it changes what a conversation follows, so that the conversation's owners may keep it to
    /// themselves.</summary>
    public virtual bool Changes => false;

    /// <summary>What it means under a post: what was left unsaid is taken from there.</summary>
    public virtual Command Under(Above above) => this;
}
