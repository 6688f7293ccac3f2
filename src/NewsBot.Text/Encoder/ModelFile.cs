namespace NewsBot.Text.Encoder;

/// <summary>Where the trained model lies: beside the program, as the build puts it.</summary>
internal static class ModelFile
{
    public const string HowToMake =
        "Make it from annotated articles: dotnet run --project src/NewsBot.Text.Training -c Release -- train --data DATA --out DIR, and put DIR/reader.onnx and DIR/reader.weights into src/NewsBot.Text/Models; the next build copies them beside the program.";

    /// <summary>The file with the large tensors; the model names it, and ONNX Runtime looks for it in the model's folder.</summary>
    public const string Weights = "reader.weights";

    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Models", "reader.onnx");

    /// <summary>Null, or the sentence that says what is missing and how to make it.</summary>
    public static string? Problem => ProblemOf(Path);

    public static string? ProblemOf(string path) =>
        ((string[])[path, WeightsOf(path)]).FirstOrDefault(file => !File.Exists(file)) is { } missing
            ? $"The text engine's model is missing: {missing}. {HowToMake}"
            : null;

    public static string WeightsOf(string path) => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, Weights);

    public static string Found() => Problem is { } problem ? throw new FileNotFoundException(problem, Path) : Path;
}
