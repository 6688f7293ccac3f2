using System.Runtime.InteropServices;

namespace NewsBot.Text.Encoder;

/// <summary>The C library's heap, where ONNX Runtime keeps what it reads a model from.</summary>
internal static partial class NativeHeap
{
    private const int ArenaMax = -8;
    private const int Arenas = 2;

    /// <summary>Keeps glibc from opening an arena for each thread that reads (mallopt(3), M_ARENA_MAX): what one leaves in pieces no other
    /// uses, so that a process of many threads grows for hours.</summary>
    public static void Bound() => Call(() => SetOption(ArenaMax, Arenas));

    /// <summary>Gives what has been freed back to the system, which glibc does by itself only at the heap's end (malloc_trim(3)); about
    /// 60 MB after a model. Nothing where the C library is another.</summary>
    public static void Trim() => Call(() => Trim(0));

    private static void Call(Func<int> function)
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = function();
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            // musl has no such call.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetOption(int option, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Trim(nuint pad);
}
