using LayerPipeline.Checking.Libraries;
using LayerPipeline.Formats.Elf;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Checking.Gates;

/// <summary>Versions and versioned symbols that one library of the layer needs of another one of the layer are there.</summary>
internal sealed class NeededSymbolGate : IGate
{
    /// <inheritdoc />
    public string Name => "needed-symbols";

    /// <inheritdoc />
    public GateSubject Subject => GateSubject.Libraries;

    /// <inheritdoc />
    public IEnumerable<GateResult> Check(LayerFacts layer)
    {
        var (libraries, needed) = (layer.Libraries.Sound, layer.Libraries.Needed);
        var (checkedSymbols, findings) = (0, new List<GateResult>(Lost(libraries)));
        foreach (var library in libraries.Libraries)
        {
            findings.AddRange(library.VersionNeeds.Select(need => CheckVersion(libraries, needed, library, need)).OfType<GateResult>());
            var inside = library.VersionedImports.Where(symbol => needed.Found.ContainsKey((library.Path, symbol.File))).ToList();
            checkedSymbols += inside.Count;
            var missing = inside.Where(symbol => !IsThere(libraries, needed, library, symbol)).ToList();
            if (missing.Count > 0)
            {
                findings.Add(Missing(library, missing));
            }
        }

        return findings.Count > 0 ? findings : [this.Pass($"{checkedSymbols} found")];
    }

    private GateResult? CheckVersion(BinaryLayer layer, NeededLibraries needed, SharedLibrary library, ElfVersionNeed need)
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
            $"{LayerPaths.Short(library.Path)} needs {need.Version} of {LayerPaths.Short(path)}, which does not define it. Install both from the same wheel.";
        // Without any versions glibc takes the symbols as they are, and says so on standard error.
        return need.IsWeak || bringing.VersionDefinitions.Count == 0 ? this.Warn(need.Version, message) : this.Fail(need.Version, message);
    }

    private static bool IsThere(BinaryLayer layer, NeededLibraries needed, SharedLibrary library, VersionedSymbol symbol)
    {
        var bringing = layer.Find(needed.Found[(library.Path, symbol.File)])!;
        return bringing.Exports.Contains(bringing.VersionDefinitions.Count == 0 ? symbol.Name : $"{symbol.Name}@{symbol.Version}")
            || layer.Libraries.Any(other => other.Exports.Contains($"{symbol.Name}@{symbol.Version}"));
    }

    /// <summary>A symbol whose code was cut out of one library must not be asked for by another.</summary>
    private IEnumerable<GateResult> Lost(BinaryLayer layer)
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
                    yield return this.Fail(
                        name,
                        $"{LayerPaths.Short(other.Path)} needs {name}, which was cut out of {LayerPaths.Short(library.Path)}. Keep that library as it was installed."
                    );
                }
            }
        }
    }

    private GateResult Missing(SharedLibrary library, List<VersionedSymbol> missing)
    {
        var names = MessageText.List([.. missing.Select(symbol => $"{symbol.Name}@{symbol.Version} of {symbol.File}")], most: 3);
        return this.Fail(
            $"{missing.Count} missing",
            $"{LayerPaths.Short(library.Path)} needs {names}, which the library in the layer does not define. Install both from the same wheel."
        );
    }
}
