using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace NewsBot.Text.Encoder;

/// <summary>Keeps ONNX Runtime from reporting to its maker what it runs, and from leaving an identifier of the machine in the user's folder.</summary>
/// <remarks>Its official builds do so on Windows, and since 1.29 on Linux and macOS; the variable is read once, when it is first used
/// (https://github.com/microsoft/onnxruntime/blob/main/docs/Privacy.md).</remarks>
internal static partial class Telemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>Comes before anything else of ONNX Runtime.</summary>
    public static void Refuse()
    {
        Environment.SetEnvironmentVariable(Variable, "1");
        // What .NET sets outside of Windows is a copy that native code does not see.
        if (!OperatingSystem.IsWindows())
            _ = SetEnvironment(Variable, "1", overwrite: 1);
        OrtEnv.Instance().DisableTelemetryEvents();
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
