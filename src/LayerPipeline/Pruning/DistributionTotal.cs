namespace LayerPipeline.Pruning;

/// <summary>One distribution before and after.</summary>
public sealed record DistributionTotal
{
    /// <summary>Normalised name, or <c>(none)</c> for files that no RECORD names.</summary>
    public required string Distribution { get; init; }

    /// <summary>Files in raw.zip.</summary>
    public required int Files { get; init; }

    /// <summary>Unzipped bytes in raw.zip.</summary>
    public required long BytesBefore { get; init; }

    /// <summary>Files in layer.zip, its bytecode not counted.</summary>
    public required int FilesAfter { get; init; }

    /// <summary>Unzipped bytes in layer.zip, its bytecode among them.</summary>
    public required long BytesAfter { get; init; }

    /// <summary>Unzipped bytes of its bytecode in layer.zip.</summary>
    public long BytecodeBytes { get; init; }
}
