namespace NewsBot.Desk;

/// <summary>A file of the desk cannot be used; the message names the file, the place and what to do.</summary>
public sealed class DeskFileException : Exception
{
    public DeskFileException(string file, int line, int column, string problem)
        : base($"{file}, line {line}, column {column}: {problem}") => (File, Line, Column) = (file, line, column);

    public string File { get; }

    /// <summary>Counted from 1.</summary>
    public int Line { get; }

    /// <summary>Counted from 1, in characters.</summary>
    public int Column { get; }
}
