using LayerPipeline.Formats.Elf;
using LayerPipeline.Formats.Libraries;

namespace LayerPipeline.Checking.Libraries;

/// <summary>Versions and versioned symbols that one library of the layer needs of another one of the layer are there.</summary>
internal static class NeededSymbolGate
{
    private const string Name = "needed-symbols";

    public static IEnumerable<BinaryFinding> Check(BinaryLayer layer, NeededLibraries needed)
    {
        var (checkedSymbols, findings) = (0, new List<BinaryFinding>(Lost(layer)));
        foreach (var library in layer.Libraries)
        {
            findings.AddRange(library.VersionNeeds.Select(need => CheckVersion(layer, needed, library, need)).OfType<BinaryFinding>());
            var inside = library.VersionedImports.Where(symbol => needed.Found.ContainsKey((library.Path, symbol.File))).ToList();
            checkedSymbols += inside.Count;
            var missing = inside.Where(symbol => !IsThere(layer, needed, library, symbol)).ToList();
            if (missing.Count > 0)
            {
                findings.Add(Missing(library, missing));
            }
        }

        return findings.Count > 0 ? findings : [BinaryFinding.Pass(Name, $"{checkedSymbols} found", string.Empty)];
    }

    private static BinaryFinding? CheckVersion(BinaryLayer layer, NeededLibraries needed, SharedLibrary library, ElfVersionNeed need)
    {
        if (!needed.Found.TryGetValue((library.Path, need.File), out var path) || layer.Find(path) is not { } bringing)
        {
            return null;
        }

        if (bringing.VersionDefinitions.Contains(need.Version, StringComparer.Ordinal))
        {
            return null;
        }

        var message =
            $"{LayerPaths.Short(library.Path)} needs {need.Version} of {LayerPaths.Short(path)}, which does not bring it. Install the two from one wheel.";
        // Without any versions glibc takes the symbols as they are, and says so on standard error.
        return need.IsWeak || bringing.VersionDefinitions.Count == 0
            ? BinaryFinding.Warn(Name, need.Version, message, [library.Path])
            : BinaryFinding.Fail(Name, need.Version, message, [library.Path]);
    }

    private static bool IsThere(BinaryLayer layer, NeededLibraries needed, SharedLibrary library, VersionedSymbol symbol)
    {
        var bringing = layer.Find(needed.Found[(library.Path, symbol.File)])!;
        return bringing.Exports.Contains(bringing.VersionDefinitions.Count == 0 ? symbol.Name : $"{symbol.Name}@{symbol.Version}")
            || layer.Libraries.Any(other => other.Exports.Contains($"{symbol.Name}@{symbol.Version}"));
    }

    /// <summary>A symbol whose code was cut out of one library must not be asked for by another.</summary>
    private static IEnumerable<BinaryFinding> Lost(BinaryLayer layer)
    {
        foreach (var library in layer.Libraries.Where(library => library.LostExports.Count > 0))
        {
            foreach (var other in layer.Libraries.Where(other => other.Imports.Overlaps(library.LostExports)))
            {
                var lost = other
                    .Imports.Intersect(library.LostExports)
                    .Where(name => !layer.Libraries.Any(third => third.Exports.Contains(name)));
                foreach (var name in lost.Order(StringComparer.Ordinal).Take(1))
                {
                    yield return BinaryFinding.Fail(
                        Name,
                        name,
                        $"{LayerPaths.Short(other.Path)} needs {name}, which was cut out of {LayerPaths.Short(library.Path)}. Keep that library as it was installed.",
                        [other.Path, library.Path]
                    );
                }
            }
        }
    }

    private static BinaryFinding Missing(SharedLibrary library, List<VersionedSymbol> missing)
    {
        var names = string.Join(", ", missing.Take(3).Select(symbol => $"{symbol.Name}@{symbol.Version} of {symbol.File}"));
        return BinaryFinding.Fail(
            Name,
            $"{missing.Count} missing",
            $"{LayerPaths.Short(library.Path)} needs {names}{(missing.Count > 3 ? $" and {missing.Count - 3} more" : "")}, which the layer's library does not have. Install the two from one wheel.",
            [library.Path]
        );
    }
}
