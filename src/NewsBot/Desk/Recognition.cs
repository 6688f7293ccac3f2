namespace NewsBot.Desk;

/// <summary>A speaker of the registry recognised in a text.</summary>
/// <param name="Start">First character of the name, a rank before it included; UTF-16 code units.</param>
/// <param name="End">After the last character of the name.</param>
/// <param name="Speaker">Who it is.</param>
/// <param name="Office">The office held on the day that was given; null when none is known or no day was given.</param>
public sealed record Recognition(int Start, int End, Speaker Speaker, Office? Office);
