using LayerPipeline.Formats.Elf;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Pruning.Passes.Proof;

namespace LayerPipeline.Pruning.Passes.Gpu;

/// <summary>
/// Finds the code for GPUs in a library, which Lambda can't run, and whether anything but its registration refers to it. The wrapper
/// that constructors register stays, so that whoever asks for a GPU is told that there is none, as before.
/// </summary>
internal static class GpuCode
{
    /// <summary>Finds what of a library can go.</summary>
    /// <param name="whole">The whole file.</param>
    /// <param name="catalog">Which sections hold such code; null for <see cref="GpuCatalog.Default"/>.</param>
    /// <returns>What is to be done, for the caller to store and prove, and the reasons why other such code stays.</returns>
    public static GpuResult Drop(ReadOnlyMemory<byte> whole, GpuCatalog? catalog = null)
    {
        try
        {
            var file = ElfFile.Read(whole);
            var sections = GpuSections.Find(file, catalog ?? GpuCatalog.Default);
            return sections.All.Count == 0 ? GpuResult.None : Drop(whole, file, sections);
        }
        catch (InvalidElfException exception)
        {
            return new GpuResult { Stays = [exception.Message] };
        }
    }

    /// <summary>Whether a library has such code.</summary>
    /// <param name="whole">The whole file.</param>
    /// <param name="catalog">Which sections hold it.</param>
    public static bool IsIn(ReadOnlyMemory<byte> whole, GpuCatalog catalog)
    {
        try
        {
            return GpuSections.Find(ElfFile.Read(whole), catalog).All.Count > 0;
        }
        catch (InvalidElfException)
        {
            // What can't be read is left as it is, by every pass.
            return false;
        }
    }

    private static GpuResult Drop(ReadOnlyMemory<byte> whole, ElfFile file, GpuSections sections)
    {
        if (sections.Going.Count == 0)
        {
            return new GpuResult { Stays = sections.Reasons };
        }

        if (GpuRules.Problems(file, sections).FirstOrDefault() is { } problem)
        {
            return new GpuResult { Stays = [.. sections.Reasons, problem] };
        }

        var permitted = new PermittedChanges
        {
            Dropped = sections.Code,
            // What is registered points to what is gone; only a driver, which Lambda does not have, follows it.
            DeadSlots = AddressRange.Merge(sections.Slots(file).Select(slot => AddressRange.At(slot.Address, sizeof(ulong)))),
        };
        return new GpuResult
        {
            Edit = new LibraryEdit(whole, permitted, result => GpuRules.Check(file, result, sections)),
            Sections = [.. sections.Going.Select(section => section.Name).Distinct(StringComparer.Ordinal)],
            Bytes = sections.Bytes,
            Stays = sections.Reasons,
        };
    }
}
