using System.Security.Cryptography;
using LayerPipeline.Archives;
using LayerPipeline.Binaries;

namespace LayerPipeline.Pruning;

/// <summary>Trims shared libraries on their way from raw.zip to layer.zip.</summary>
/// <param name="tier">The highest tier that was entered.</param>
internal sealed class LibraryTrim(Tier tier)
{
    /// <summary>Trims one library.</summary>
    /// <param name="entry">Its entry.</param>
    /// <param name="compressed">Its content as it stands in raw.zip.</param>
    /// <returns>What goes into layer.zip, and what was changed.</returns>
    public TrimmedEntry Trim(ZipEntry entry, byte[] compressed)
    {
        var original = EntryContent.Inflate(entry, compressed);
        var packed = tier.Order >= Tier.Trim.Order ? ElfPacker.Pack(original) : null;
        var refusal = packed?.Refusal ?? (packed is { SavedBytes: > 0 } ? Problem(original, packed.Content) : null);
        if (packed is null || packed.SavedBytes == 0 || refusal is not null)
        {
            return new TrimmedEntry(DeflatedEntry.AsIs(entry, compressed), null, refusal);
        }

        var change = new ChangedEntry(
            packed.Content.Length,
            packed.Content.Length,
            SHA256.HashData(packed.Content.Span),
            Tier.Trim.Name,
            $"bytes that are never loaded are gone; every loaded byte is as it was"
        );
        return new TrimmedEntry(DeflatedEntry.Make(entry.Name, entry.Mode, packed.Content), change, null);
    }

    private static string? Problem(ReadOnlyMemory<byte> original, ReadOnlyMemory<byte> packed) =>
        ElfVerifier.Verify(original, packed) is [var first, ..] ? $"left alone: {first}" : null;
}
