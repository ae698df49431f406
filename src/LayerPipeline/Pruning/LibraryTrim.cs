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
    private BinaryTier UpTo => tier.Order >= Tier.Kernels.Order ? BinaryTier.Kernels : BinaryTier.Trim;

    /// <summary>Trims one library.</summary>
    /// <param name="entry">Its entry.</param>
    /// <param name="compressed">Its content as it stands in raw.zip.</param>
    /// <returns>What goes into layer.zip, and what was changed.</returns>
    public TrimmedEntry Trim(ZipEntry entry, byte[] compressed)
    {
        var original = EntryContent.Inflate(entry, compressed);
        var trimmed = BinaryTrimmer.Trim(entry.Name, original, UpTo, architecture, imported);
        return trimmed.IsChanged
            ? new TrimmedEntry(DeflatedEntry.Make(entry.Name, entry.Mode, trimmed.Content), Describe(trimmed), Refusal: null)
            : new TrimmedEntry(DeflatedEntry.AsIs(entry, compressed), Change: null, trimmed.Reason);
    }

    private static ChangedEntry Describe(TrimmedLibrary trimmed)
    {
        var by = trimmed.Tier == BinaryTier.Kernels ? Tier.Kernels : Tier.Trim;
        var done =
            trimmed.Tier == BinaryTier.Kernels
                ? $"without the code for {string.Join(", ", trimmed.Redirected.Keys.Order(StringComparer.Ordinal))}, which Lambda does not have"
                : "without the bytes that are never loaded; every loaded one is as it was";
        var reason = trimmed.Reason is null ? done : $"{done}; {trimmed.Reason}";
        return new ChangedEntry(trimmed.Content.Length, trimmed.Content.Length, SHA256.HashData(trimmed.Content.Span), by.Name, reason);
    }
}
