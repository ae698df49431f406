using LayerPipeline.Analyzing;
using LayerPipeline.Pruning.Deciding;

namespace LayerPipeline.Explaining;

/// <summary>Why a file is in a layer, or is not.</summary>
public sealed record FileExplanation
{
    /// <summary>What was decided of it: kept, changed or removed, by which rule, and why.</summary>
    public required EntryDecision Decision { get; init; }

    /// <summary>The module that it is; null where it is none.</summary>
    public string? Module { get; init; }

    /// <summary>The tier of the rule; null where no rule of a tier names the file.</summary>
    public string? Tier { get; init; }

    /// <summary>Why the rule says that files like this can go; null where no rule names it.</summary>
    public string? RuleReason { get; init; }

    /// <summary>Files that import it, those at module level first.</summary>
    public required IReadOnlyList<Importer> ImportedBy { get; init; }

    /// <summary>How a file that no rule names comes to import it, from that file on; empty where a direct importer is such a file, or none is.</summary>
    public required IReadOnlyList<Importer> Chain { get; init; }

    /// <summary>Modules and behaviours of the probe of the untouched packages that opened it.</summary>
    public required IReadOnlyList<string> OpenedBy { get; init; }

    /// <summary>Whether it was opened by compiled code, of which it is not known when.</summary>
    public bool OpenedByCompiledCode { get; init; }

    /// <summary>Files in whose strings its name, or its folder's, stands.</summary>
    public required IReadOnlyList<string> NamedBy { get; init; }

    /// <summary>Sources, modules and behaviours that read it as a file, if it is a library.</summary>
    public required IReadOnlyList<string> ReadBy { get; init; }

    /// <summary>What it is kept compressed with until a function imports one of its modules; null where it is not in a cold store.</summary>
    public ColdPart? Cold { get; init; }

    /// <summary>What is wrong with its part of the cold store, which was inflated to see; null where nothing is.</summary>
    public string? ColdDamage { get; init; }

    /// <summary>Whether there is a probe of the untouched packages to ask; without one, nobody is known to use anything.</summary>
    public bool WasProbed { get; init; }
}
