namespace NewsBot.Operations.Doctor;

/// <summary>How bad a finding is.</summary>
internal enum Severity
{
    Ok,

    /// <summary>It works, and somebody should look.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Error,
}

/// <summary>What one look of the doctor found.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Sentence">What was found; never a secret.</param>
/// <param name="Remedy">What to do; null when nothing is to be done.</param>
internal sealed record Finding(string Check, Severity Severity, string Sentence, string? Remedy = null)
{
    public static Finding Ok(string check, string sentence) => new(check, Severity.Ok, sentence);

    public static Finding Warning(string check, string sentence, string remedy) => new(check, Severity.Warning, sentence, remedy);

    public static Finding Error(string check, string sentence, string remedy) => new(check, Severity.Error, sentence, remedy);
}
