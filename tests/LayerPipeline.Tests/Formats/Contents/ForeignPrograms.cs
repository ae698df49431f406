namespace LayerPipeline.Tests.Formats.Contents;

/// <summary>Programs of other systems, as far as anything looks at them.</summary>
internal static class ForeignPrograms
{
    /// <summary>A program for Windows: format 0x10b or 0x20b, with the address of its part for .NET, or 0.</summary>
    public static byte[] Windows(int format = 0x20b, uint net = 0)
    {
        var bytes = new byte[0x300];
        "MZ"u8.CopyTo(bytes);
        bytes[0x3c] = 0x80;
        "PE\0\0"u8.CopyTo(bytes.AsSpan(0x80));
        BitConverter.GetBytes((ushort)format).CopyTo(bytes, 0x98);
        BitConverter.GetBytes(net).CopyTo(bytes, 0x98 + (format == 0x20b ? 112 : 96) + (14 * 8));
        return bytes;
    }

    /// <summary>A program for macOS.</summary>
    public static byte[] Mac() => [0xcf, 0xfa, 0xed, 0xfe, .. new byte[400]];
}
