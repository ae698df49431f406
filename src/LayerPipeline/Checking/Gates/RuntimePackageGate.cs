using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Checking.Gates;

/// <summary>
/// Of packages that the runtime has and whose versions have to match, all or none in the layer: a function gets what the layer lacks from
/// the runtime. Source of the order in which Lambda looks for modules:
/// https://docs.aws.amazon.com/lambda/latest/dg/python-package.html#python-package-searchpath.
/// </summary>
internal sealed class RuntimePackageGate : IGate
{
    private const string InfoSuffix = ".dist-info";

    /// <inheritdoc />
    public string Name => "runtime-packages";

    /// <inheritdoc />
    public GateSubject Subject => GateSubject.Neighbours;

    /// <inheritdoc />
    public IEnumerable<GateResult> Check(LayerFacts layer)
    {
        var paths = layer.Files.Select(file => LayerTree.Below(file.Name, layer.Runtime.Python)).OfType<string>().ToList();
        var top = paths.Select(path => path.Split('/')[0]).ToHashSet(StringComparer.Ordinal);
        var sets = RuntimePackages.Shipped.Of(layer.Runtime).Select(set => Split(set, top)).ToList();
        var measured = MessageText.List(
            sets.Select(set =>
                $"{set.There.Count} of {Plural.Of(set.There.Count + set.Lacking.Count, "part", "parts")} of {set.Name} that belong together"
            )
        );
        var halves = sets.Where(set => set.There.Count > 0 && set.Lacking.Count > 0).ToList();
        yield return halves.Count == 0
            ? this.Pass(measured.Length == 0 ? "the runtime has none" : measured)
            : this.Warn(measured, string.Join("\n", halves.Select(half => Describe(half.There, half.Lacking, top, layer.Runtime))));
    }

    private static (string Name, IReadOnlyList<RuntimePackage> There, IReadOnlyList<RuntimePackage> Lacking) Split(
        RuntimePackageSet set,
        HashSet<string> top
    )
    {
        var together = set
            .Distributions.Where(package => package.Together)
            .ToLookup(package => package.Modules.Any(name => IsIn(name, top)));
        return (set.Name, [.. together[true]], [.. together[false]]);
    }

    private static bool IsIn(string module, HashSet<string> top) => top.Contains(module) || top.Contains(ImportNames.SourceOf(module));

    private static string Describe(
        IReadOnlyList<RuntimePackage> there,
        IReadOnlyList<RuntimePackage> lacking,
        HashSet<string> top,
        PythonRuntime runtime
    )
    {
        var own = MessageText.List(there.Select(package => $"{package.Name} {VersionOf(package, top)}"));
        var missing = MessageText.List(lacking.Select(package => package.Name));
        return $"The layer has {own}, but not {missing}, so a function gets {missing} from {runtime.Name}, in a version that changes when AWS "
            + $"updates the runtime, and with it {own}, since Lambda looks into /opt/python first. They work in matching versions only: add "
            + $"{missing} to the packages, or leave both to the runtime with --runtime-provides use (\"runtimeProvides\": \"use\" in a request).";
    }

    /// <summary>The version that the layer's metadata names.</summary>
    private static string VersionOf(RuntimePackage package, HashSet<string> top) =>
        top.Where(folder => folder.EndsWith(InfoSuffix, StringComparison.Ordinal))
            .Select(folder => folder[..^InfoSuffix.Length].Split('-', 2))
            .FirstOrDefault(parts => parts.Length == 2 && RequirementName.Normalize(parts[0]) == package.Name)
            ?[1]
        ?? "of an unknown version";
}
