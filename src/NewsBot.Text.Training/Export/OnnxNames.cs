namespace NewsBot.Text.Training.Export;

/// <summary>Field and type numbers of onnx.proto, as far as a model needs them.</summary>
internal static class OnnxNames
{
    public const int IrVersion = 8;
    public const int Opset = 17;

    public const int FloatType = 1;
    public const int Int8Type = 3;
    public const int Int32Type = 6;
    public const int Int64Type = 7;
    public const int BoolType = 9;

    /// <summary>Contributed operators of ONNX Runtime.</summary>
    public const string Contributed = "com.microsoft";
}
