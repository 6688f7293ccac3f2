namespace NewsBot.Text.Training.Data;

/// <summary>What is learned from, and what is held back to choose a checkpoint and the decoder's settings by. The sets that are
/// for measuring (PolNeAR dev, our gold) are read by neither.</summary>
internal sealed record TrainingSet(IReadOnlyList<LabelledArticle> Learned, IReadOnlyList<LabelledArticle> HeldBack)
{
    private const int PolnearEvery = 20;
    private const int OwnEvery = 10;

    /// <param name="data">The folder of shared data.</param>
    /// <param name="articles">The first so many of each set; null for all.</param>
    public static TrainingSet Read(string data, int? articles)
    {
        var polnear = LabelledArticles.Polnear(Path.Combine(data, "polnear", "train.jsonl"));
        var own = LabelledArticles.Own(Path.Combine(data, "gold", "train.jsonl"), Path.Combine(data, "articles", "articles.jsonl"));
        var most = articles ?? int.MaxValue;
        bool Back(int index, int every) => index % every == every / 2;
        return new(
            [.. polnear.Where((_, i) => !Back(i, PolnearEvery)).Take(most), .. own.Where((_, i) => !Back(i, OwnEvery)).Take(most)],
            [.. polnear.Where((_, i) => Back(i, PolnearEvery)).Take(most), .. own.Where((_, i) => Back(i, OwnEvery)).Take(most)]);
    }
}
