using System.Runtime.InteropServices;

namespace NewsBot.Text;

/// <summary>Memory that is not managed: the C library's heap, where ONNX Runtime, SQLite and the .NET runtime itself keep theirs, and what is mapped from files.</summary>
public static partial class NativeHeap
{
    private const int ArenaMax = -8;
    private const int MapThreshold = -3;

    private const int PagedOut = 21;

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

    /// <summary>
    /// Lets pages that are mapped from a file out of memory; whoever touches one again has it from the file (madvise(2), MADV_PAGEOUT, since
    /// Linux 5.4). Nothing where the kernel is another or older, or the file is another user's.
    /// </summary>
    /// <param name="start">Address of the first page.</param>
    /// <param name="length">Bytes, whole pages.</param>
    public static void PageOut(nuint start, nuint length) => Call(() => Advise(start, length, PagedOut));

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

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nuint start, nuint length, int advice);
}
