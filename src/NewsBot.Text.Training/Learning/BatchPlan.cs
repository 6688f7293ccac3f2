using NewsBot.Text.Training.Data;

namespace NewsBot.Text.Training.Learning;

/// <summary>Which windows are learned from together in one epoch: of like length, in an order that only the seed decides.</summary>
internal static class BatchPlan
{
    public static List<List<LabelledWindow>> Of(IReadOnlyList<LabelledWindow> windows, int pieces, int seed)
    {
        var random = new Random(seed);
        var batches = new List<List<LabelledWindow>>();
        var batch = new List<LabelledWindow>();
        var longest = 0;
        foreach (var window in windows.OrderBy(window => (window.Window.Length / 16) + random.NextDouble()))
        {
            longest = Math.Max(longest, window.Window.Length);
            if (batch.Count > 0 && longest * (batch.Count + 1) > pieces)
            {
                batches.Add(batch);
                (batch, longest) = ([], window.Window.Length);
            }

            batch.Add(window);
        }

        batches.Add(batch);
        return [.. batches.OrderBy(_ => random.Next())];
    }
}
