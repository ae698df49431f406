using LayerPipeline.Formats.Elf;
using LayerPipeline.Pruning.Passes.Kernels;
using LayerPipeline.Pruning.Passes.Proof;
using LayerPipeline.Pruning.Passes.Trim;

namespace LayerPipeline.Pruning.Passes;

/// <summary>Makes one shared library of a layer smaller, and proves the result before it hands it out.</summary>
public static class BinaryTrimmer
{
    /// <summary>Trims a library. Safe to call for several libraries at once.</summary>
    /// <param name="path">Path in the layer.</param>
    /// <param name="original">The whole file, as its maker built it; any file may be given.</param>
    /// <param name="upTo">How far to go.</param>
    /// <param name="architecture"><c>x86_64</c> or <c>arm64</c>.</param>
    /// <param name="imported">Symbols that libraries of the layer import, which stay; null where nothing is known of them.</param>
    /// <returns>The smaller library, verified; or the original, with a reason where it might have been smaller.</returns>
    public static TrimmedLibrary Trim(
        string path,
        ReadOnlyMemory<byte> original,
        BinaryTier upTo,
        string architecture,
        IReadOnlySet<string>? imported = null
    )
    {
        if (ElfIdentity.Read(original.Span) is not { IsLoadable: true })
        {
            return Unchanged(path, original, null);
        }

        var kernels =
            upTo >= BinaryTier.Kernels ? OpenBlasKernels.Drop(original, architecture, imported) : KernelResult.Unchanged(original);
        return kernels.SavedBytes > 0
            ? new TrimmedLibrary
            {
                Path = path,
                Content = kernels.Content,
                SavedBytes = kernels.SavedBytes,
                Tier = BinaryTier.Kernels,
                Redirected = kernels.Redirected,
            }
            : Pack(path, original, kernels.Refusal is null ? null : $"kernels stay: {kernels.Refusal}");
    }

    private static TrimmedLibrary Pack(string path, ReadOnlyMemory<byte> original, string? reason)
    {
        var packed = ElfTrimmer.Pack(original);
        if (packed.SavedBytes == 0)
        {
            return Unchanged(path, original, packed.Refusal ?? reason);
        }

        var problems = ElfVerifier.Verify(original, packed.Content);
        return problems.Count > 0
            ? Unchanged(path, original, $"the packed library failed verification: {problems[0]}")
            : new TrimmedLibrary
            {
                Path = path,
                Content = packed.Content,
                SavedBytes = packed.SavedBytes,
                Tier = BinaryTier.Trim,
                Reason = reason,
            };
    }

    private static TrimmedLibrary Unchanged(string path, ReadOnlyMemory<byte> original, string? reason) =>
        new()
        {
            Path = path,
            Content = original,
            SavedBytes = 0,
            Reason = reason,
        };
}
