using LayerPipeline.Formats.Elf;
using LayerPipeline.Formats.Libraries;

namespace LayerPipeline.Checking.Libraries;

/// <summary>Every library is for the layer's processor, and whole.</summary>
internal static class MachineGate
{
    public const string Name = "machine";

    public static bool Fits(SharedLibrary library, string architecture) => IsFor(library, architecture) && library.Damage is null;

    public static IEnumerable<BinaryFinding> Check(IReadOnlyList<SharedLibrary> libraries, string architecture)
    {
        var (foreign, damaged) = (0, 0);
        foreach (
            var group in libraries
                .Where(library => !IsFor(library, architecture))
                .GroupBy(library => library.Identity.Name, StringComparer.Ordinal)
        )
        {
            var paths = group.Select(library => library.Path).Order(StringComparer.Ordinal).ToList();
            foreign += paths.Count;
            yield return BinaryFinding.Fail(
                Name,
                $"{paths.Count} of {libraries.Count}",
                $"{BinaryFinding.Name(paths)}: built for {group.Key}, the layer is for {architecture}. Install for {architecture}, or build the layer for the other architecture.",
                paths
            );
        }

        foreach (var library in libraries.Where(library => IsFor(library, architecture) && library.Damage is not null))
        {
            damaged++;
            yield return BinaryFinding.Fail(
                Name,
                "damaged",
                $"{LayerPaths.Short(library.Path)}: {library.Damage}. Install the package again.",
                [library.Path]
            );
        }

        if (foreign + damaged == 0)
        {
            yield return BinaryFinding.Pass(Name, $"{libraries.Count} for {architecture}", string.Empty);
        }
    }

    private static bool IsFor(SharedLibrary library, string architecture) =>
        library.Identity is { Is64Bit: true, IsLittleEndian: true }
        && library.Identity.Machine == (architecture == "arm64" ? ElfMachine.Arm64 : ElfMachine.X64);
}
