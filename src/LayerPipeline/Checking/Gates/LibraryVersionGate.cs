using LayerPipeline.Formats.Elf;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Checking.Gates;

/// <summary>Versions that libraries need of the runtime's own libraries are there: GLIBC, GLIBCXX, CXXABI, GCC, ...</summary>
internal sealed class LibraryVersionGate : IGate
{
    // A version without a number, such as GLIBC_ABI_DT_RELR, is newer than any that is known.
    private static readonly Version NoNumber = new(int.MaxValue, 0);

    /// <inheritdoc />
    public string Name => "library-versions";

    /// <inheritdoc />
    public GateSubject Subject => GateSubject.Libraries;

    /// <inheritdoc />
    public IEnumerable<GateResult> Check(LayerFacts layer)
    {
        var (needed, runtime) = (layer.Libraries.Needed, layer.Libraries.Runtime);
        var needs = layer
            .Libraries.Sound.Libraries.SelectMany(library => library.VersionNeeds.Select(need => (library.Path, Need: need)))
            .Where(need => runtime.Has(need.Need.File) && !needed.Found.ContainsKey((need.Path, need.Need.File)))
            .ToList();
        var missing = needs
            .Where(need => !runtime.Brings(need.Need.Version))
            .GroupBy(need => RuntimeLibraries.Split(need.Need.Version).Family, StringComparer.Ordinal)
            .ToList();
        foreach (var family in missing.OrderBy(family => family.Key, StringComparer.Ordinal))
        {
            // Who fetches what the highest version needs has what the lower ones need.
            var highest = family.MaxBy(need => RuntimeLibraries.Split(need.Need.Version).Number ?? NoNumber).Need;
            var paths = family.Select(need => need.Path).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            var message =
                $"{LayerPaths.Some(paths)}: needs up to {highest.Version} of {highest.File}; {runtime.OperatingSystem} of {runtime.Runtime} has "
                + $"{runtime.HighestLike(highest.Version)}. Use an older version of the package that has a wheel for this runtime, or use a newer runtime.";
            yield return family.All(need => need.Need.IsWeak) ? this.Warn(highest.Version, message) : this.Fail(highest.Version, message);
        }

        if (missing.Count == 0)
        {
            yield return this.Pass(Highest(needs.Select(need => need.Need.Version), runtime));
        }
    }

    private static string Highest(IEnumerable<string> versions, RuntimeLibraries runtime)
    {
        var highest = versions
            .Distinct(StringComparer.Ordinal)
            .Where(version => RuntimeLibraries.Split(version).Number is not null && runtime.HighestLike(version) is not null)
            .GroupBy(version => RuntimeLibraries.Split(version).Family, StringComparer.Ordinal)
            .Select(family => family.MaxBy(version => RuntimeLibraries.Split(version).Number)!)
            .Order(StringComparer.Ordinal)
            .Select(version => $"{version} of {runtime.HighestLike(version)}");
        return string.Join(", ", highest) is { Length: > 0 } text ? text : "no versions needed";
    }
}
