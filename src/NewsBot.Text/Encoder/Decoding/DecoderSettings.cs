using System.Globalization;

namespace NewsBot.Text.Encoder.Decoding;

/// <summary>What the decoders weigh the network's answers with; chosen on the part held back and kept in the model file.</summary>
/// <param name="Bias">Taken off "no cue": above 0 finds more cues.</param>
/// <param name="Penalty">What a content fragment costs.</param>
internal readonly record struct DecoderSettings(float Bias, float Penalty)
{
    public static DecoderSettings Read(IReadOnlyDictionary<string, string> metadata, Guide guide) =>
        new(Number(metadata, ModelFormat.BiasKey + guide), Number(metadata, ModelFormat.PenaltyKey + guide));

    public void Write(IDictionary<string, string> metadata, Guide guide)
    {
        metadata[ModelFormat.BiasKey + guide] = Bias.ToString(CultureInfo.InvariantCulture);
        metadata[ModelFormat.PenaltyKey + guide] = Penalty.ToString(CultureInfo.InvariantCulture);
    }

    private static float Number(IReadOnlyDictionary<string, string> metadata, string key) =>
        float.Parse(metadata[key], CultureInfo.InvariantCulture);
}
