using System.Globalization;
using NewsBot.Text;

namespace NewsBot.Stories.Readings;

/// <summary>What the text engine takes up, and gives back when nobody reads: the model, and the code of the library that runs it.</summary>
internal static class ReaderMemory
{
    private const string Library = "libonnxruntime";

    /// <summary>Frees it all, unless somebody reads now; the next reading has it back in less than a second.</summary>
    /// <returns>True when the model was in memory and is not any more.</returns>
    public static bool GiveBack()
    {
        if (!ArticleReader.Rest())
            return false;
        if (OperatingSystem.IsLinux())
        {
            foreach (var (start, length) in Mapped(File.ReadLines("/proc/self/maps"), Library))
                NativeHeap.PageOut(start, length);
        }

        return true;
    }

    /// <summary>Where the pages of a file that nobody can write to lie in memory.</summary>
    /// <param name="maps">The lines of /proc/self/maps (proc_pid_maps(5)).</param>
    /// <param name="file">How the file's name begins.</param>
    /// <returns>Address and length in bytes of each piece.</returns>
    internal static IEnumerable<(nuint Start, nuint Length)> Mapped(IEnumerable<string> maps, string file)
    {
        foreach (var line in maps)
        {
            // Address, permissions, offset, device, inode, path; the path may hold spaces.
            var fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 6 || fields[1].Contains('w', StringComparison.Ordinal) || !Path.GetFileName(fields[5]).StartsWith(file, StringComparison.Ordinal))
                continue;
            var ends = Array.ConvertAll(fields[0].Split('-'), e => nuint.Parse(e, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            yield return (ends[0], ends[1] - ends[0]);
        }
    }
}
