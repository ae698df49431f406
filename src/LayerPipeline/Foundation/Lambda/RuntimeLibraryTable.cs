namespace LayerPipeline.Foundation.Lambda;

/// <summary>runtime-libraries.json.</summary>
internal sealed record RuntimeLibraryTable
{
    /// <summary>Version of this file's form.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>One entry an operating system.</summary>
    public required IReadOnlyList<RuntimeLibrarySystem> Systems { get; init; }
}
