using LayerPipeline.Pruning.Passes.Proof;

namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>What is to become of a library's kernels.</summary>
internal sealed record KernelResult
{
    /// <summary>A library without kernels, or one whose kernels all stay.</summary>
    public static KernelResult None { get; } = new();

    /// <summary>The library with its choice redirected, and what it may leave out; null where kernels stay. Not yet proven.</summary>
    public LibraryEdit? Edit { get; init; }

    /// <summary>Cores whose kernels go, each with the one chosen in its place.</summary>
    public IReadOnlyDictionary<string, string> Redirected { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Why the library is left alone although it has kernels, or null.</summary>
    public string? Refusal { get; init; }

    internal static KernelResult Refuse(string why) => new() { Refusal = why };
}
