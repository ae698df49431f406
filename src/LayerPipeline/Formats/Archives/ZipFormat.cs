namespace LayerPipeline.Formats.Archives;

/// <summary>Signatures, sizes and values of the zip format. Source: PKWARE APPNOTE.TXT 6.3.10.</summary>
internal static class ZipFormat
{
    public const uint LocalHeaderSignature = 0x04034b50;
    public const int LocalHeaderBytes = 30;

    public const uint CentralHeaderSignature = 0x02014b50;
    public const int CentralHeaderBytes = 46;

    public const uint EndSignature = 0x06054b50;
    public const int EndBytes = 22;

    public const uint Zip64EndSignature = 0x06064b50;
    public const int Zip64EndBytes = 56;

    public const uint Zip64LocatorSignature = 0x07064b50;
    public const int Zip64LocatorBytes = 20;

    public const ushort Zip64ExtraTag = 0x0001;

    public const ushort Encrypted = 1 << 0;
    public const ushort StrongEncryption = 1 << 6;
    public const ushort MaskedHeaders = 1 << 13;
    public const ushort Utf8Name = 1 << 11;

    public const ushort Stored = 0;
    public const ushort Deflated = 8;

    public const byte UnixHost = 3;

    /// <summary>
    /// Comment of an archive that only carries its entries from one machine to the next: another program deflated them, and who keeps one
    /// deflates it again. What the entries are does not depend on it.
    /// </summary>
    public static ReadOnlySpan<byte> TransportComment => "layer-pipeline: for transport"u8;

    public const ushort Version20 = 20;
    public const ushort Version45 = 45;

    /// <summary>1 January 1980, the earliest date that the format can hold.</summary>
    public const ushort Date1980 = (1 << 5) | 1;
}
