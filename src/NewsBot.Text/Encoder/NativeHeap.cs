using System.Runtime.InteropServices;

namespace NewsBot.Text.Encoder;

/// <summary>The C library's heap, where ONNX Runtime keeps what it reads a model from.</summary>
internal static partial class NativeHeap
{
    /// <summary>Gives what has been freed back to the system, which glibc does by itself only at the heap's end (malloc_trim(3)); about
    /// 60 MB after a model. Nothing where the C library is another.</summary>
    public static void Trim()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = Trim(0);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            // musl has no such call.
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Trim(nuint pad);
}
