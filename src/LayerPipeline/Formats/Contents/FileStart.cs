using System.Buffers.Binary;
using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Formats.Contents;

/// <summary>The first bytes of a file, which say what it is.</summary>
/// <param name="Kind">What it is; not <see cref="FileKind.Foreign"/> for ELF files, of which the target decides.</param>
/// <param name="Elf">Class, type and machine; null for what is not an ELF file.</param>
/// <param name="IsRun">Whether an ELF file names an interpreter: programs do, and a few libraries.</param>
internal readonly record struct FileStart(FileKind Kind, ElfIdentity? Elf = null, bool IsRun = false)
{
    /// <summary>Bytes that are looked at: program headers and the headers of Windows programs begin before.</summary>
    public const int Length = 1024;

    /// <summary>A fat file of macOS has a part a processor; the same magic with a larger number is a Java class.</summary>
    private const uint MostProcessors = 30;

    /// <summary>Tells what a file is.</summary>
    /// <param name="start">Its first bytes, up to <see cref="Length"/>.</param>
    public static FileStart Read(ReadOnlySpan<byte> start) =>
        ElfIdentity.Read(start) is { } elf ? new FileStart(KindOf(elf), elf, HasInterpreter(start, elf))
        : IsWindows(start) || IsMac(start) ? new FileStart(FileKind.Foreign)
        : IsStaticLibrary(start) ? new FileStart(FileKind.StaticLibrary)
        : IsBytecode(start) ? new FileStart(FileKind.Bytecode)
        : start.StartsWith("#!"u8) ? new FileStart(FileKind.Script)
        : default;

    private static FileKind KindOf(ElfIdentity elf) =>
        elf.Type switch
        {
            1 => FileKind.Object,
            2 => FileKind.Program,
            3 => FileKind.Library,
            _ => FileKind.Other,
        };

    private static bool HasInterpreter(ReadOnlySpan<byte> start, ElfIdentity elf)
    {
        if (!elf.Is64Bit || !elf.IsLittleEndian || start.Length < 64)
        {
            return false;
        }

        var at = BinaryPrimitives.ReadUInt64LittleEndian(start[32..]);
        for (int left = BinaryPrimitives.ReadUInt16LittleEndian(start[56..]); left > 0 && at <= (ulong)start.Length - 4; left--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(start[(int)at..]) == SegmentTypes.Interpreter)
            {
                return true;
            }

            at += ElfSegment.EntrySize;
        }

        return false;
    }

    /// <summary>
    /// "MZ", and where that header says, "PE". What is for .NET runs on Linux, too, and says so in the fifteenth directory.
    /// Source: https://learn.microsoft.com/windows/win32/debug/pe-format.
    /// </summary>
    private static bool IsWindows(ReadOnlySpan<byte> start)
    {
        const int HeaderBytes = 24;
        if (start.Length < 64 || !start.StartsWith("MZ"u8))
        {
            return false;
        }

        var at = BinaryPrimitives.ReadUInt32LittleEndian(start[60..]);
        if (at > start.Length - HeaderBytes - 2 || !start[(int)at..].StartsWith("PE\0\0"u8))
        {
            return false;
        }

        var optional = start[((int)at + HeaderBytes)..];
        var directories = BinaryPrimitives.ReadUInt16LittleEndian(optional) == 0x20b ? 112 : 96;
        var forNet = directories + (14 * 8);
        return optional.Length < forNet + 8 || BinaryPrimitives.ReadUInt64LittleEndian(optional[forNet..]) == 0;
    }

    /// <summary>Source: mach-o/loader.h and mach-o/fat.h of https://github.com/apple-oss-distributions/xnu.</summary>
    private static bool IsMac(ReadOnlySpan<byte> start) =>
        start.Length >= 8
        && (
            BinaryPrimitives.ReadUInt32LittleEndian(start) is 0xfeedface or 0xfeedfacf
            || (
                BinaryPrimitives.ReadUInt32BigEndian(start) is 0xcafebabe or 0xcafebabf
                && BinaryPrimitives.ReadUInt32BigEndian(start[4..]) is > 0 and <= MostProcessors
            )
        );

    /// <summary>A package of Debian is an archive of the same format, and not for linking.</summary>
    private static bool IsStaticLibrary(ReadOnlySpan<byte> start) =>
        (start.StartsWith("!<arch>\n"u8) && !start[8..].StartsWith("debian-binary"u8))
        || start.StartsWith("!<thin>\n"u8)
        || (start.StartsWith("# "u8) && FirstLine(start).EndsWith(" - a libtool library file"u8));

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> start) =>
        start.IndexOf((byte)'\n') is >= 0 and var end ? start[..end] : start;

    /// <summary>
    /// The magic number of Python 3, which no text begins with, and flags that exist. Source: Lib/importlib/_bootstrap_external.py of
    /// CPython and https://peps.python.org/pep-0552/.
    /// </summary>
    private static bool IsBytecode(ReadOnlySpan<byte> start) =>
        start.Length >= 16
        && BinaryPrimitives.ReadUInt16LittleEndian(start) is >= 3000 and < 4000
        && start[2..].StartsWith("\r\n"u8)
        && BinaryPrimitives.ReadUInt32LittleEndian(start[4..]) <= 3;
}
