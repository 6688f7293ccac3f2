using System.Buffers.Binary;
using System.Text;

namespace NewsBot.Text.Training.Network;

/// <summary>
/// TorchSharp's native library asks for GLIBCXX_3.4.32 for one marker symbol that nothing calls; Debian 12 has 3.4.30. In the
/// copy beside this program that requirement is marked weak, which the loader passes over. The package cache stays as it is.
/// </summary>
internal static class NativeLibrary
{
    private const string Version = "GLIBCXX_3.4.32";
    private const ushort Weak = 2;

    public static void Prepare()
    {
        foreach (var path in Directory.EnumerateFiles(AppContext.BaseDirectory, "libLibTorchSharp.so", SearchOption.AllDirectories))
        {
            var file = File.ReadAllBytes(path);
            if (!MarkWeak(file))
                continue;
            // Moved into place, so that a run that has it loaded keeps its own.
            File.WriteAllBytes(path + ".part", file);
            File.Move(path + ".part", path, overwrite: true);
        }
    }

    // A version requirement (Elf64_Vernaux) is hash, flags, index, name, offset of the next; the hash finds it.
    private static bool MarkWeak(byte[] file)
    {
        Span<byte> hash = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(hash, ElfHash(Version));
        var changed = false;
        for (var at = 0; file.AsSpan(at).IndexOf(hash) is >= 0 and var found; at += found + 4)
        {
            var entry = file.AsSpan(at + found);
            if ((at + found) % 4 != 0 || entry.Length < 16)
                continue;
            var (flags, next) = (BinaryPrimitives.ReadUInt16LittleEndian(entry[4..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]));
            if (flags != 0 || next is not (0 or 16))
                continue;
            BinaryPrimitives.WriteUInt16LittleEndian(entry[4..], Weak);
            changed = true;
        }

        return changed;
    }

    private static uint ElfHash(string name)
    {
        uint hash = 0;
        foreach (var letter in Encoding.ASCII.GetBytes(name))
        {
            hash = (hash << 4) + letter;
            var high = hash & 0xF0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }

        return hash;
    }
}
