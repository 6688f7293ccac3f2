using System.IO.MemoryMappedFiles;
using NewsBot.Stories.Readings;
using NewsBot.Text;
using Xunit;

namespace NewsBot.Tests.Stories;

public sealed class ReaderMemoryTests
{
    [Fact]
    public void Pages_of_the_named_library_are_found_but_those_that_can_be_written_to()
    {
        string[] maps =
        [
            "7f6406400000-7f64064d4000 r--p 00000000 fe:00 5334600                    /opt/news bot/libonnxruntime.so",
            "7f64064d4000-7f6407a94000 r-xp 000d4000 fe:00 5334600                    /opt/news bot/libonnxruntime.so.1",
            "7f6407ff6000-7f6408000000 rw-p 01bf5000 fe:00 5334600                    /opt/news bot/libonnxruntime.so",
            "7f6408000000-7f6408010000 r--p 00000000 fe:00 5334601                    /opt/libonnxruntime/NewsBot.dll",
            "7f6409000000-7f6409010000 r--p 00000000 00:00 0 ",
            "7ffd1a000000-7ffd1a021000 r--p 00000000 00:00 0                          [vvar]",
        ];
        Assert.Equal([(0x7f6406400000UL, 0xd4000UL), (0x7f64064d4000UL, 0x15c0000UL)], ReaderMemory.Mapped(maps, "libonnxruntime").Select(p => ((ulong)p.Start, (ulong)p.Length)));
    }

    [Fact]
    public void What_is_let_out_of_memory_is_read_from_its_file_again()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, new string('n', 1 << 16));
        using (var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read))
        using (var view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read))
        {
            NativeHeap.PageOut((nuint)view.SafeMemoryMappedViewHandle.DangerousGetHandle(), 1 << 16);
            var read = new byte[1 << 16];
            view.ReadArray(0, read, 0, read.Length);
            Assert.All(read, b => Assert.Equal((byte)'n', b));
        }

        File.Delete(path);
    }
}
