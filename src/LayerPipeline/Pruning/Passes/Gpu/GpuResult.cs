using LayerPipeline.Pruning.Passes.Proof;

namespace LayerPipeline.Pruning.Passes.Gpu;

/// <summary>What is to become of a library's code for GPUs.</summary>
internal sealed record GpuResult
{
    /// <summary>A library without such code.</summary>
    public static GpuResult None { get; } = new();

    /// <summary>What the library may leave out; null where nothing goes. Not yet proven.</summary>
    public LibraryEdit? Edit { get; init; }

    /// <summary>Names of the sections that go, in order.</summary>
    public IReadOnlyList<string> Sections { get; init; } = [];

    /// <summary>Bytes that go with them.</summary>
    public long Bytes { get; init; }

    /// <summary>Why code for GPUs stays, in words; empty where none does.</summary>
    public IReadOnlyList<string> Stays { get; init; } = [];
}
