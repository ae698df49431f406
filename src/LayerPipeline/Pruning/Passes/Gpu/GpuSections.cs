using LayerPipeline.Formats.Elf;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Pruning.Passes.Kernels;

namespace LayerPipeline.Pruning.Passes.Gpu;

/// <summary>The sections of a library that hold code for GPUs.</summary>
internal sealed class GpuSections
{
    private GpuSections(IReadOnlyList<(ElfSection Section, string Name, GpuSection Known)> all, IEnumerable<ElfSection> registrations)
    {
        All = all;
        Going = [.. all.Where(each => each.Known.Stays is null)];
        Code = AddressRange.Merge(Going.Select(each => each.Section.Range));
        Registrations = AddressRange.Merge(registrations.Select(section => section.Range));
        Reasons =
        [
            .. all.Where(each => each.Known.Stays is not null)
                .Select(each => $"{each.Name} with {each.Section.Size:N0} bytes, since {each.Known.Stays}"),
        ];
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<(ElfSection Section, string Name, GpuSection Known)> All { get; }

    /// <summary>Those that can go, as far as their kind is concerned.</summary>
    public IReadOnlyList<(ElfSection Section, string Name, GpuSection Known)> Going { get; }

    /// <summary>Why others stay, in words.</summary>
    public IReadOnlyList<string> Reasons { get; }

    /// <summary>Addresses of those that can go, sorted and disjoint.</summary>
    public IReadOnlyList<AddressRange> Code { get; }

    /// <summary>Addresses of the sections that may point into them, sorted and disjoint.</summary>
    public IReadOnlyList<AddressRange> Registrations { get; }

    /// <summary>Bytes that go: whole pages only.</summary>
    public long Bytes => Code.Sum(range => (long)WholePages(range).Length);

    /// <summary>Finds them by their names; those without a whole page are not worth a look.</summary>
    /// <param name="file">The library.</param>
    /// <param name="catalog">The names.</param>
    public static GpuSections Find(ElfFile file, GpuCatalog catalog)
    {
        var named = file.NamedSections().Where(each => each.Section.IsAllocated && each.Section.Type != SectionTypes.NoBits).ToList();
        var all = named
            .Select(each => (each.Section, each.Name, Known: catalog.Find(each.Name)!))
            .Where(each => each.Known is not null && WholePages(each.Section.Range).Length > 0)
            .ToList();
        var registrations = all.SelectMany(each => each.Known.Registration).ToHashSet(StringComparer.Ordinal);
        return new GpuSections(all, named.Where(each => registrations.Contains(each.Name)).Select(each => each.Section));
    }

    /// <summary>Slots of a library with the same addresses that point into them.</summary>
    public IEnumerable<AddressSlot> Slots(ElfFile file) =>
        AddressSlot.ReadAll(file).Where(slot => AddressRange.AnyContains(Code, slot.Target));

    private static AddressRange WholePages(AddressRange range) => new(MemoryPage.Up(range.Start), MemoryPage.Down(range.End));
}
