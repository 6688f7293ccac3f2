using NewsBot.Commands.Lists;

namespace NewsBot.Commands.Lines;

/// <summary>What the parser made of a line.</summary>
public abstract record Reading;

/// <summary>A command, and no doubt about it.</summary>
public sealed record Understood(Command Command) : Reading;

/// <summary>No command: nothing is executed.</summary>
/// <param name="Sentence">What was not understood and what would have worked.</param>
/// <param name="Suggestions">Lines that would work, the likeliest first.</param>
public sealed record Misunderstood(string Sentence, IReadOnlyList<string> Suggestions) : Reading
{
    /// <summary>The head of the answer to a line that is clear, and no command; null where the line was not understood.</summary>
    public string? Heading { get; init; }

    /// <summary>What the line asks of a list that was shown before it; null when it asks nothing of one.</summary>
    internal FollowUp? OfList { get; init; }
}

/// <summary>Two or more readings: nothing is executed until the person picks one.</summary>
public sealed record Undecided(string Question, IReadOnlyList<string> Lines) : Reading;
