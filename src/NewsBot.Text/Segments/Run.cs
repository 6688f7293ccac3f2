namespace NewsBot.Text.Segments;

/// <summary>A run of tokens that names or points to who speaks, both ends included.</summary>
internal readonly record struct Run(int First, int Last);
