using System.Text;

namespace LayerPipeline.Formats.Elf;

/// <summary>
/// A table of strings that end with a zero byte. Strings may share their ends, so a small table could stand for
/// gigabytes of text: what is handed out in total is limited.
/// </summary>
/// <param name="bytes">The table.</param>
internal sealed class ElfStrings(ReadOnlyMemory<byte> bytes)
{
    // The longest C++ names of real libraries have a few thousand characters.
    private const int LongestName = 65_536;

    private long _left = (4L * bytes.Length) + 65_536;

    public string Get(ulong offset)
    {
        if (offset >= (ulong)bytes.Length)
        {
            throw new InvalidElfException($"a name at {offset} is outside its table of {bytes.Length} bytes");
        }

        var rest = bytes.Span[(int)offset..];
        var length = rest[..Math.Min(rest.Length, LongestName)].IndexOf((byte)0);
        if (length < 0)
        {
            throw new InvalidElfException($"the name at {offset} of its table is not terminated");
        }

        return Interlocked.Add(ref _left, -length) < 0
            ? throw new InvalidElfException("its names overlap so often that they are many times larger than their table")
            : Encoding.UTF8.GetString(rest[..length]);
    }
}
