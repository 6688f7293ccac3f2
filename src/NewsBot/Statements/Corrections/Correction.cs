namespace NewsBot.Statements.Corrections;

/// <summary>What an outlet did to words that it had published.</summary>
public enum CorrectionKind
{
    /// <summary>The quoted words, a number or a name are others now.</summary>
    Reworded,

    /// <summary>The sentence is gone, and no other outlet has it.</summary>
    Withdrawn,

    /// <summary>The words stand, with an editor's note beside them that was not there before.</summary>
    Noted,
}

/// <summary>A change of a statement that people who saw it are told of.</summary>
public sealed record Correction
{
    public required long StatementId { get; init; }

    /// <summary>Of the statement, after the correction.</summary>
    public required int Revision { get; init; }

    public required CorrectionKind Kind { get; init; }

    /// <summary>The article whose words changed.</summary>
    public required long ArticleId { get; init; }

    /// <summary>The outlet of that article; null where the correction is only being made.</summary>
    public string? Outlet { get; init; }

    /// <summary>The words before.</summary>
    public required string Was { get; init; }

    /// <summary>The words now; the same as before when only a note was added, empty when they are gone.</summary>
    public required string Became { get; init; }

    /// <summary>What the outlet says of its change, as it stands in the text.</summary>
    public string? Note { get; init; }

    public required DateTimeOffset Made { get; init; }

    /// <summary>Which words changed, for people: no quotation marks, because neither side is shown whole.</summary>
    public string Sentence
    {
        get
        {
            var change = Kind switch
            {
                CorrectionKind.Reworded => WordChange.Sentence(WordChange.Between(Was, Became)),
                CorrectionKind.Withdrawn => "the sentence was taken out",
                _ => "",
            };
            return string.Join("; ", new[] { change, Note ?? "" }.Where(part => part.Length > 0));
        }
    }
}
