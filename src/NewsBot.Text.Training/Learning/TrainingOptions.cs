namespace NewsBot.Text.Training.Learning;

/// <summary>What one run is told.</summary>
internal sealed record TrainingOptions
{
    /// <summary>The folder of checkpoints and of the exported model.</summary>
    public required string Out { get; init; }

    /// <summary>Times that each article is seen.</summary>
    public double Epochs { get; init; } = 3;

    /// <summary>The clock's limit, evaluations included.</summary>
    public double Minutes { get; init; } = 600;

    public int MostSteps { get; init; } = int.MaxValue;

    /// <summary>How often an own article is seen for each time a PolNeAR one is.</summary>
    public int OwnTimes { get; init; } = 2;

    public float EncoderRate { get; init; } = 1.4e-4f;

    public float HeadRate { get; init; } = 8e-4f;

    /// <summary>Decides the heads' first weights.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Decides the order of the articles and what dropout leaves out.</summary>
    public int Order { get; init; } = 1;

    /// <summary>Pieces of a step at most, padding counted.</summary>
    public int BatchPieces { get; init; } = 1280;

    /// <summary>Steps between two looks at the part held back.</summary>
    public int EvaluateEvery { get; init; } = 400;

    /// <summary>Steps that a kill costs at most.</summary>
    public int SaveEvery { get; init; } = 100;
}
