using System.Text;

namespace LayerPipeline.Tests.Formats.Archives;

/// <summary>Archives that must be refused, each with words that the refusal must have.</summary>
internal static class HostileArchives
{
    private const int Device = 0x2000 | 0x1A4;
    private const int NamedPipe = 0x1000 | 0x1A4;
    private const int Socket = 0xC000 | 0x1A4;

    private static readonly HandEntry Good = new("good", "good");

    public static IReadOnlyDictionary<string, (HandZip Zip, string Words)> All { get; } =
        new Dictionary<string, (HandZip, string)>(StringComparer.Ordinal)
        {
            ["a name that climbs"] = (new(Good, new HandEntry("../evil", "x")), "'..'"),
            ["a name that climbs later"] = (new(Good, new HandEntry("a/../../evil", "x")), "'..'"),
            ["a folder that climbs"] = (new(Good, new HandEntry("../evil/")), "'..'"),
            ["an absolute name"] = (new(Good, new HandEntry("/tmp/evil", "x")), "absolute"),
            ["a backslash"] = (new(Good, new HandEntry("..\\evil", "x")), "backslash"),
            ["a drive with a backslash"] = (new(Good, new HandEntry("C:\\evil", "x")), "backslash"),
            ["a drive with a slash"] = (new(Good, new HandEntry("C:/evil", "x")), "drive"),
            ["a NUL in a name"] = (new(Good, new HandEntry("a\0b", "x")), "NUL"),
            ["an empty part"] = (new(Good, new HandEntry("a//b", "x")), "empty part"),
            ["a dot as part"] = (new(Good, new HandEntry("./a", "x")), "'.'"),
            ["a slash alone"] = (new(Good, new HandEntry("/", "")), "absolute"),
            ["no name"] = (new(Good, new HandEntry("", "x")), "no name"),
            ["a name that is not UTF-8"] = (new(Good, new HandEntry("x", "x") { RawName = [0x61, 0xE9, 0x62] }), "61E962"),
            ["a part that no file system takes"] = (new(Good, new HandEntry(new string('a', 256), "x")), "255"),
            ["a name that no system takes"] = (new(Good, new HandEntry(string.Join('/', Enumerable.Repeat("abc", 1100)), "x")), "4399"),
            ["one name twice"] = (new(Good, new HandEntry("good", "evil")), "twice"),
            ["another name in the local header"] = (new(Good, new HandEntry("nice", "x") { LocalName = "evil" }), "local header"),
            ["an encrypted entry"] = (new(Good, new HandEntry("x", "x") { Flags = 1 }), "encrypted"),
            ["strong encryption"] = (new(Good, new HandEntry("x", "x") { Flags = 1 << 6 }), "encrypted"),
            ["masked headers"] = (new(Good, new HandEntry("x", "x") { Flags = 1 << 13 }), "encrypted"),
            ["bzip2"] = (new(Good, new HandEntry("x", "x") { Method = 12 }), "method 12"),
            ["an unknown method"] = (new(Good, new HandEntry("x", "x") { Method = 4711 }), "method 4711"),
            ["a bomb by size"] = (
                new(
                    new HandEntry("bomb")
                    {
                        Content = new byte[5_000_000],
                        Deflate = true,
                        Bytes = 5_000_000_000,
                        Zip64 = true,
                    }
                ),
                "5000000000"
            ),
            ["a bomb by ratio"] = (new(new HandEntry("bomb", "0123456789") { Deflate = true, Bytes = 1_000_000 }), "1000000"),
            ["a bomb of many"] = (new([.. Enumerable.Range(0, 5).Select(Gigabyte)]), "1000000000"),
            ["stored and yet smaller"] = (new(new HandEntry("x", "0123") { Bytes = 9 }), "stored"),
            ["more than declared"] = (new(new HandEntry("x", "0123456789") { Deflate = true, Bytes = 4 }), "more than the 4 bytes"),
            ["less than declared"] = (new(new HandEntry("x", "0123456789") { Deflate = true, Bytes = 400 }), "400"),
            ["no deflate at all"] = (new(new HandEntry("x", "0123456789") { Body = [7, 7, 7, 7, 7], Method = 8 }), "inflated"),
            ["a wrong checksum"] = (new(Good, new HandEntry("x", "abc") { Crc = 1 }), "checksum"),
            ["a wrong checksum of deflated bytes"] = (new(Good, new HandEntry("x", "abcabcabc") { Deflate = true, Crc = 1 }), "checksum"),
            ["two entries at one place"] = (new(Good, new HandEntry("good2", "good") { Offset = 0 }), "reaches into"),
            ["an entry within another"] = (
                new(new HandEntry("big", new string('x', 200)), new HandEntry("in", "in") { Offset = 60 }),
                "reaches into"
            ),
            ["an entry behind the directory"] = (new(Good, new HandEntry("x", "x") { Offset = 100_000 }), "100000"),
            ["an entry longer than the archive"] = (
                new(
                    Good,
                    new HandEntry("x", "x")
                    {
                        Deflate = true,
                        CompressedBytes = 900,
                        Bytes = 900,
                    }
                ),
                "900"
            ),
            ["a negative size"] = (new(Good, new HandEntry("x", "x") { Zip64 = true, Bytes = -1 }), "negative"),
            ["a negative offset"] = (new(Good, new HandEntry("x", "x") { Zip64 = true, Offset = -30 }), "negative"),
            ["the largest offset"] = (new(Good, new HandEntry("x", "x") { Zip64 = true, Offset = long.MaxValue }), "reaches into"),
            ["a zip64 field that is short"] = (
                new(Good, new HandEntry("x", "x") { Bytes = uint.MaxValue, CentralExtra = [1, 0, 4, 0, 1, 1, 1, 1] }),
                "zip64"
            ),
            ["a link to the root"] = (new(Good, HandEntry.Link("x", "/etc")), "/etc"),
            ["a link that climbs"] = (new(Good, HandEntry.Link("a/x", "../../etc")), "is outside the archive"),
            ["a link that climbs through a link"] = (
                new(HandEntry.Link("d/up", ".."), HandEntry.Link("d/x", "up/../../etc/passwd")),
                "is outside the archive"
            ),
            ["a link with a backslash"] = (new(Good, HandEntry.Link("x", "..\\..")), "is outside the archive"),
            ["a link to nothing"] = (new(Good, HandEntry.Link("x", "")), "is outside the archive"),
            ["a link longer than a path"] = (new(Good, HandEntry.Link("x", new string('a', 5000))), "4095"),
            ["a file below a link"] = (new(HandEntry.Link("l", "good"), Good, new HandEntry("l/evil", "x")), "is below it"),
            ["a file below a file"] = (new(new HandEntry("a", "x"), new HandEntry("a/b", "x")), "is below it"),
            ["a file that is a folder"] = (new(new HandEntry("a", "x"), new HandEntry("a/")), "is below it"),
            ["a device"] = (new(Good, new HandEntry("x") { Mode = Device }), "device"),
            ["a named pipe"] = (new(Good, new HandEntry("x") { Mode = NamedPipe }), "pipe"),
            ["a socket"] = (new(Good, new HandEntry("x") { Mode = Socket }), "socket"),
            ["one part of several"] = (new(Good) { Disk = 1 }, "multi-part archive"),
            ["more entries than bytes"] = (new(Good) { DeclaredEntries = 9 }, "9 entries"),
            ["millions of entries"] = (new(Good) { DeclaredEntries = 1L << 40, Zip64 = true }, "entries"),
            ["a negative number of entries"] = (new(Good) { DeclaredEntries = -1, Zip64 = true }, "does not fit"),
            ["a directory behind the end"] = (new(Good) { DirectoryOffset = 5000 }, "does not fit"),
            ["a directory of all memory"] = (new(Good) { DirectoryBytes = 1L << 50, Zip64 = true }, "does not fit"),
            ["a directory that is none"] = (new(Good) { DirectoryOffset = 2 }, "directory"),
            ["a zip64 record elsewhere"] = (new(Good) { Zip64 = true, Zip64EndOffset = 3 }, "zip64 end record"),
            ["a zip64 record behind the end"] = (new(Good) { Zip64 = true, Zip64EndOffset = 1L << 60 }, "zip64 end record"),
        };

    public static byte[] NoZip { get; } = Encoding.ASCII.GetBytes(new string('-', 100_000));

    private static HandEntry Gigabyte(int index) =>
        new($"{index}")
        {
            Body = new byte[1_000_000],
            Method = 8,
            Bytes = 1_000_000_000,
        };
}
