using NewsBot.Text.Encoder;
using Xunit;

namespace NewsBot.Text.Tests.Encoder;

public sealed class ReaderModelTests
{
    private const string Text =
        "“The bridge is safe,” Ann Example told reporters on Monday. The harbour board had said that it would open in May.\n\n"
        + "The council ordered the ferrymen to stop.";

    [Fact]
    public void The_model_lies_beside_the_program() => Assert.Null(ArticleReader.Problem);

    [Fact]
    public void A_missing_model_is_told_with_the_command_that_makes_it() => Assert.Matches(
        "^The text engine's model is missing: /nowhere/reader.onnx. .*dotnet run --project src/NewsBot.Text.Training -c Release -- train", ModelFile.ProblemOf("/nowhere/reader.onnx"));

    [Fact]
    public void A_model_without_its_weights_is_missing_too()
    {
        var folder = Directory.CreateTempSubdirectory("newsbot-model");
        try
        {
            var path = Path.Combine(folder.FullName, "reader.onnx");
            File.Copy(ModelFile.Path, path);
            Assert.Contains($"is missing: {Path.Combine(folder.FullName, "reader.weights")}.", ModelFile.ProblemOf(path));
            File.Copy(ModelFile.WeightsOf(ModelFile.Path), ModelFile.WeightsOf(path));
            Assert.Null(ModelFile.ProblemOf(path));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Any_number_of_readers_at_once_find_the_same()
    {
        var first = Show(Guide.Newsroom);
        Assert.NotEmpty(first);
        Parallel.For(0, 8, _ => Assert.Equal(first, Show(Guide.Newsroom)));
    }

    [Fact]
    public void A_model_that_was_put_away_is_loaded_again_and_never_taken_from_a_reader()
    {
        var first = Show(Guide.Newsroom);
        Parallel.For(0, 8, n =>
        {
            ArticleReader.Rest();
            Assert.Equal(first, Show(Guide.Newsroom));
        });
    }

    [Fact]
    public void The_other_guide_counts_what_is_decreed()
    {
        Assert.Contains(Show(Guide.Polnear), line => line.Contains("ordered", StringComparison.Ordinal));
        Assert.DoesNotContain(Show(Guide.Newsroom), line => line.Contains("ordered", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_no_model_is_refused()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "no model");
        Assert.ThrowsAny<Exception>(() => new ReaderModel(path));
        File.Delete(path);
    }

    [Fact]
    public void Finding_stops_when_it_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => new ArticleReader().Find(Text, Guide.Polnear, cancelled.Token));
    }

    private static List<string> Show(Guide guide) =>
        [.. new ArticleReader().Find(Text, guide).Select(a => $"{a.Source?.Of(Text)}/{a.Cue.Of(Text)}/{string.Join("|", a.Content.Select(c => c.Of(Text)))}/{a.Score:0.000000}")];
}
