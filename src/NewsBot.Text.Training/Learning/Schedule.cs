namespace NewsBot.Text.Training.Learning;

/// <summary>Learning rates over a run: a short rise, then a straight line to zero by steps or by the clock, whichever is
/// further.</summary>
/// <param name="Steps">All steps of the run.</param>
/// <param name="Minutes">All minutes of the run.</param>
internal sealed record Schedule(int Steps, double Minutes)
{
    // The heads are new and may learn at once; the encoder would forget what it knows.
    private const int HeadRise = 10;

    private int Rise => Math.Max(1, Math.Min(Steps / 16, 120));

    public double Done(int step, double minutes) => Math.Max((double)step / Steps, minutes / Minutes);

    public bool IsOver(int step, double minutes) => Done(step, minutes) >= 1;

    /// <summary>What the rates of encoder and heads are multiplied by.</summary>
    public (double Encoder, double Heads) At(int step, double minutes)
    {
        var fall = Math.Max(0, 1 - Done(step, minutes));
        return (fall * Math.Min(1, (step + 1.0) / Rise), fall * Math.Min(1, (step + 1.0) / HeadRise));
    }
}
