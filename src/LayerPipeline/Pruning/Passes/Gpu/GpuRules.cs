using LayerPipeline.Formats.Elf;
using LayerPipeline.Pruning.Passes.Proof;

namespace LayerPipeline.Pruning.Passes.Gpu;

/// <summary>What must hold for code for GPUs to be dropped: nothing in the library can reach it but what is registered.</summary>
internal static class GpuRules
{
    /// <summary>Why the sections of a library can't be dropped; none where they can.</summary>
    public static IEnumerable<string> Problems(ElfFile file, GpuSections sections)
    {
        var code = CodeOf(file);
        return code.Count == 0
            ? ["no section says where the library's own code is"]
            : Places(file, sections)
                .Concat(Overlaps(file, sections))
                .Concat(Slots(file, sections))
                .Concat(Symbols(file, sections))
                .Concat(References(file, file, code, sections));
    }

    /// <summary>What is wrong with a result; read anew from what is stored, which another pass may have made smaller, too.</summary>
    public static IEnumerable<string> Check(ElfFile before, ElfFile after, GpuSections sections)
    {
        var code = AddressRange.Without(CodeOf(before), MemoryComparison.Holes(before, after));
        return Slots(after, sections).Concat(References(before, after, code, sections));
    }

    private static IReadOnlyList<AddressRange> CodeOf(ElfFile file) =>
        AddressRange.Merge(
            file.Sections.Where(section => section.IsCode && section.Type != SectionTypes.NoBits).Select(section => section.Range)
        );

    private static IEnumerable<string> Places(ElfFile file, GpuSections sections)
    {
        var readOnly = AddressRange.Merge(
            file.Loads.Where(load => !load.IsWritable).Select(load => AddressRange.At(load.Address, load.FileSize))
        );
        return sections
            .Code.Where(range => !AddressRange.AnyHolds(readOnly, range))
            .Select(range => $"its section {range} is in no part of the library that is only read");
    }

    /// <summary>Sections say where they are, and may be wrong: two that share an address are not what they seem.</summary>
    private static IEnumerable<string> Overlaps(ElfFile file, GpuSections sections)
    {
        var going = sections.Going.Select(each => each.Section).ToHashSet();
        var others = file
            .Sections.Where(section => section.HasAddresses && !going.Contains(section))
            .Select(section => section.Range)
            .Concat(file.Segments.Where(IsPlace).Select(segment => AddressRange.At(segment.Address, segment.MemorySize)))
            .Concat(file.Dynamic.Where(entry => DynamicTags.IsPointer(entry.Tag)).Select(entry => AddressRange.At(entry.Value, 1)))
            .Append(AddressRange.At(file.Entry, 1));
        return others
            .Where(other => other.Length > 0 && sections.Code.Any(range => range.Overlaps(other)))
            .Select(other => $"its section shares addresses with {other}, which is in use");
    }

    private static bool IsPlace(ElfSegment segment) =>
        segment.Type is not (SegmentTypes.Load or SegmentTypes.GnuStack or SegmentTypes.Null) && segment.MemorySize > 0;

    private static IEnumerable<string> Slots(ElfFile file, GpuSections sections)
    {
        foreach (var slot in sections.Slots(file))
        {
            if (!AddressRange.AnyHolds(sections.Registrations, AddressRange.At(slot.Address, sizeof(ulong))))
            {
                yield return $"the slot at 0x{slot.Address:x}, which is not of its registration, points to it";
            }
        }

        foreach (var relocation in ElfRelocations.Of(file).Where(each => AddressRange.AnyContains(sections.Code, each.Address)))
        {
            yield return $"the loader writes into it, at 0x{relocation.Address:x}";
        }
    }

    private static IEnumerable<string> Symbols(ElfFile file, GpuSections sections)
    {
        var symbols = file.DynamicSymbols;
        for (var index = 1; index < symbols.Count; index++)
        {
            var symbol = symbols.Read(index);
            if (symbol.IsDefinedHere && !symbol.IsThreadLocal && AddressRange.AnyContains(sections.Code, symbol.Value))
            {
                yield return $"the library exports {symbols.NameOf(symbol)}, which is in it";
            }
        }
    }

    private static IEnumerable<string> References(ElfFile original, ElfFile file, IReadOnlyList<AddressRange> code, GpuSections sections) =>
        CodeReferences
            .Find(original, file, code, sections.Code)
            .Select(found => $"code in {found.Code} refers to 0x{found.Target:x}, which is in it");
}
