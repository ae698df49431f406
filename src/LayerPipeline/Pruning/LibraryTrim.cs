using System.Security.Cryptography;
using LayerPipeline.Archives;
using LayerPipeline.Binaries;

namespace LayerPipeline.Pruning;

/// <summary>Trims shared libraries on their way from raw.zip to layer.zip.</summary>
/// <param name="tier">The highest tier that was entered.</param>
/// <param name="architecture"><c>x86_64</c> or <c>arm64</c>.</param>
/// <param name="imported">Symbols that libraries of the layer take from one another; needed for the tier kernels.</param>
internal sealed class LibraryTrim(Tier tier, string architecture, IReadOnlySet<string> imported)
{
    /// <summary>Trims one library.</summary>
    /// <param name="entry">Its entry.</param>
    /// <param name="compressed">Its content as it stands in raw.zip.</param>
    /// <returns>What goes into layer.zip, and what was changed.</returns>
    public TrimmedEntry Trim(ZipEntry entry, byte[] compressed)
    {
        var original = EntryContent.Inflate(entry, compressed);
        var (change, content, refusal) = WithoutKernels(original);
        if (change is null)
        {
            var packed = Pack(original);
            (change, content, refusal) = (packed.Change, packed.Content, refusal ?? packed.Refusal);
        }

        return change is null
            ? new TrimmedEntry(DeflatedEntry.AsIs(entry, compressed), Change: null, refusal)
            : new TrimmedEntry(DeflatedEntry.Make(entry.Name, entry.Mode, content), change, refusal);
    }

    private (ChangedEntry? Change, ReadOnlyMemory<byte> Content, string? Refusal) WithoutKernels(byte[] original)
    {
        if (tier.Order < Tier.Kernels.Order)
        {
            return (null, default, null);
        }

        var result = OpenBlasKernels.Drop(original, architecture, imported);
        var cores = string.Join(", ", result.Redirected.Keys.Order(StringComparer.Ordinal));
        return result.SavedBytes == 0
            ? (null, default, result.Refusal)
            : (
                Change(result.Content, Tier.Kernels, $"without the code for {cores}, which Lambda does not have; packed"),
                result.Content,
                null
            );
    }

    /// <summary>The verifier knows nothing of the packer: what it does not accept is not used.</summary>
    private static (ChangedEntry? Change, ReadOnlyMemory<byte> Content, string? Refusal) Pack(byte[] original)
    {
        var packed = ElfPacker.Pack(original);
        if (packed.SavedBytes == 0)
        {
            return (null, default, packed.Refusal);
        }

        return ElfVerifier.Verify(original, packed.Content) is [var problem, ..]
            ? (null, default, $"the packed library was not accepted: {problem}")
            : (
                Change(packed.Content, Tier.Trim, "without the bytes that are never loaded; every loaded one is as it was"),
                packed.Content,
                null
            );
    }

    private static ChangedEntry Change(ReadOnlyMemory<byte> content, Tier by, string reason) =>
        new(content.Length, content.Length, SHA256.HashData(content.Span), by.Name, reason);
}
