namespace NewsBot.Text.Encoder;

/// <summary>Where the trained model lies: beside the program, as the build puts it.</summary>
internal static class ModelFile
{
    public const string HowToMake =
        "Make it from annotated articles: dotnet run --project src/NewsBot.Text.Training -c Release -- train --data DATA --out DIR";

    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Models", "reader.onnx");

    /// <summary>Null, or the sentence that says what is missing and how to make it.</summary>
    public static string? Problem => ProblemOf(Path);

    public static string? ProblemOf(string path) => File.Exists(path) ? null : $"The text engine's model is missing: {path}. {HowToMake}";

    public static string Found() => Problem is { } problem ? throw new FileNotFoundException(problem, Path) : Path;
}
