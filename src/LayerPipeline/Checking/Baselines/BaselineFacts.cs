using LayerPipeline.Checking.Gates;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Installing;
using LayerPipeline.Planning;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Deciding;

namespace LayerPipeline.Checking.Baselines;

/// <summary>What is known of the packages before anything was removed.</summary>
/// <param name="plan">The plan.</param>
/// <param name="install">What pip installed; null where it is not known.</param>
/// <param name="pruned">What Prune decided; null where it is not known.</param>
/// <param name="baseline">The probe of the untouched packages.</param>
/// <param name="layer">The layer.</param>
internal sealed class BaselineFacts(BuildPlan plan, InstallReport? install, PruneReport? pruned, ProbeReport baseline, LayerFacts layer)
{
    private readonly HashSet<string> _allowed = new(plan.Request.AllowBroken.Select(RequirementName.Normalize), StringComparer.Ordinal);

    /// <summary>Normalised names of what was asked for.</summary>
    public IReadOnlyList<string> Requested => plan.Requested;

    /// <summary>What was asked for and can be tried on Lambda only.</summary>
    public IReadOnlyList<string> Untried { get; } = LeftToRuntime.Untried(plan, baseline);

    /// <summary>Whether a module needs what is left to the runtime.</summary>
    public bool IsLeftToRuntime(ProbeResult module) => module.Lacks(plan.ProbeArguments.ProvidedModules);

    /// <summary>The distribution of the runtime that brings a module; null where none does.</summary>
    public string? OfRuntime(string module) =>
        RuntimePackages
            .Shipped.Of(plan.Runtime)
            .SelectMany(set => set.Distributions)
            .FirstOrDefault(package => package.Modules.Contains(module.Split('.')[0]))
            ?.Name;

    /// <summary>The probe of the untouched packages.</summary>
    public ProbeReport Baseline => baseline;

    /// <summary>Whether packages were imported: they can't be where the runtime's interpreter is not at hand.</summary>
    public bool IsProbed => baseline.Modules.Count > 0 || baseline.Behaviours.Count > 0;

    /// <summary>Paths below <c>python/</c> of all files, those that were removed too.</summary>
    public IReadOnlyCollection<string> Paths { get; } =
        (pruned is null ? layer.Files.Select(file => file.Name) : pruned.Entries.Select(entry => entry.Path))
            .Select(LayerTree.Below)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether the request accepts that a distribution is broken.</summary>
    public bool IsAllowed(string distribution) => _allowed.Contains(distribution);

    /// <summary>Whether a distribution that fails is no reason to stop: the request accepts it, or a function may do what the probe can't.</summary>
    public bool MayBeBroken(string distribution) => IsAllowed(distribution) || FailsOfProbeAlone(distribution);

    private bool FailsOfProbeAlone(string distribution)
    {
        var failed = baseline
            .Modules.Where(module => module.Distribution == distribution && !module.Ok && !IsLeftToRuntime(module))
            .ToList();
        return failed.Count > 0 && failed.TrueForAll(module => module.Error?.AllowedInFunction is not null);
    }

    /// <summary>Modules that a distribution installed, too, and another one has overwritten, with what the probe says of them.</summary>
    public IReadOnlyList<ProbeResult> Overwritten(string distribution)
    {
        var names = layer
            .Shared.Where(file => file.Others.Contains(distribution))
            .Select(file => LayerTree.Below(file.Path, layer.Runtime.Python) is { } path ? ImportNames.ModuleOf(path) : null)
            .ToHashSet(StringComparer.Ordinal);
        return [.. baseline.Modules.Where(module => names.Contains(module.Id))];
    }

    /// <summary>Whether a distribution needs others, or it is not known.</summary>
    public bool BringsOthers(string distribution) => install?.Distributions.Any(other => other.RequiredBy.Contains(distribution)) != false;

    /// <summary>Whether a distribution brings anything but its metadata.</summary>
    public bool HasContents(string distribution) => Owned().Any(file => file.Distribution == distribution && IsContent(file.Path));

    /// <summary>
    /// The rules that removed everything that a distribution brings beside its metadata; none where something of it is in the layer, or
    /// where it is not known.
    /// </summary>
    public IReadOnlyList<string> RemovedBy(string distribution)
    {
        var contents = (pruned?.Entries ?? []).Where(entry => entry.Distribution == distribution && IsContent(entry.Path)).ToList();
        return contents.TrueForAll(entry => entry.Action == EntryAction.Removed)
            ? [.. contents.Select(entry => entry.Rule).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]
            : [];
    }

    private static bool IsContent(string path) => !path.Contains(".dist-info/", StringComparison.Ordinal);

    /// <summary>All files with the distributions that brought them, those that were removed too.</summary>
    private IEnumerable<(string? Distribution, string Path)> Owned() =>
        pruned?.Entries.Select(entry => (entry.Distribution, entry.Path))
        ?? layer.Files.Select(file => (layer.DistributionOf(file.Name), file.Name));

    /// <summary>Distributions that need another one.</summary>
    public IReadOnlyList<string> RequiredBy(string distribution) =>
        install?.Distributions.FirstOrDefault(each => each.Name == distribution)?.RequiredBy ?? [];
}
