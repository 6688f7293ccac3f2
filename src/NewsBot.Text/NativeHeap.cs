using System.Runtime.InteropServices;

namespace NewsBot.Text;

/// <summary>The C library's heap, where ONNX Runtime, SQLite and the .NET runtime itself keep what is not managed.</summary>
public static partial class NativeHeap
{
    private const int ArenaMax = -8;
    private const int MapThreshold = -3;

    private const int Arenas = 2;
    private const int Mapped = 256 * 1024;

    /// <summary>
    /// Keeps glibc from opening an arena for each thread: what one leaves in pieces no other uses, so that a process of many threads grows
    /// for hours (mallopt(3), M_ARENA_MAX). What is large is mapped by itself and goes back when it is freed; by default the first large
    /// block that is freed moves that bound up to 32 MB (M_MMAP_THRESHOLD). To be called first, for it binds new arenas only.
    /// </summary>
    public static void Bound() => Call(() => SetOption(ArenaMax, Arenas) & SetOption(MapThreshold, Mapped));

    /// <summary>Gives what has been freed back to the system, which glibc does by itself only at the heap's end (malloc_trim(3)). Nothing where the C library is another.</summary>
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
